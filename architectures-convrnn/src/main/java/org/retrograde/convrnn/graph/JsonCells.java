// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;

/** The memory of a node as JSON graph files have it. */
final class JsonCells {

  private static final List<String> CUSTOM =
      List.of("filter_size", "gate_filter_size", "tau_filter_size");

  private static final String SCALED = "variance-scaling";

  private JsonCells() {}

  /**
   * Reads a memory.
   *
   * @param cell the id of the file's cells, empty if nobody has said it
   * @return the cell, empty for a node without memory
   */
  static Optional<CellSpec> read(Keys keys, Optional<String> cell) {
    keys.ignore("function");
    boolean custom = CUSTOM.stream().anyMatch(keys.names()::contains);
    Optional<CellSpec> spec = custom ? Optional.of(custom(keys, cell(keys, cell))) : generic(keys);
    keys.done();
    return spec;
  }

  private static String cell(Keys keys, Optional<String> cell) {
    String id =
        cell.orElseThrow(
            () ->
                Problems.usage(
                    keys.where(),
                    "a cell whose kind the file does not say",
                    "a file name that begins with " + String.join(", ", CellIds.names()),
                    "rename the file, or name the cell when reading it"));
    if (id.equals(CellSpec.TIME_DECAY)) {
      throw Problems.usage(
          keys.where(),
          "a cell with kernels in a file of time-decay cells",
          "memory_decay and trainable",
          "name the cell that it is when reading the file");
    }
    return id;
  }

  private static Optional<CellSpec> generic(Keys keys) {
    keys.only("no_state", false);
    keys.only("max_internal_time");
    keys.ignore("shape", "out_depth");
    double decay = keys.decimal("memory_decay", 0);
    boolean trainable = keys.flag("trainable", false);
    if (decay == 0 && !trainable) {
      return Optional.empty();
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("decay", decay);
    options.put("trainable", trainable);
    return Optional.of(CellSpec.of(CellSpec.TIME_DECAY, options));
  }

  private static CellSpec custom(Keys keys, String id) {
    keys.ignore("shape");
    return id.equals(CellSpec.RECIPROCAL_GATED) ? reciprocal(keys) : gated(keys, id);
  }

  private static CellSpec gated(Keys keys, String id) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(CellSpec.CHANNELS, keys.count("out_depth"));
    keys.value("filter_size", "a kernel such as [3, 3]");
    options.put("kernel", keys.kernel("filter_size", 3, 1));
    keys.only("norm_gain", 1.0);
    keys.only("norm_shift", 0.0);
    if (id.equals(CellSpec.SIMPLE_RNN)) {
      return simple(keys, options);
    }
    if (keys.decimal("forget_bias", 1) != 1) {
      options.put("forgetBias", keys.decimal("forget_bias", 1));
    }
    putIfSet(keys, "layer_norm", "layerNorm", options);
    if (id.equals(CellSpec.LSTM)) {
      keys.only("state_is_tuple", false);
      putIfSet(keys, "use_peepholes", "peepholes", options);
    }
    initializers(keys, options);
    return new CellSpec(id, options, keys.positive("weight_decay", 0));
  }

  private static CellSpec simple(Keys keys, Map<String, Object> options) {
    options.put("layerNorm", keys.flag("layer_norm", false));
    double decay = keys.positive("kernel_regularizer", 0);
    keys.only("bias_regularizer", decay);
    return new CellSpec(CellSpec.SIMPLE_RNN, options, decay);
  }

  private static void putIfSet(Keys keys, String key, String option, Map<String, Object> options) {
    if (keys.flag(key, false)) {
      options.put(option, true);
    }
  }

  private static void initializers(Keys keys, Map<String, Object> options) {
    Initializer kernel =
        InitializerNames.read(keys, "kernel_initializer", "kernel_initializer_kwargs");
    if (kernel instanceof Initializer.TruncatedFanIn scaled) {
      options.put("initializer", SCALED);
      options.put("initializerScale", scaled.scale());
    } else if (!(kernel instanceof Initializer.GlorotUniform)) {
      throw keys.wrong(
          "kernel_initializer",
          keys.value("kernel_initializer", ""),
          "null, xavier or variance_scaling");
    }
    if (keys.has("bias_initializer")) {
      bias(keys, options);
    } else {
      keys.ignore("bias_initializer_kwargs");
    }
  }

  private static void bias(Keys keys, Map<String, Object> options) {
    Initializer bias = InitializerNames.read(keys, "bias_initializer", "bias_initializer_kwargs");
    if (!(bias instanceof Initializer.Constant constant)) {
      throw keys.wrong(
          "bias_initializer", keys.value("bias_initializer", ""), "null, zeros, ones or constant");
    }
    options.put("biasStart", constant.value());
  }

  private static CellSpec reciprocal(Keys keys) {
    Map<ReciprocalGatedSwitch, Object> switches = new EnumMap<>(ReciprocalGatedSwitch.class);
    boolean separable = false;
    for (ReciprocalGatedSwitch each : ReciprocalGatedSwitch.values()) {
      Object value = reciprocal(keys, each);
      separable |= each.name().endsWith("SEPARABLE") && value.equals(true);
      switches.put(each, value);
    }
    if (!keys.has(ReciprocalGatedSwitch.BIAS.key())) {
      switches.put(ReciprocalGatedSwitch.BIAS, separable);
    }
    keys.ignore("out_depth");
    keys.only("data_format", "channels_last");
    keys.only("batch_norm", false);
    keys.only("batch_norm_cell_out", false);
    keys.only("ds_repeat", false);
    keys.only("recurrent_keep_prob", 1.0);
    keys.only("norm_gain", 1.0);
    keys.only("norm_shift", 0.0);
    Map<String, Object> others = new LinkedHashMap<>();
    others.put(ReciprocalGatedOptions.CELL_CHANNELS, keys.count("cell_depth"));
    initializers(keys, others);
    return new CellSpec(
        CellSpec.RECIPROCAL_GATED,
        ReciprocalGatedOptions.of(switches, others).toOptions(),
        keys.positive("weight_decay", 0));
  }

  private static Object reciprocal(Keys keys, ReciprocalGatedSwitch each) {
    Object otherwise = each.defaultValue();
    if (each.isKernel()) {
      return (long) keys.kernel(each.key(), ((Long) otherwise).intValue(), 0);
    }
    if (each.isNumber()) {
      return keys.decimal(each.key(), (Double) otherwise);
    }
    if (each.isActivation()) {
      Activation activation = Activation.of((String) otherwise);
      return JsonOperations.activation(keys, each.key(), activation).id();
    }
    return otherwise instanceof Boolean flag
        ? (Object) keys.flag(each.key(), flag)
        : keys.choice(each.key(), ReciprocalGatedOptions.ENTRIES, (String) otherwise);
  }

  /** Writes a memory; height and width are those of the cell. */
  static Map<String, Object> write(Optional<CellSpec> cell, ValueShape shape) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("function", "memory");
    if (cell.isEmpty() || cell.orElseThrow().id().equals(CellSpec.TIME_DECAY)) {
      Map<String, Object> options = cell.map(CellSpec::options).orElse(Map.of());
      keys.put("memory_decay", options.getOrDefault("decay", 0.0));
      keys.put("trainable", options.getOrDefault("trainable", cell.isPresent()));
      return keys;
    }
    CellSpec spec = cell.orElseThrow();
    keys.put("shape", List.of(shape.height(), shape.width()));
    keys.put("out_depth", shape.channels());
    if (spec.id().equals(CellSpec.RECIPROCAL_GATED)) {
      writeReciprocal(spec, shape, keys);
    } else {
      writeGated(spec, keys);
    }
    return keys;
  }

  private static void writeGated(CellSpec cell, Map<String, Object> keys) {
    Map<String, Object> options = cell.options();
    Object kernel = options.getOrDefault("kernel", 3L);
    keys.put("filter_size", List.of(kernel, kernel));
    keys.put("layer_norm", options.getOrDefault("layerNorm", false));
    if (cell.id().equals(CellSpec.SIMPLE_RNN)) {
      keys.put("kernel_regularizer", cell.weightDecay());
      keys.put("bias_regularizer", cell.weightDecay());
      return;
    }
    keys.put("weight_decay", cell.weightDecay());
    keys.put("forget_bias", options.getOrDefault("forgetBias", 1.0));
    if (cell.id().equals(CellSpec.LSTM)) {
      keys.put("use_peepholes", options.getOrDefault("peepholes", false));
    }
    writeInitializers(options, keys);
  }

  private static void writeInitializers(Map<String, Object> options, Map<String, Object> keys) {
    if (SCALED.equals(options.get("initializer"))) {
      keys.put("kernel_initializer", "variance_scaling");
      keys.put(
          "kernel_initializer_kwargs",
          Map.of("scale", options.getOrDefault("initializerScale", 1.0)));
    }
    if (options.containsKey("biasStart")) {
      keys.put("bias_initializer", "constant");
      keys.put(
          "bias_initializer_kwargs",
          Map.of("value", Objects.requireNonNull(options.get("biasStart"))));
    }
  }

  private static void writeReciprocal(CellSpec cell, ValueShape out, Map<String, Object> keys) {
    ReciprocalGatedOptions options = ReciprocalGatedOptions.of(cell.options());
    keys.put("cell_depth", options.cellChannels().orElse(out.channels()));
    for (Map.Entry<ReciprocalGatedSwitch, Object> each : options.switches().entrySet()) {
      Object value = each.getValue();
      if (each.getKey().isKernel()) {
        if (each.getKey() != ReciprocalGatedSwitch.CELL_TAU_KERNEL || !value.equals(0L)) {
          keys.put(each.getKey().key(), List.of(value, value));
        }
      } else {
        boolean none = each.getKey().isActivation() && value.equals(Activation.LINEAR.id());
        keys.put(each.getKey().key(), none ? "identity" : value);
      }
    }
    keys.put("weight_decay", cell.weightDecay());
    writeInitializers(options.others(), keys);
  }
}
