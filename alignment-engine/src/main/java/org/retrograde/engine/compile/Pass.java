// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;

/** A rewriting of a program that leaves what is wanted of it as it is. */
interface Pass {

  /** What it does, in lower-case words joined by hyphens. */
  String name();

  /** Returns the nodes to run instead, in an order that respects their dependences. */
  List<Node> apply(List<Node> nodes, PassContext context);
}
