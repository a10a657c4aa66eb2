// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/** Something that a rule, or the network itself, wants anew in every training step. */
public sealed interface StepInput {

  /**
   * Returns its name.
   *
   * @return {@code layer/name}, unique in the graph
   */
  String name();

  /**
   * Returns its place in the graph.
   *
   * @return a placeholder; the shape of a scalar is {@code [1]}
   */
  Tensor tensor();

  /**
   * Random numbers.
   *
   * @param name {@code layer/name}
   * @param tensor their place in the graph
   * @param distribution what they are drawn from
   * @param fans what the distribution's width may depend on
   */
  record Draws(String name, Tensor tensor, Initializer distribution, Fans fans)
      implements StepInput {}

  /**
   * A number that changes over the epochs.
   *
   * @param name {@code layer/name}
   * @param tensor its place in the graph
   * @param course its value at each moment
   */
  record Coefficient(String name, Tensor tensor, Course course) implements StepInput {}
}
