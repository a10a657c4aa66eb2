// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.plugin.Nearest;

/** Operations in the form for people. */
final class YamlOperations {

  private static final ConvolutionLayer DEFAULTS = ConvolutionLayer.of(1, 3);
  private static final List<String> WORDS =
      List.of("flatten", "identity", "dropout", "residual", "relu", "elu", "tanh", "sigmoid");
  private static final List<String> KEYS = List.of("conv", "dense", "pool", "globalPool");

  private YamlOperations() {}

  /** Reads an element of a list: a word, or a map with one key. */
  static OperationSpec read(Keys parent, String list, int index, Object item) {
    if (item instanceof String word) {
      return word(parent, list + "[" + index + "]", word);
    }
    Keys keys = parent.element(list, index, item);
    String key = keys.names().stream().findFirst().orElse("");
    OperationSpec operation =
        switch (key) {
          case "conv" -> convolution(keys.map(key), Optional.empty());
          case "dense" -> dense(keys.map(key));
          case "pool" -> pool(keys);
          case "globalPool" -> globalPool(keys);
          default -> throw unknown(keys.where(), key);
        };
    keys.done();
    return operation;
  }

  private static OperationSpec word(Keys parent, String key, String word) {
    return switch (word) {
      case "flatten" -> new OperationSpec.Flatten();
      case "identity" -> new OperationSpec.Identity();
      case "dropout" -> new OperationSpec.Dropout();
      case "residual" -> new OperationSpec.ResidualAdd();
      case "relu", "elu", "tanh", "sigmoid" -> new OperationSpec.Nonlinearity(Activation.of(word));
      default -> throw unknown(parent.where(key), word);
    };
  }

  private static RuntimeException unknown(String where, String found) {
    List<String> all = new ArrayList<>(WORDS);
    all.addAll(KEYS);
    return Problems.usage(
        where,
        "operation '" + found + "'",
        "one of " + String.join(", ", WORDS) + ", or a map with one of " + String.join(", ", KEYS),
        "did you mean '" + Nearest.to(found, all).orElseThrow() + "'?");
  }

  /**
   * Reads a convolution; it names an input if {@code from} does, or there is one otherwise.
   *
   * @param input the input of the node's own convolution, empty for one in a list
   */
  static OperationSpec convolution(Keys keys, Optional<String> input) {
    ConvolutionLayer layer =
        new ConvolutionLayer(
            keys.count("filters"),
            keys.count("kernel", 3),
            keys.count("stride", 1),
            padding(keys),
            keys.flag("bias", true),
            keys.decimal("biasStart", 0),
            activation(keys, "activation"),
            YamlInitializers.read(keys),
            keys.positive("weightDecay", 0));
    Optional<String> from =
        keys.has("from") ? Optional.of(keys.text("from", "a node's name")) : input;
    keys.done();
    return from.isPresent()
        ? new OperationSpec.ComponentConvolution(from.orElseThrow(), layer)
        : new OperationSpec.Convolution(layer);
  }

  private static OperationSpec dense(Keys keys) {
    OperationSpec.Dense dense =
        new OperationSpec.Dense(
            keys.count("units"),
            keys.flag("bias", true),
            keys.decimal("biasStart", 0),
            activation(keys, "activation"),
            YamlInitializers.read(keys),
            keys.positive("weightDecay", 0));
    keys.done();
    return dense;
  }

  /** Reads {@code pool: 2}, or a map. */
  static OperationSpec pool(Keys keys) {
    Object value = keys.value("pool", "pixels, or a map");
    if (!(value instanceof Map<?, ?>)) {
      int side = keys.count("pool");
      return new OperationSpec.Pool(PoolKind.MAX, side, side, WindowPadding.SAME);
    }
    Keys map = keys.map("pool");
    int kernel = map.count("kernel");
    OperationSpec.Pool pool =
        new OperationSpec.Pool(
            kind(map.choice("kind", Words.all(PoolKind.values()), "max")),
            kernel,
            map.count("stride", kernel),
            padding(map));
    map.done();
    return pool;
  }

  private static OperationSpec globalPool(Keys keys) {
    Object value = keys.value("globalPool", "max or average");
    List<String> kinds = Words.all(PoolKind.values());
    if (!(value instanceof Map<?, ?>)) {
      return new OperationSpec.GlobalPool(kind(keys.choice("globalPool", kinds, "average")), false);
    }
    Keys map = keys.map("globalPool");
    OperationSpec.GlobalPool pool =
        new OperationSpec.GlobalPool(
            kind(map.choice("kind", kinds, "average")), map.flag("keepDimensions", false));
    map.done();
    return pool;
  }

  private static PoolKind kind(String word) {
    return PoolKind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static Activation activation(Keys keys, String key) {
    return Activation.of(keys.choice(key, Activation.ids(), Activation.LINEAR.id()));
  }

  private static WindowPadding padding(Keys keys) {
    String word = keys.choice("padding", Words.all(WindowPadding.values()), "same");
    return WindowPadding.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Writes an operation: a word, or a map with one key. */
  static Object write(OperationSpec operation) {
    if (operation instanceof OperationSpec.ComponentConvolution convolution) {
      Map<String, Object> keys = convolution(convolution.layer());
      keys.put("from", convolution.inputName());
      return Map.of("conv", keys);
    }
    if (operation instanceof OperationSpec.Convolution convolution) {
      return Map.of("conv", convolution(convolution.layer()));
    }
    if (operation instanceof OperationSpec.Dense dense) {
      return Map.of("dense", dense(dense));
    }
    if (operation instanceof OperationSpec.Pool pool) {
      return Map.of("pool", pool(pool));
    }
    if (operation instanceof OperationSpec.GlobalPool pool) {
      String kind = Words.of(pool.kind());
      return Map.of(
          "globalPool",
          pool.keepDimensions() ? Map.of("kind", kind, "keepDimensions", true) : kind);
    }
    if (operation instanceof OperationSpec.Nonlinearity nonlinearity) {
      return nonlinearity.activation().id();
    }
    return operation instanceof OperationSpec.ResidualAdd
        ? "residual"
        : operation.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  static Map<String, Object> convolution(ConvolutionLayer layer) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("filters", layer.filters());
    put(keys, "kernel", layer.kernel(), DEFAULTS.kernel());
    put(keys, "stride", layer.stride(), DEFAULTS.stride());
    put(keys, "padding", Words.of(layer.padding()), "same");
    common(keys, layer.bias(), layer.biasStart(), layer.activation());
    keys.putAll(YamlInitializers.write(layer.weights()));
    put(keys, "weightDecay", layer.weightDecay(), 0.0);
    return keys;
  }

  private static Map<String, Object> dense(OperationSpec.Dense dense) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("units", dense.units());
    common(keys, dense.bias(), dense.biasStart(), dense.activation());
    keys.putAll(YamlInitializers.write(dense.weights()));
    put(keys, "weightDecay", dense.weightDecay(), 0.0);
    return keys;
  }

  private static void common(
      Map<String, Object> keys, boolean bias, double biasStart, Activation activation) {
    put(keys, "bias", bias, true);
    put(keys, "biasStart", biasStart, 0.0);
    put(keys, "activation", activation.id(), Activation.LINEAR.id());
  }

  /** A side alone where that says all. */
  static Object pool(OperationSpec.Pool pool) {
    boolean plain =
        pool.kind() == PoolKind.MAX
            && pool.stride() == pool.kernel()
            && pool.padding() == WindowPadding.SAME;
    if (plain) {
      return pool.kernel();
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    put(keys, "kind", Words.of(pool.kind()), "max");
    keys.put("kernel", pool.kernel());
    put(keys, "stride", pool.stride(), pool.kernel());
    put(keys, "padding", Words.of(pool.padding()), "same");
    return keys;
  }

  private static void put(Map<String, Object> keys, String key, Object value, Object otherwise) {
    if (!value.equals(otherwise)) {
      keys.put(key, value);
    }
  }
}
