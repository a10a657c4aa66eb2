// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.convrnn.zoo.ConvRnnArchitecture;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.kernel.KernelLibrary;

/** A network of the architecture, and what runs of it give. */
final class Unrolled {

  private final Network network;
  private final KernelLibrary library;

  Unrolled(
      Map<String, Object> parameters,
      ImageShape image,
      int classes,
      int batch,
      DataType precision,
      KernelLibrary library) {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, precision, batch, image, classes);
    ConvRnnArchitecture architecture = new ConvRnnArchitecture();
    Tensor logits =
        architecture.build(
            builder, architecture.parameters().bind(parameters, KeyLocation.under("architecture")));
    this.network = builder.build(logits);
    this.library = library;
  }

  Network network() {
    return network;
  }

  /** Weights as the initialisers draw them; biases too, so that nothing is silent. */
  Map<String, INDArray> weights(long seed, double biases) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (ParameterVariable parameter : network.parameters()) {
      RandomStream stream = RandomStream.of(seed, parameter.name(), 0);
      long[] shape = shape(parameter.tensor());
      INDArray values = Nd4j.create(network.precision(), shape);
      boolean bias = parameter.name().endsWith(".b");
      for (long i = 0; i < values.length(); i++) {
        double drawn = parameter.initializer().draw(parameter.fans(), stream);
        values.putScalar(i, bias ? biases * stream.nextGaussian() : drawn);
      }
      weights.put(parameter.name(), values);
    }
    return weights;
  }

  static long[] shape(Tensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).toArray();
  }

  /** The values of variables at a batch. */
  Map<String, INDArray> values(Map<String, INDArray> weights, INDArray images, Set<String> wanted) {
    Map<String, INDArray> inputs = new HashMap<>(weights);
    inputs.put("input", images);
    inputs.put("labels", Nd4j.zeros(network.precision(), shape(labels())));
    return run(inputs, wanted);
  }

  /** Readable layers' values, by name. */
  Map<String, INDArray> layers(
      Collection<String> names, Map<String, INDArray> weights, INDArray images) {
    Set<String> wanted = new TreeSet<>();
    names.forEach(name -> wanted.add(variable(name)));
    Map<String, INDArray> values = values(weights, images, wanted);
    Map<String, INDArray> layers = new LinkedHashMap<>();
    names.forEach(name -> layers.put(name, values.get(variable(name))));
    return layers;
  }

  private String variable(String layer) {
    return network.layers().get(layer).variable().name();
  }

  /** Loss and gradients of all parameters, by name. */
  Map<String, INDArray> gradients(
      SynapticRule rule, Map<String, INDArray> weights, INDArray images, INDArray labels) {
    TrainingGraph graph =
        new Differentiator(RuleAssignment.everywhere(rule)).differentiate(network);
    Map<String, INDArray> inputs = new HashMap<>(weights);
    inputs.put("input", images);
    inputs.put("labels", labels);
    Set<String> wanted = new TreeSet<>(Set.of(network.loss().name()));
    graph.gradients().values().forEach(g -> wanted.add(g.name()));
    Map<String, INDArray> values = run(inputs, wanted);
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    graph.gradients().forEach((name, g) -> gradients.put(name, values.get(g.name())));
    gradients.put("loss", values.get(network.loss().name()));
    return gradients;
  }

  private Tensor labels() {
    return network.labels();
  }

  private Map<String, INDArray> run(Map<String, INDArray> inputs, Set<String> wanted) {
    try (Program program =
        new Compiler(library)
            .plan(network.graph(), new Request(Set.of(), wanted, Set.of()))
            .bind(inputs, Map.of())) {
      program.run();
      Map<String, INDArray> values = new HashMap<>();
      wanted.forEach(name -> values.put(name, program.value(name).dup('c')));
      return values;
    }
  }

  static List<Integer> shape(INDArray array) {
    return java.util.Arrays.stream(array.shape()).mapToObj(Math::toIntExact).toList();
  }
}
