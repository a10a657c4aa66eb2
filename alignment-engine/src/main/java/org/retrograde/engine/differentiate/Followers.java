// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;

/** Finds what depends on some variables of a graph. */
final class Followers {

  private Followers() {}

  /** The names of all variables that are computed from one of the given ones, and those. */
  static Set<String> of(SameDiff graph, Collection<String> variables) {
    Set<String> found = new HashSet<>(variables);
    for (SameDiffOp op : graph.getOps().values()) {
      if (op.getInputsToOp().stream().anyMatch(found::contains)) {
        found.addAll(op.getOutputsOfOp());
      }
    }
    return found;
  }
}
