// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ConvolutionSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * One record of a {@code sequential} network's list of layers, with keys that fit its type.
 *
 * @param where the layer's name and place, for messages
 * @param type what it does
 * @param name its name
 * @param values the values given
 */
record SequentialLayer(String where, LayerType type, String name, Parameters values) {

  private static final int LARGEST = 1 << 20;
  private static final double BELOW_ONE = Math.nextDown(1.0);
  private static final double SMALLEST_EPSILON = 1e-12;

  static ParameterTable table() {
    return ParameterTable.of(
        ParameterSpec.choice("type", LayerType.FLATTEN.id(), LayerType.ids(), "what the layer does")
            .asRequired(),
        ParameterSpec.text("name", null, "its name; absent: the type and the place in the list"),
        size("filters", "channels", "output channels of a conv2d layer"),
        size("kernel", "pixels", "height and width of a conv2d or pooling layer's window"),
        size(
            "stride",
            "pixels",
            "step between windows; absent: 1 for conv2d, the kernel for pooling"),
        ParameterSpec.integer("padding", "pixels", 0, 0, LARGEST, "border on each side; absent: 0")
            .asOptional(),
        size("units", "units", "outputs of a dense layer"),
        ParameterSpec.flag("bias", true, "whether conv2d or dense adds a bias; absent: true")
            .asOptional(),
        ParameterSpec.choice(
            "activation",
            Activation.LINEAR.id(),
            Activation.ids(),
            "the nonlinearity after a layer of any type"),
        ParameterSpec.decimal(
                "momentum",
                "1",
                BatchNormDefaults.MOMENTUM,
                0,
                BELOW_ONE,
                "share of batch_norm's running averages that a step keeps; absent: 0.9")
            .asOptional(),
        ParameterSpec.decimal(
                "epsilon",
                "1",
                BatchNormDefaults.EPSILON,
                SMALLEST_EPSILON,
                1,
                "added to batch_norm's variance; absent: 1e-5")
            .asOptional());
  }

  private static ParameterSpec size(String name, String unit, String description) {
    return ParameterSpec.integer(name, unit, 1, 1, LARGEST, description).asOptional();
  }

  /**
   * Reads a record of the list.
   *
   * @param values the record, bound to {@link #table()}
   * @param index its place in the list, counted from 0
   * @return the layer
   * @throws RetrogradeException if a key is missing or belongs to another type, or the name is
   *     malformed
   */
  static SequentialLayer of(Parameters values, int index) {
    LayerType type = LayerType.of(values.text("type"));
    String name = values.has("name") ? values.text("name") : type.id() + index;
    String where = "layer '" + name + "' (layers[" + index + "])";
    SequentialLayer layer = new SequentialLayer(where, type, name, values);
    layer.requireName();
    layer.requireOwnKeys();
    type.requiredKeys().forEach(layer::requireKey);
    return layer;
  }

  Activation activation() {
    return Activation.of(values.text("activation"));
  }

  int units() {
    return values.size("units");
  }

  int kernel() {
    return values.size("kernel");
  }

  int stride() {
    return sizeOr("stride", type == LayerType.CONV2D ? 1 : kernel());
  }

  int padding() {
    return sizeOr("padding", 0);
  }

  boolean bias() {
    return !values.has("bias") || values.flag("bias");
  }

  ConvolutionSpec convolution(Initializer weights) {
    return new ConvolutionSpec(
        values.size("filters"), kernel(), stride(), padding(), bias(), weights);
  }

  BatchNormSpec batchNorm() {
    return new BatchNormSpec(
        decimalOr("momentum", BatchNormDefaults.MOMENTUM),
        decimalOr("epsilon", BatchNormDefaults.EPSILON),
        1);
  }

  RetrogradeException problem(String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }

  private int sizeOr(String key, int otherwise) {
    return values.has(key) ? values.size(key) : otherwise;
  }

  private double decimalOr(String key, double otherwise) {
    return values.has(key) ? values.decimal(key) : otherwise;
  }

  /** Names become the names of arrays in checkpoints and of patterns in rules. */
  private void requireName() {
    if (!name.matches("[A-Za-z][A-Za-z0-9_.-]*")) {
      throw problem(
          "the name '" + name + "'",
          "a letter followed by letters, digits, '_', '.' or '-'",
          "rename it");
    }
  }

  private void requireOwnKeys() {
    for (String key : values.values().keySet()) {
      if (!type.keys().contains(key)) {
        throw problem(
            "key '" + key + "'",
            "for type " + type.id() + " only " + String.join(", ", type.keys()),
            "remove it or change the type");
      }
    }
  }

  private void requireKey(String key) {
    if (!values.has(key)) {
      ParameterSpec spec = table().find(key).orElseThrow();
      throw problem(
          "no '" + key + "'", spec.expected(), "add '" + key + "': " + spec.description());
    }
  }
}
