// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * A running average: kept between steps, saved with the parameters, trained by no optimiser.
 *
 * @param name {@code layer.runningMean} or {@code layer.runningVariance}
 * @param tensor its place in the graph, a placeholder that the engine feeds
 * @param initialValue its value before the first step
 * @param next its value after a training step; empty in a graph for evaluation
 */
public record StateVariable(
    String name, Tensor tensor, double initialValue, Optional<SDVariable> next) {}
