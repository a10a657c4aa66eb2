// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.differentiate.Unrolling;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.EvaluationPlan;
import org.retrograde.engine.train.Evaluator;
import org.retrograde.engine.train.StepPlan;
import org.retrograde.engine.train.TrainingStep;

/**
 * Lists the programs that an experiment would run, and measures their kernels if asked to, on
 * random images. Without that nothing but the plan is made.
 *
 * @param starter knows networks, rules and kernels
 * @param without the passes of the compiler that are switched off
 */
public record Explainer(EngineStarter starter, Set<String> without) {

  private static final long SEED = 1;

  /** Copies the set. */
  public Explainer {
    without = Set.copyOf(without);
  }

  /**
   * Lists a training step, the optimisers' updates apart.
   *
   * @param run an experiment with one rule and one seed
   * @param runs over how many runs each kernel is measured, empty to measure none
   * @return the program
   * @throws org.retrograde.api.error.RetrogradeException if data, network and rule do not fit
   *     together
   */
  public ProgramListing step(Experiment run, OptionalInt runs) {
    NetworkRecipe recipe = starter.network(run);
    int batch = run.training().batchSize();
    StepPlan plan =
        StepPlan.of(
            recipe.build(Mode.TRAINING, batch), starter.rules(run.rule()), compiler(without));
    return listing(
        plan.plan(),
        plan.parameterBytes(),
        Unrolling.of(plan.graph()),
        runs.isPresent() ? stepSeconds(recipe, plan, batch, runs.getAsInt()) : List.of());
  }

  /**
   * Lists the evaluation of a batch.
   *
   * @param run an experiment with one rule and one seed
   * @param runs over how many runs each kernel is measured, empty to measure none
   * @return the program
   * @throws org.retrograde.api.error.RetrogradeException if data and network do not fit together
   */
  public ProgramListing evaluation(Experiment run, OptionalInt runs) {
    NetworkRecipe recipe = starter.network(run);
    int batch = run.training().evaluationBatchSize();
    EvaluationPlan plan =
        EvaluationPlan.of(recipe.build(Mode.EVALUATION, batch), compiler(without));
    return listing(
        plan.plan(),
        plan.parameterBytes(),
        Unrolling.of(plan.network()),
        runs.isPresent()
            ? evaluationSeconds(recipe, plan, starter.rules(run.rule()), runs.getAsInt())
            : List.of());
  }

  private List<Double> stepSeconds(NetworkRecipe recipe, StepPlan plan, int batch, int runs) {
    try (TrainingStep step = step(plan)) {
      return step.profile(RandomBatches.of(recipe, batch, 1, SEED).batches().get(0), runs);
    }
  }

  /** The parameters are held by a step of one image, which is never made. */
  private List<Double> evaluationSeconds(
      NetworkRecipe recipe, EvaluationPlan plan, RuleAssignment rules, int runs) {
    RandomBatches images = RandomBatches.of(recipe, plan.network().batchSize(), 1, SEED);
    StepPlan holder = StepPlan.of(recipe.build(Mode.TRAINING, 1), rules, compiler(Set.of()));
    try (TrainingStep parameters = step(holder);
        Evaluator evaluator = new Evaluator(plan, parameters, images)) {
      return evaluator.profile(runs);
    }
  }

  private TrainingStep step(StepPlan plan) {
    OptimizerSpec unused = OptimizerSpec.sgd(1e-3, 0, 0);
    return new TrainingStep(plan, unused, unused, SEED, starter.kernels());
  }

  private Compiler compiler(Set<String> off) {
    return new Compiler(starter.kernels(), off);
  }

  private static ProgramListing listing(
      Plan plan, long parameterBytes, Optional<Unrolling> unrolling, List<Double> seconds) {
    return new ProgramListing(
        plan.instructions(),
        seconds,
        plan.plannedBytes(),
        plan.unsharedBytes(),
        parameterBytes,
        unrolling);
  }
}
