// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Course;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.rule.StepInputs;

/** Gives rules placeholders for what they want anew in every step, and remembers which. */
final class StepInputCollector {

  private final Network network;
  private final Map<String, StepInput> inputs = new LinkedHashMap<>();

  StepInputCollector(Network network) {
    this.network = network;
    network.stepInputs().forEach(input -> inputs.put(input.name(), input));
  }

  StepInputs at(String layer) {
    return new AtLayer(layer, "");
  }

  /** Those of one use of a layer's weights: each has some of its own. */
  StepInputs at(String layer, String use) {
    return new AtLayer(layer, use);
  }

  List<StepInput> all() {
    return List.copyOf(inputs.values());
  }

  private SDVariable register(StepInput wanted) {
    StepInput present = inputs.putIfAbsent(wanted.name(), wanted);
    if (present != null && !present.equals(wanted)) {
      throw new IllegalArgumentException(
          "a step input has one meaning, found " + wanted + " after " + present);
    }
    return wanted.tensor().variable();
  }

  private Tensor placeholder(String name, List<Integer> shape) {
    StepInput present = inputs.get(name);
    if (present != null && present.tensor().shape().equals(shape)) {
      return present.tensor();
    }
    long[] lengths = shape.stream().mapToLong(Integer::longValue).toArray();
    return new Tensor(network.graph().placeHolder(name, network.precision(), lengths), shape);
  }

  private final class AtLayer implements StepInputs {

    private final String layer;
    private final String use;

    private AtLayer(String layer, String use) {
      this.layer = layer;
      this.use = use;
    }

    @Override
    public SDVariable draws(String name, Initializer distribution, Fans fans, List<Integer> shape) {
      String full = layer + "/" + name + use;
      return register(new StepInput.Draws(full, placeholder(full, shape), distribution, fans));
    }

    @Override
    public SDVariable course(String name, Course course) {
      String full = layer + "/" + name + use;
      return register(new StepInput.Coefficient(full, placeholder(full, List.of(1)), course));
    }
  }
}
