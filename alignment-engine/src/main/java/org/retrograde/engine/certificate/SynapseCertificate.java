// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import java.util.List;
import java.util.Optional;

/**
 * What a rule reads at one synapse.
 *
 * @param layer the layer's name
 * @param parts what it decides there, in the order of {@link Part}
 * @param phase the class of what it does with B between epochs, which is not in the graph and so
 *     not examined; empty if it does nothing then
 */
public record SynapseCertificate(
    String layer, List<PartCertificate> parts, Optional<String> phase) {

  /** Copies the list. */
  public SynapseCertificate {
    parts = List.copyOf(parts);
  }
}
