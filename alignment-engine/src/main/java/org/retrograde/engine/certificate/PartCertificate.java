// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one part of a rule reads at a synapse.
 *
 * @param part which
 * @param reads the quantities, in the order of {@link Source}
 * @param projectsInput whether the input, or noise in its place, is projected through B
 */
public record PartCertificate(Part part, List<Read> reads, boolean projectsInput) {

  private static final Set<Source> AT_HAND =
      Set.of(
          Source.INPUT,
          Source.OUTPUT,
          Source.ERROR,
          Source.FEEDBACK,
          Source.BIAS,
          Source.NOISE,
          Source.RESPONSE,
          Source.COURSE);

  /** Copies the list. */
  public PartCertificate {
    reads = List.copyOf(reads);
  }

  /**
   * Tells whether all of it is at hand. W is at hand for its own update and for nothing else.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    Set<Source> missing = new LinkedHashSet<>(sources());
    missing.removeAll(AT_HAND);
    if (part == Part.WEIGHT_UPDATE) {
      missing.removeAll(EnumSet.of(Source.WEIGHT, Source.SIGNS));
    }
    if (projectsInput || !Set.of(Source.NETWORK_ERROR).containsAll(missing)) {
      return Verdict.NON_LOCAL;
    }
    return missing.isEmpty() ? Verdict.LOCAL : Verdict.GLOBAL_ERROR;
  }

  /**
   * Tells what of W is transported; nothing is where W moves itself.
   *
   * @return the transport
   */
  public Transport transport() {
    Collection<Source> sources = sources();
    if (part == Part.WEIGHT_UPDATE) {
      return Transport.NONE;
    }
    return sources.contains(Source.WEIGHT)
        ? Transport.WEIGHTS
        : sources.contains(Source.SIGNS) ? Transport.SIGNS : Transport.NONE;
  }

  private List<Source> sources() {
    return reads.stream().map(Read::source).toList();
  }
}
