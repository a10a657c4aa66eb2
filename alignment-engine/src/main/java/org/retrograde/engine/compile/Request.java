// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.HashSet;
import java.util.Set;

/**
 * What a program is to compute.
 *
 * @param targets the variables whose values go to buffers of the caller's
 * @param outputs further variables whose values are to be readable after a run
 * @param invariants the placeholders that change so seldom that {@link Program#refresh} is called
 *     when they do: whatever follows from them alone is computed then and not in every run
 */
public record Request(Set<String> targets, Set<String> outputs, Set<String> invariants) {

  /** Copies the sets. */
  public Request {
    targets = Set.copyOf(targets);
    outputs = Set.copyOf(outputs);
    invariants = Set.copyOf(invariants);
  }

  /** The variables that have to exist, under their names, at the end of a run. */
  Set<String> kept() {
    Set<String> kept = new HashSet<>(targets);
    kept.addAll(outputs);
    return kept;
  }
}
