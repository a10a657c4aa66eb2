// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Set;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * What passes may know besides the nodes.
 *
 * @param library the library that is to run them
 * @param kept the variables that have to exist, under their names, at the end of a run
 * @param invariants the inputs that seldom change
 */
record PassContext(KernelLibrary library, Set<String> kept, Set<String> invariants) {

  static PassContext of(KernelLibrary library, Request request) {
    return new PassContext(library, request.kept(), request.invariants());
  }

  Wiring wiring(List<Node> nodes) {
    return new Wiring(nodes, kept);
  }
}
