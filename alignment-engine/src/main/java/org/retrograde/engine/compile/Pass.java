// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;

/** A rewriting of a program that leaves its results as they are. */
@FunctionalInterface
interface Pass {

  /** Returns the nodes to run instead, in an order that respects their dependences. */
  List<Node> apply(List<Node> nodes);
}
