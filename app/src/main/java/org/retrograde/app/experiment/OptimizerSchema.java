// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;

/** The keys of the two optimisers; {@link Optimizers} reads them. */
final class OptimizerSchema {

  private static final double BELOW_ONE = Math.nextDown(1.0);

  private OptimizerSchema() {}

  static Section task() {
    ParameterSpec decay =
        ParameterSpec.decimal(
            "weightDecay", "1", 0, 0, 1e6, "λ: λ W is added to the gradient of each weight W");
    return optimizer(
        "task",
        "sgd",
        "the optimiser of weights, biases, scales and shifts",
        List.of(decay, manhattan()));
  }

  static Section alignment() {
    return optimizer(
        "alignment",
        "adam",
        "the optimiser of B, for rules that move B by it",
        List.of(manhattan()));
  }

  private static Section optimizer(
      String name, String byDefault, String description, List<ParameterSpec> common) {
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("sgd", sgd());
    options.put("adam", adam(1e-8));
    options.put("rmsprop", rmsProp());
    options.put("adagrad", adagrad());
    options.put("radam", adam(1e-9));
    Choice choice = Choice.of("optimizer", byDefault, options, "the algorithm");
    return Section.of(
        name, description, choice, new ParameterTable(common), schedule(), clip(), noise());
  }

  private static ParameterTable sgd() {
    return ParameterTable.of(
        learningRate(0.1),
        fraction("momentum", 0.9, "what remains of the velocity after a step"),
        ParameterSpec.flag("nesterov", false, "whether the velocity is looked ahead"));
  }

  private static ParameterTable adam(double epsilon) {
    return ParameterTable.of(
        learningRate(0.001),
        fraction("beta1", 0.9, "what remains of the first moment after a step"),
        fraction("beta2", 0.999, "what remains of the second moment after a step"),
        positive("epsilon", epsilon, "added to the root of the second moment"));
  }

  private static ParameterTable rmsProp() {
    return ParameterTable.of(
        learningRate(0.001),
        fraction("decay", 0.9, "what remains of the mean square after a step"),
        fraction("momentum", 0, "what remains of the velocity after a step"),
        positive("epsilon", 1e-10, "added to the mean square, below its root"),
        ParameterSpec.decimal(
            "initialMeanSquare",
            "1",
            1,
            0,
            1e6,
            "what the mean square begins at: 1 as in TensorFlow, 0 as in PyTorch"));
  }

  private static ParameterTable adagrad() {
    return ParameterTable.of(
        learningRate(0.01),
        ParameterSpec.decimal(
            "initialAccumulator",
            "1",
            0.1,
            Double.MIN_NORMAL,
            1e6,
            "what the sum of squares begins at"));
  }

  private static ParameterSpec learningRate(double byDefault) {
    return ParameterSpec.decimal("learningRate", "1", byDefault, 0, 1e6, "the base rate");
  }

  private static ParameterSpec fraction(String name, double byDefault, String description) {
    return ParameterSpec.decimal(name, "1", byDefault, 0, BELOW_ONE, description);
  }

  private static ParameterSpec positive(String name, double byDefault, String description) {
    return ParameterSpec.decimal(name, "1", byDefault, Double.MIN_NORMAL, 1, description);
  }

  private static ParameterSpec manhattan() {
    return ParameterSpec.flag(
        "manhattan",
        false,
        "whether each gradient, once clipped, is replaced by its sign (batch Manhattan)");
  }

  private static Section schedule() {
    ParameterSpec warmup =
        ParameterSpec.decimal(
            "warmup",
            "epochs",
            0,
            0,
            ExperimentSchema.MANY,
            "over how long the rate first rises from 0");
    ParameterSpec at =
        ParameterSpec.integers(
                "at",
                "epochs",
                List.of(),
                1,
                ExperimentSchema.MANY,
                "when the rate is multiplied, ascending")
            .asRequired();
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("constant", ParameterTable.of(warmup));
    options.put(
        "step", ParameterTable.of(warmup, at, factor(0.1, "what the rate is multiplied by")));
    options.put("cosine", ParameterTable.of(warmup));
    options.put("linear", ParameterTable.of(warmup));
    options.put(
        "exponential",
        ParameterTable.of(warmup, factor(0.95, "what the rate is multiplied by over each epoch")));
    Choice choice =
        Choice.of("id", "constant", options, "the shape of the curve; cosine and linear end at 0");
    String description =
        "how the rate changes over the epochs in which this optimiser has run (see delayEpochs and"
            + " alternate)";
    return Section.of("schedule", description, choice, ParameterTable.of());
  }

  private static ParameterSpec factor(double byDefault, String description) {
    return ParameterSpec.decimal("factor", "1", byDefault, Double.MIN_NORMAL, 1e6, description);
  }

  private static Section clip() {
    String norm = "the norm of all gradients of this optimiser, above which they are scaled to it";
    String value = "the magnitude that no single gradient exceeds";
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("none", ParameterTable.of());
    options.put("norm", ParameterTable.of(bound(norm)));
    options.put("value", ParameterTable.of(bound(value)));
    Choice choice = Choice.of("id", "none", options, "what is bounded");
    return Section.of(
        "clip",
        "how gradients are clipped, before weight decay is added",
        choice,
        ParameterTable.of());
  }

  private static ParameterSpec bound(String description) {
    return ParameterSpec.decimal("at", "1", 1, Double.MIN_NORMAL, 1e6, description);
  }

  private static Section noise() {
    ParameterTable deviation =
        ParameterTable.of(
            ParameterSpec.decimal(
                    "standardDeviation",
                    "learning rates",
                    0,
                    0,
                    1e6,
                    "σ: after each update, numbers of mean 0 and deviation σ × the present rate are"
                        + " added")
                .asRequired());
    Map<String, ParameterTable> options = new LinkedHashMap<>();
    options.put("none", ParameterTable.of());
    options.put("normal", deviation);
    options.put("uniform", deviation);
    Choice choice = Choice.of("id", "none", options, "the distribution");
    return Section.of(
        "noise", "noise on everything that this optimiser moves", choice, ParameterTable.of());
  }
}
