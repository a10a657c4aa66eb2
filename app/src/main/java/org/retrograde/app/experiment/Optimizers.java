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
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;

/** Optimisers between the keys of a file and the engine's settings. */
final class Optimizers {

  private Optimizers() {}

  static OptimizerSpec of(Bound section, KeyLocation location) {
    Parameters keys = section.optionKeys();
    ScheduleSpec schedule = schedule(section.section("schedule"), location.inside("schedule"));
    double decay = keys.has("weightDecay") ? keys.decimal("weightDecay") : 0;
    OptimizerSpec spec =
        section.option().equals("sgd")
            ? OptimizerSpec.sgd(keys.decimal("learningRate"), keys.decimal("momentum"), decay)
            : OptimizerSpec.adam(keys.decimal("learningRate"));
    boolean sgd = spec.kind() == OptimizerSpec.Kind.SGD;
    return new OptimizerSpec(
        spec.kind(),
        spec.learningRate(),
        spec.momentum(),
        sgd && keys.flag("nesterov"),
        decay,
        sgd ? spec.beta1() : keys.decimal("beta1"),
        sgd ? spec.beta2() : keys.decimal("beta2"),
        sgd ? spec.epsilon() : keys.decimal("epsilon"),
        schedule);
  }

  private static ScheduleSpec schedule(Bound section, KeyLocation location) {
    ScheduleSpec.Kind kind = ScheduleSpec.Kind.valueOf(section.option().toUpperCase(Locale.ROOT));
    Parameters keys = section.optionKeys();
    double warmup = keys.decimal("warmup");
    if (kind != ScheduleSpec.Kind.STEP) {
      return new ScheduleSpec(kind, warmup, List.of(), 1);
    }
    List<Long> at = keys.integers("at");
    if (at.isEmpty() || !at.stream().sorted().distinct().toList().equals(at)) {
      throw RetrogradeException.usage(
          new Problem(
              location.of("at"),
              at.toString(),
              "at least one epoch, each later than the one before",
              "sort it"));
    }
    return new ScheduleSpec(
        kind, warmup, at.stream().map(Long::doubleValue).toList(), keys.decimal("factor"));
  }

  /** Returns the keys by which {@link #of} reads the same optimiser. */
  static Map<String, Object> keys(OptimizerSpec spec, boolean withDecay) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("optimizer", spec.kind().name().toLowerCase(Locale.ROOT));
    keys.put("learningRate", spec.learningRate());
    if (spec.kind() == OptimizerSpec.Kind.SGD) {
      keys.put("momentum", spec.momentum());
      keys.put("nesterov", spec.nesterov());
    } else {
      keys.put("beta1", spec.beta1());
      keys.put("beta2", spec.beta2());
      keys.put("epsilon", spec.epsilon());
    }
    if (withDecay) {
      keys.put("weightDecay", spec.weightDecay());
    }
    keys.put("schedule", keys(spec.schedule()));
    return keys;
  }

  private static Map<String, Object> keys(ScheduleSpec schedule) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", schedule.kind().name().toLowerCase(Locale.ROOT));
    keys.put("warmup", schedule.warmupEpochs());
    if (schedule.kind() == ScheduleSpec.Kind.STEP) {
      keys.put("at", schedule.at().stream().map(Double::longValue).toList());
      keys.put("factor", schedule.factor());
    }
    return keys;
  }
}
