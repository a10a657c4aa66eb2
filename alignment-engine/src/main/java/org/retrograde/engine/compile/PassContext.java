// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * What passes may know besides the nodes.
 *
 * @param library the library that is to run them
 * @param kept the variables that have to exist, under their names, at the end of a run
 * @param targets those of them that lie in buffers of the caller's
 * @param invariants the inputs that seldom change
 * @param scratchTargets whether sums may grow in those buffers
 * @param forwardEnd the last variable of the forward pass, if what it computes need not be kept
 */
record PassContext(
    KernelLibrary library,
    Set<String> kept,
    Set<String> targets,
    Set<String> invariants,
    boolean scratchTargets,
    Optional<String> forwardEnd) {

  static PassContext of(KernelLibrary library, Request request) {
    return new PassContext(
        library,
        request.kept(),
        request.targets(),
        request.invariants(),
        request.scratchTargets(),
        request.forwardEnd());
  }

  Wiring wiring(List<Node> nodes) {
    return new Wiring(nodes, kept);
  }
}
