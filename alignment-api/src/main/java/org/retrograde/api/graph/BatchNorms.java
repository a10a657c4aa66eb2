// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.op.BatchNormTraining;

/**
 * Batch normalisations. One that is used several times has one scale and shift, and the statistics
 * of each use for itself; its running averages follow them in the order of the uses.
 */
final class BatchNorms {

  private final NetworkParts parts;
  private final Synapses synapses;
  private final Mode mode;
  private final Map<String, Norm> norms = new HashMap<>();

  private record Norm(
      BatchNormSpec spec, SDVariable gamma, SDVariable beta, int mean, int variance) {}

  BatchNorms(NetworkParts parts, Synapses synapses, Mode mode) {
    this.parts = parts;
    this.synapses = synapses;
    this.mode = mode;
  }

  boolean readBatch() {
    return mode == Mode.TRAINING;
  }

  Tensor use(String name, Tensor x, BatchNormSpec spec) {
    Norm norm = norms.computeIfAbsent(name, n -> norm(n, x.channels(), spec));
    int channels = parts.states.get(norm.mean).tensor().channels();
    if (!norm.spec.equals(spec) || channels != x.channels()) {
      throw new IllegalArgumentException(
          "batch normalisation '"
              + name
              + "' has "
              + norm.spec
              + " and "
              + channels
              + " channels, found "
              + spec
              + " and "
              + x.channels());
    }
    SDVariable y = readBatch() ? ofBatch(norm, x) : ofAverages(norm, x);
    synapses.moved(x.variable(), y);
    return new Tensor(y, x.shape());
  }

  private Norm norm(String name, int channels, BatchNormSpec spec) {
    SDVariable gamma =
        parameter(name + ".gamma", channels, ParameterRole.SCALE, spec.initialScale());
    SDVariable beta = parameter(name + ".beta", channels, ParameterRole.SHIFT, 0);
    int mean = state(name + ".runningMean", channels, 0);
    int variance = state(name + ".runningVariance", channels, 1);
    return new Norm(spec, gamma, beta, mean, variance);
  }

  private SDVariable parameter(String name, int channels, ParameterRole role, double value) {
    Initializer start = new Initializer.Constant(value);
    return parts
        .parameter(name, List.of(channels), role, start, NetworkParts.unitFans())
        .tensor()
        .variable();
  }

  private int state(String name, int channels, double value) {
    Tensor tensor = parts.placeholder(name, List.of(channels));
    parts.states.add(new StateVariable(name, tensor, value, Optional.empty()));
    return parts.states.size() - 1;
  }

  private SDVariable ofBatch(Norm norm, Tensor x) {
    SDVariable[] y =
        new BatchNormTraining(parts.graph, x.variable(), norm.gamma, norm.beta, norm.spec.epsilon())
            .outputVariables();
    double count = (double) x.length(0) * x.featuresPerExample() / x.channels();
    double unbiased = count > 1 ? count / (count - 1) : 1;
    follow(norm.mean, norm.spec.momentum(), y[1], 1);
    follow(norm.variance, norm.spec.momentum(), y[2], unbiased);
    return y[0];
  }

  private void follow(int place, double kept, SDVariable statistic, double factor) {
    StateVariable state = parts.states.get(place);
    SDVariable before = state.next().orElse(state.tensor().variable());
    SDVariable next = before.mul(kept).add(statistic.mul((1 - kept) * factor));
    parts.states.set(
        place,
        new StateVariable(state.name(), state.tensor(), state.initialValue(), Optional.of(next)));
  }

  private SDVariable ofAverages(Norm norm, Tensor x) {
    return parts
        .graph
        .nn()
        .batchNorm(
            x.variable(),
            parts.states.get(norm.mean).tensor().variable(),
            parts.states.get(norm.variance).tensor().variable(),
            norm.gamma,
            norm.beta,
            norm.spec.epsilon(),
            x.rank() - 1);
  }
}
