// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** The synapses of a network under construction. */
final class Synapses {

  private final NetworkParts parts;
  private final Map<String, Growing> byLayer = new LinkedHashMap<>();

  /** By the variable at which a synapse's output has arrived, its layer. */
  private final Map<String, String> arrived = new HashMap<>();

  Synapses(NetworkParts parts) {
    this.parts = parts;
  }

  boolean has(String layer) {
    return byLayer.containsKey(layer);
  }

  List<Synapse> all() {
    return byLayer.values().stream().map(Growing::synapse).toList();
  }

  /** Adds a use of a layer's weights, and the weights themselves at the first. */
  Tensor use(
      String layer, Tensor x, LinearMap map, Optional<Initializer> bias, Initializer weights) {
    Growing synapse = byLayer.computeIfAbsent(layer, name -> create(name, map, bias, weights));
    synapse.requireSame(map, bias, weights);
    return synapse.outputs.computeIfAbsent(x.variable().name(), name -> output(synapse, x));
  }

  /** Notes that a result of a layer's has moved on to another variable. */
  void moved(SDVariable from, SDVariable to) {
    Optional.ofNullable(arrived.get(from.name())).ifPresent(l -> arrived.put(to.name(), l));
  }

  /** Notes the nonlinearity that a variable is put through. */
  void activated(SDVariable y, Activation activation) {
    Optional.ofNullable(arrived.get(y.name()))
        .map(byLayer::get)
        .ifPresent(synapse -> synapse.activation = activation);
  }

  private Tensor output(Growing synapse, Tensor x) {
    SDVariable y = synapse.map.apply(synapse.weight.tensor().variable(), x.variable());
    synapse.uses.add(new SynapseUse(x, y));
    SDVariable biased =
        synapse.bias.map(b -> parts.graph.nn().biasAdd(y, b.tensor().variable(), false)).orElse(y);
    arrived.put(biased.name(), synapse.layer);
    return new Tensor(biased, synapse.map.outputShape(x.length(0)));
  }

  private Growing create(
      String layer, LinearMap map, Optional<Initializer> bias, Initializer weights) {
    List<Integer> shape = map.kernelShape();
    ParameterVariable weight =
        parts.parameter(layer + ".W", shape, ParameterRole.WEIGHT, weights, map.fans());
    List<Integer> output = map.outputShape(1);
    List<Integer> channels = List.of(output.get(output.size() - 1));
    Optional<ParameterVariable> added =
        bias.map(b -> parts.parameter(layer + ".b", channels, ParameterRole.BIAS, b, map.fans()));
    return new Growing(layer, map, weight, added);
  }

  /** A synapse to which uses are still added. */
  private static final class Growing {

    private final String layer;
    private final LinearMap map;
    private final ParameterVariable weight;
    private final Optional<ParameterVariable> bias;
    private final List<SynapseUse> uses = new ArrayList<>();

    /** By the input's name, the output after the bias: nothing is computed twice. */
    private final Map<String, Tensor> outputs = new HashMap<>();

    private Activation activation = Activation.LINEAR;

    private Growing(
        String layer, LinearMap map, ParameterVariable weight, Optional<ParameterVariable> bias) {
      this.layer = layer;
      this.map = map;
      this.weight = weight;
      this.bias = bias;
    }

    private void requireSame(
        LinearMap otherMap, Optional<Initializer> otherBias, Initializer otherWeights) {
      boolean same =
          map.equals(otherMap)
              && bias.map(ParameterVariable::initializer).equals(otherBias)
              && Objects.equals(weight.initializer(), otherWeights);
      if (!same) {
        throw new IllegalArgumentException(
            "layer '" + layer + "' is " + map + " at one use and " + otherMap + " at another");
      }
    }

    private Synapse synapse() {
      return new Synapse(
          layer, map, uses, weight, bias.map(b -> b.tensor().variable()), activation);
    }
  }
}
