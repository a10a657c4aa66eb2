// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a program is to compute.
 *
 * @param targets the variables whose values go to buffers of the caller's
 * @param outputs further variables whose values are to be readable after a run
 * @param invariants the placeholders that change so seldom that {@link Program#refresh} is called
 *     when they do: whatever follows from them alone is computed then and not in every run
 * @param scratchTargets whether nothing reads the targets' buffers during a run, so that sums may
 *     grow in them
 * @param forwardEnd where memory is worth more than time, the last variable of the forward pass,
 *     one of the targets or outputs: what the operations after it read of those before may be
 *     computed a second time instead of being kept
 */
public record Request(
    Set<String> targets,
    Set<String> outputs,
    Set<String> invariants,
    boolean scratchTargets,
    Optional<String> forwardEnd) {

  /** Copies the sets and checks that the end of the forward pass is wanted. */
  public Request {
    targets = Set.copyOf(targets);
    outputs = Set.copyOf(outputs);
    invariants = Set.copyOf(invariants);
    if (forwardEnd.isPresent()
        && !targets.contains(forwardEnd.get())
        && !outputs.contains(forwardEnd.get())) {
      throw new IllegalArgumentException(
          "the end of the forward pass is a target or an output, found " + forwardEnd.get());
    }
  }

  /**
   * A program that computes nothing twice and writes a target once.
   *
   * @param targets the variables whose values go to buffers of the caller's
   * @param outputs further variables whose values are to be readable after a run
   * @param invariants the placeholders that seldom change
   */
  public Request(Set<String> targets, Set<String> outputs, Set<String> invariants) {
    this(targets, outputs, invariants, false, Optional.empty());
  }

  /** The variables that have to exist, under their names, at the end of a run. */
  Set<String> kept() {
    Set<String> kept = new HashSet<>(targets);
    kept.addAll(outputs);
    return kept;
  }
}
