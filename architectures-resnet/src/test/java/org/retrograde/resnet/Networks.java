// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Map;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.StateVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.graph.op.BatchNormTraining;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.plugin.KeyLocation;

/** Builds networks for tests and looks into them. */
final class Networks {

  private Networks() {}

  static Network build(
      Architecture architecture, Map<String, ?> values, ImageShape images, int classes) {
    NetworkBuilder builder = new NetworkBuilder(Mode.TRAINING, DataType.FLOAT, 2, images, classes);
    KeyLocation location = KeyLocation.under("architecture");
    return builder.build(
        architecture.build(builder, architecture.parameters().bind(values, location)));
  }

  static ImageShape images(int height, int width, int channels) {
    return new ImageShape(height, width, channels);
  }

  static Synapse synapse(Network network, String layer) {
    return network.synapses().stream()
        .filter(synapse -> synapse.layer().equals(layer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no synapse '" + layer + "'"));
  }

  static ConvolutionGeometry geometry(Network network, String layer) {
    return ((ConvolutionMap) synapse(network, layer).map()).geometry();
  }

  static Initializer initializer(Network network, String parameter) {
    return network.parameters().stream()
        .filter(p -> p.name().equals(parameter))
        .map(ParameterVariable::initializer)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no parameter '" + parameter + "'"));
  }

  static boolean hasParameter(Network network, String parameter) {
    return network.parameters().stream().anyMatch(p -> p.name().equals(parameter));
  }

  /** The name of the operation that makes the activation read out under a name. */
  static String operation(Network network, String layer) {
    return operation(network, network.layers().get(layer).variable()).opName();
  }

  /** The ε of a batch normalisation in training. */
  static double epsilon(Network network, String layer) {
    SDVariable y = network.layers().get(layer).variable();
    return ((BatchNormTraining) operation(network, y)).epsilon();
  }

  /** The factor in front of the running mean in its own update. */
  static double momentum(Network network, String layer) {
    StateVariable mean =
        network.states().stream()
            .filter(state -> state.name().equals(layer + ".runningMean"))
            .findFirst()
            .orElseThrow();
    SDVariable kept = operation(network, mean.next().orElseThrow()).arg(0);
    return ((ScalarMultiplication) operation(network, kept)).scalar().getDouble(0);
  }

  private static DifferentialFunction operation(Network network, SDVariable variable) {
    return network.graph().getVariableOutputOp(variable.name());
  }
}
