// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.engine.optimize.Algorithm;
import org.retrograde.engine.optimize.GradientTreatment;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;
import org.retrograde.engine.optimize.UpdateNoise;

/** Optimisers between the keys of a file and the engine's settings. */
final class Optimizers {

  private Optimizers() {}

  static OptimizerSpec of(Bound section, KeyLocation location) {
    return new OptimizerSpec(
        algorithm(section.option(), section.optionKeys()),
        section.optionKeys().decimal("learningRate"),
        section.keys().has("weightDecay") ? section.keys().decimal("weightDecay") : 0,
        schedule(section.section("schedule"), location.inside("schedule")),
        gradients(section.section("clip"), section.keys().flag("manhattan")),
        noise(section.section("noise")));
  }

  private static Algorithm algorithm(String id, Parameters keys) {
    return switch (id) {
      case "sgd" -> new Algorithm.Sgd(keys.decimal("momentum"), keys.flag("nesterov"));
      case "adam" ->
          new Algorithm.Adam(keys.decimal("beta1"), keys.decimal("beta2"), keys.decimal("epsilon"));
      case "radam" ->
          new Algorithm.RAdam(
              keys.decimal("beta1"), keys.decimal("beta2"), keys.decimal("epsilon"));
      case "rmsprop" ->
          new Algorithm.RmsProp(
              keys.decimal("decay"),
              keys.decimal("momentum"),
              keys.decimal("epsilon"),
              keys.decimal("initialMeanSquare"));
      case "adagrad" -> new Algorithm.Adagrad(keys.decimal("initialAccumulator"));
      default -> throw new IllegalStateException("no algorithm is called " + id);
    };
  }

  private static GradientTreatment gradients(Bound clip, boolean manhattan) {
    GradientTreatment.Clip kind = kind(GradientTreatment.Clip.class, clip);
    double at = kind == GradientTreatment.Clip.NONE ? 1 : clip.optionKeys().decimal("at");
    return new GradientTreatment(kind, at, manhattan);
  }

  private static UpdateNoise noise(Bound section) {
    UpdateNoise.Kind kind = kind(UpdateNoise.Kind.class, section);
    return kind == UpdateNoise.Kind.NONE
        ? UpdateNoise.none()
        : new UpdateNoise(kind, section.optionKeys().decimal("standardDeviation"));
  }

  private static ScheduleSpec schedule(Bound section, KeyLocation location) {
    ScheduleSpec.Kind kind = kind(ScheduleSpec.Kind.class, section);
    Parameters keys = section.optionKeys();
    double factor = keys.has("factor") ? keys.decimal("factor") : 1;
    List<Long> at = kind == ScheduleSpec.Kind.STEP ? boundaries(keys, location) : List.of();
    return new ScheduleSpec(
        kind, keys.decimal("warmup"), at.stream().map(Long::doubleValue).toList(), factor);
  }

  private static List<Long> boundaries(Parameters keys, KeyLocation location) {
    List<Long> at = keys.integers("at");
    if (at.isEmpty() || !at.stream().sorted().distinct().toList().equals(at)) {
      throw RetrogradeException.usage(
          new Problem(
              location.of("at"),
              at.toString(),
              "at least one epoch, each later than the one before",
              "sort it"));
    }
    return at;
  }

  private static <E extends Enum<E>> E kind(Class<E> kinds, Bound section) {
    return Enum.valueOf(kinds, section.option().toUpperCase(Locale.ROOT));
  }

  private static String id(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the keys by which {@link #of} reads the same optimiser. */
  static Map<String, Object> keys(OptimizerSpec spec, boolean withDecay) {
    Map<String, Object> keys = new LinkedHashMap<>(keys(spec.algorithm()));
    keys.put("learningRate", spec.learningRate());
    if (withDecay) {
      keys.put("weightDecay", spec.weightDecay());
    }
    keys.put("manhattan", spec.gradients().manhattan());
    keys.put("schedule", keys(spec.schedule()));
    keys.put("clip", keys(spec.gradients()));
    keys.put("noise", keys(spec.noise()));
    return keys;
  }

  private static Map<String, Object> keys(Algorithm algorithm) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (algorithm instanceof Algorithm.Sgd sgd) {
      keys.put("optimizer", "sgd");
      keys.put("momentum", sgd.momentum());
      keys.put("nesterov", sgd.nesterov());
    } else if (algorithm instanceof Algorithm.Adam adam) {
      keys.putAll(moments("adam", adam.beta1(), adam.beta2(), adam.epsilon()));
    } else if (algorithm instanceof Algorithm.RAdam radam) {
      keys.putAll(moments("radam", radam.beta1(), radam.beta2(), radam.epsilon()));
    } else if (algorithm instanceof Algorithm.RmsProp rmsProp) {
      keys.put("optimizer", "rmsprop");
      keys.put("decay", rmsProp.decay());
      keys.put("momentum", rmsProp.momentum());
      keys.put("epsilon", rmsProp.epsilon());
      keys.put("initialMeanSquare", rmsProp.initialMeanSquare());
    } else if (algorithm instanceof Algorithm.Adagrad adagrad) {
      keys.put("optimizer", "adagrad");
      keys.put("initialAccumulator", adagrad.initialAccumulator());
    }
    return keys;
  }

  private static Map<String, Object> moments(
      String id, double beta1, double beta2, double epsilon) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("optimizer", id);
    keys.put("beta1", beta1);
    keys.put("beta2", beta2);
    keys.put("epsilon", epsilon);
    return keys;
  }

  private static Map<String, Object> keys(ScheduleSpec schedule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", id(schedule.kind()));
    keys.put("warmup", schedule.warmupEpochs());
    if (schedule.kind() == ScheduleSpec.Kind.STEP) {
      keys.put("at", schedule.at().stream().map(Double::longValue).toList());
      keys.put("factor", schedule.factor());
    } else if (schedule.kind() == ScheduleSpec.Kind.EXPONENTIAL) {
      keys.put("factor", schedule.factor());
    }
    return keys;
  }

  private static Map<String, Object> keys(GradientTreatment gradients) {
    return gradients.clip() == GradientTreatment.Clip.NONE
        ? Map.of("id", "none")
        : ordered(id(gradients.clip()), "at", gradients.at());
  }

  private static Map<String, Object> keys(UpdateNoise noise) {
    return noise.kind() == UpdateNoise.Kind.NONE
        ? Map.of("id", "none")
        : ordered(id(noise.kind()), "standardDeviation", noise.standardDeviation());
  }

  private static Map<String, Object> ordered(String id, String key, double value) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", id);
    keys.put(key, value);
    return keys;
  }
}
