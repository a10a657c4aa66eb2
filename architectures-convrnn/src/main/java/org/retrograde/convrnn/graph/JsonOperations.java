// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.plugin.Nearest;

/** Operations as JSON graph files have them. */
final class JsonOperations {

  private static final String FUNCTION = "function";

  private static final List<String> FUNCTIONS =
      List.of(
          "component_conv",
          "conv",
          "fc",
          "global_pool",
          "avg_pool2d",
          "max_pool",
          "dropout",
          "flatten",
          "identity",
          "elu",
          "relu",
          "tanh",
          "sigmoid",
          "residual_add");

  /** Of no account without batch or group normalisation. */
  private static final List<String> NORMALISATION =
      List.of(
          "num_groups",
          "is_training",
          "batch_norm_decay",
          "batch_norm_epsilon",
          "init_zero",
          "time_sep",
          "bn_trainable");

  private JsonOperations() {}

  static OperationSpec read(Keys keys) {
    String function = keys.text(FUNCTION, "one of " + String.join(", ", FUNCTIONS));
    OperationSpec operation =
        switch (function) {
          case "component_conv" -> component(keys);
          case "conv" -> new OperationSpec.Convolution(plain(keys));
          case "fc" -> dense(keys);
          case "global_pool" -> globalPool(keys);
          case "avg_pool2d" ->
              new OperationSpec.Pool(
                  PoolKind.AVERAGE,
                  required(keys, "kernel_size"),
                  keys.window("stride", 2),
                  padding(keys, WindowPadding.VALID));
          case "max_pool" ->
              new OperationSpec.Pool(
                  PoolKind.MAX,
                  required(keys, "ksize"),
                  required(keys, "strides"),
                  padding(keys, WindowPadding.SAME));
          case "dropout" -> dropout(keys);
          case "flatten" -> new OperationSpec.Flatten();
          case "identity" -> new OperationSpec.Identity();
          case "elu", "relu", "tanh", "sigmoid" ->
              new OperationSpec.Nonlinearity(Activation.of(function));
          case "residual_add" -> residual(keys);
          default -> throw unknown(keys, function);
        };
    keys.ignore("name");
    keys.done();
    return operation;
  }

  private static RuntimeException unknown(Keys keys, String function) {
    String near = Nearest.to(function, FUNCTIONS).orElseThrow();
    return Problems.usage(
        keys.where(FUNCTION),
        "function '" + function + "'",
        "one of " + String.join(", ", FUNCTIONS),
        "did you mean '" + near + "'? Other functions are not built");
  }

  private static int required(Keys keys, String key) {
    keys.value(key, "a window such as [1, 2, 2, 1]");
    return keys.window(key, 1);
  }

  private static WindowPadding padding(Keys keys, WindowPadding otherwise) {
    return WindowPadding.valueOf(
        keys.choice("padding", List.of("SAME", "VALID"), otherwise.name()));
  }

  /** The input as it entered the node is always at hand, so {@code return_input} is no option. */
  private static OperationSpec component(Keys keys) {
    String input = keys.text("input_name", "the name of a node, or " + NodeSpec.IMAGE);
    keys.flag("return_input", false);
    return new OperationSpec.ComponentConvolution(input, convolution(keys, Activation.LINEAR));
  }

  private static ConvolutionLayer plain(Keys keys) {
    keys.only("dropout", 1.0);
    return convolution(keys, Activation.RELU);
  }

  private static ConvolutionLayer convolution(Keys keys, Activation otherwise) {
    keys.only("batch_norm", false);
    keys.only("group_norm", false);
    keys.ignore(NORMALISATION);
    return new ConvolutionLayer(
        keys.count("out_depth"),
        keys.kernel("ksize", 3, 1),
        keys.window("strides", 1),
        padding(keys, WindowPadding.SAME),
        keys.flag("use_bias", true),
        keys.decimal("bias", 0),
        activation(keys, "activation", otherwise),
        InitializerNames.read(keys, "kernel_init", "kernel_init_kwargs"),
        keys.positive("weight_decay", 0));
  }

  private static OperationSpec dense(Keys keys) {
    keys.only("batch_norm", false);
    keys.only("dropout", 1.0);
    keys.ignore("dropout_seed");
    keys.ignore(NORMALISATION);
    return new OperationSpec.Dense(
        keys.count("out_depth"),
        keys.flag("use_bias", true),
        keys.decimal("bias", 1),
        activation(keys, "activation", Activation.RELU),
        InitializerNames.read(keys, "kernel_init", "kernel_init_kwargs"),
        keys.positive("weight_decay", 0));
  }

  /** A key that is there and null means no nonlinearity. */
  static Activation activation(Keys keys, String key, Activation otherwise) {
    if (keys.has(key)) {
      String id =
          keys.choice(key, List.of("relu", "elu", "tanh", "sigmoid", "identity"), "identity");
      return id.equals("identity") ? Activation.LINEAR : Activation.of(id);
    }
    return keys.names().contains(key) ? Activation.LINEAR : otherwise;
  }

  private static OperationSpec globalPool(Keys keys) {
    String kind = keys.choice("kind", List.of("avg", "max"), "avg");
    return new OperationSpec.GlobalPool(
        kind.equals("max") ? PoolKind.MAX : PoolKind.AVERAGE, keys.flag("keep_dims", false));
  }

  private static OperationSpec dropout(Keys keys) {
    keys.only("keep_prob", 1.0);
    keys.ignore("seed");
    return new OperationSpec.Dropout();
  }

  private static OperationSpec residual(Keys keys) {
    keys.only("batch_norm", false);
    keys.only("sp_resize", true);
    keys.only("drop_connect_rate", 0.0);
    return new OperationSpec.ResidualAdd();
  }

  /**
   * Writes an operation.
   *
   * @param returnInput whether something in the node adds what entered it
   */
  static Map<String, Object> write(OperationSpec operation, boolean returnInput) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (operation instanceof OperationSpec.ComponentConvolution convolution) {
      keys.put(FUNCTION, "component_conv");
      keys.put("input_name", convolution.inputName());
      convolution(convolution.layer(), keys);
      keys.put("return_input", returnInput);
    } else if (operation instanceof OperationSpec.Convolution convolution) {
      keys.put(FUNCTION, "conv");
      convolution(convolution.layer(), keys);
    } else if (operation instanceof OperationSpec.Dense dense) {
      keys.put(FUNCTION, "fc");
      keys.put("out_depth", dense.units());
      weights(dense.weights(), dense.bias(), dense.biasStart(), dense.weightDecay(), keys);
      keys.put("activation", name(dense.activation()));
    } else if (operation instanceof OperationSpec.Pool pool) {
      pool(pool, keys);
    } else if (operation instanceof OperationSpec.GlobalPool pool) {
      keys.put(FUNCTION, "global_pool");
      keys.put("kind", pool.kind() == PoolKind.MAX ? "max" : "avg");
      keys.put("keep_dims", pool.keepDimensions());
    } else {
      keys.put(FUNCTION, function(operation));
    }
    if (operation instanceof OperationSpec.Dropout) {
      keys.put("keep_prob", 1.0);
    }
    return keys;
  }

  private static String function(OperationSpec operation) {
    if (operation instanceof OperationSpec.Nonlinearity nonlinearity) {
      return nonlinearity.activation().id();
    }
    if (operation instanceof OperationSpec.ResidualAdd) {
      return "residual_add";
    }
    return operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static void convolution(ConvolutionLayer layer, Map<String, Object> keys) {
    keys.put("out_depth", layer.filters());
    keys.put("ksize", List.of(layer.kernel(), layer.kernel()));
    keys.put("strides", window(layer.stride()));
    keys.put("padding", layer.padding().name());
    weights(layer.weights(), layer.bias(), layer.biasStart(), layer.weightDecay(), keys);
    keys.put("activation", name(layer.activation()));
  }

  private static void weights(
      Initializer weights, boolean bias, double biasStart, double decay, Map<String, Object> keys) {
    keys.putAll(InitializerNames.write(weights, "kernel_init", "kernel_init_kwargs"));
    keys.put("use_bias", bias);
    keys.put("bias", biasStart);
    keys.put("weight_decay", decay);
  }

  private static void pool(OperationSpec.Pool pool, Map<String, Object> keys) {
    boolean max = pool.kind() == PoolKind.MAX;
    keys.put(FUNCTION, max ? "max_pool" : "avg_pool2d");
    keys.put(max ? "ksize" : "kernel_size", max ? window(pool.kernel()) : pool.kernel());
    keys.put(max ? "strides" : "stride", max ? window(pool.stride()) : pool.stride());
    keys.put("padding", pool.padding().name());
  }

  private static List<Integer> window(int side) {
    return List.of(1, side, side, 1);
  }

  /** A nonlinearity's name, null for none. */
  static Object name(Activation activation) {
    return activation == Activation.LINEAR ? PlacedTree.Nothing.NOTHING : activation.id();
  }
}
