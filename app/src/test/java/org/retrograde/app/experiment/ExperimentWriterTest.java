// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.retrograde.api.graph.Loss;
import org.retrograde.datasets.Preparation;
import org.retrograde.engine.optimize.Algorithm;
import org.retrograde.engine.optimize.GradientTreatment;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;
import org.retrograde.engine.optimize.UpdateNoise;
import org.retrograde.engine.train.Intervals;
import org.retrograde.engine.train.Memory;
import org.retrograde.engine.train.Regime;
import org.retrograde.engine.train.TrainingPlan;

class ExperimentWriterTest {

  private final ExperimentWriter writer = Samples.writer();
  private final ExperimentParser parser = new ExperimentParser(Samples.catalog());

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void what_is_written_reads_as_the_same_experiment(@ForAll("experiments") Experiment experiment) {
    String yaml = writer.yaml(experiment);

    assertThat(parser.parse(new YamlReader().parse("written", yaml))).isEqualTo(experiment);
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void experiments_that_differ_have_different_hashes(
      @ForAll("experiments") Experiment first, @ForAll("experiments") Experiment second) {
    assertThat(writer.hash(first).equals(writer.hash(second))).isEqualTo(first.equals(second));
  }

  @Example
  void a_network_from_a_list_of_layers_survives_writing() {
    Experiment experiment =
        Samples.parse(
            Samples.SMALLEST.replace(
                "{id: resnet-cifar}",
                "{id: sequential, layers: [{type: flatten}, {type: dense, name: 'on', units: 10,"
                    + " bias: false}]}"));

    assertThat(parser.parse(new YamlReader().parse("written", writer.yaml(experiment))))
        .isEqualTo(experiment);
  }

  @Example
  void every_experiment_that_ships_is_valid() throws java.io.IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "experiments"))) {
      List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      assertThat(yaml).isNotEmpty();
      yaml.forEach(
          file -> assertThat(parser.parse(new YamlReader().read(file)).runs()).isNotEmpty());
    }
  }

  @Example
  void the_usual_loss_is_not_written_so_that_older_runs_go_on() {
    String usual = writer.yaml(Samples.parse(Samples.SMALLEST));
    String other =
        writer.yaml(Samples.parse(Samples.SMALLEST + "training: {loss: sigmoid-cross-entropy}\n"));

    assertThat(usual).doesNotContain("loss");
    assertThat(other).contains("loss: sigmoid-cross-entropy");
  }

  @Example
  void the_usual_name_of_an_architecture_is_not_written_so_that_older_runs_go_on() {
    String usual = writer.yaml(Samples.parse(Samples.SMALLEST));
    String other =
        writer.yaml(
            Samples.parse(
                Samples.SMALLEST.replace("{id: resnet-cifar}", "{name: a, id: resnet-cifar}")));

    assertThat(usual).containsOnlyOnce("name:").contains("architecture:\n  id: resnet-cifar");
    assertThat(other).contains("architecture:\n  name: a\n  id: resnet-cifar");
  }

  @Provide
  Arbitrary<Experiment> experiments() {
    Arbitrary<List<Long>> seeds =
        Arbitraries.longs()
            .between(0, Long.MAX_VALUE)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .uniqueElements();
    return Combinators.combine(names(), seeds, architectures(), rules(), trainings())
        .as(
            (name, seed, architectures, rules, training) ->
                new Experiment(
                    name,
                    seed,
                    new DatasetSettings(
                        plugin("fashion-mnist"),
                        preparation(rules.size()),
                        rules.size(),
                        rules.size() > 1),
                    architectures,
                    rules,
                    withUsedAlignment(training, rules),
                    rules.size() > 1 ? Optional.of("weights.npz") : Optional.empty(),
                    Optional.empty()));
  }

  private static Preparation preparation(int number) {
    OptionalDouble given = number > 1 ? OptionalDouble.of(0.5) : OptionalDouble.empty();
    return new Preparation(32 * number, given, given, 0.1 * number, number);
  }

  /** Words that YAML takes for something else are among them. */
  private static Arbitrary<String> names() {
    Arbitrary<String> free =
        Arbitraries.strings()
            .withChars("abcXYZ019._-")
            .ofMinLength(1)
            .ofMaxLength(12)
            .filter(s -> s.matches("[A-Za-z0-9].*"));
    return Arbitraries.oneOf(
        free, Arbitraries.of("yes", "null", "1e5", "0x1F", "on", "1.0", "2001-01-01", "true"));
  }

  private static Arbitrary<List<ArchitectureSettings>> architectures() {
    List<ArchitectureSettings> all =
        Stream.of("{id: resnet-cifar}", "{id: resnet-cifar, depth: 8, name: 'off'}", "{id: lenet}")
            .map(a -> Samples.parse(Samples.SMALLEST.replace("{id: resnet-cifar}", a)))
            .map(Experiment::architecture)
            .toList();
    return Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(3).uniqueElements();
  }

  private static Arbitrary<List<RuleSettings>> rules() {
    List<RuleSettings> all =
        Stream.of(
                "{id: backpropagation}",
                "{id: information-alignment, amp: 0.3}",
                "{label: 'no', id: feedback-alignment}",
                "{perLayer: [{layers: '*.conv1', optional: true, id: kolen-pollack}, {layers: '*',"
                    + " id: backpropagation}]}",
                "{primitives: {amp: 1.0e-5, decay: 2}}")
            .map(
                rule ->
                    Samples.parse(Samples.SMALLEST.replace("{id: backpropagation}", rule)).rule())
            .toList();
    return Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(4).uniqueElements();
  }

  private static Arbitrary<TrainingSettings> trainings() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, 65536);
    Arbitrary<Loss> losses = Arbitraries.of(Loss.values());
    return Combinators.combine(optimizers(), optimizers(), regimes(), losses, counts, counts)
        .as(
            (task, alignment, regime, loss, many, few) ->
                new TrainingSettings(
                    new TrainingPlan(
                        many,
                        task,
                        alignment.withWeightDecay(0),
                        regime,
                        new Intervals(few, many, few),
                        few % 2 == 0 ? Memory.LOW : Memory.NORMAL),
                    loss,
                    few,
                    many,
                    few,
                    few % 3));
  }

  private static Arbitrary<Regime> regimes() {
    return Arbitraries.of(Regime.simultaneous(), new Regime(3, 0), new Regime(0, 2));
  }

  private static Arbitrary<OptimizerSpec> optimizers() {
    Arbitrary<Double> rates = Arbitraries.doubles().between(0, 10);
    return Combinators.combine(algorithms(), rates, rates, schedules(), treatments(), noises())
        .as(OptimizerSpec::new);
  }

  private static Arbitrary<Algorithm> algorithms() {
    Arbitrary<Double> fractions = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<Double> small = Arbitraries.of(1e-12, 1e-8, 0.5);
    return Arbitraries.oneOf(
        fractions.map(momentum -> new Algorithm.Sgd(momentum, momentum > 0.5)),
        Combinators.combine(fractions, fractions, small).as(Algorithm.Adam::new),
        Combinators.combine(fractions, fractions, small).as(Algorithm.RAdam::new),
        Combinators.combine(fractions, fractions, small, fractions).as(Algorithm.RmsProp::new),
        small.map(Algorithm.Adagrad::new));
  }

  private static Arbitrary<GradientTreatment> treatments() {
    return Arbitraries.of(
        GradientTreatment.none(),
        new GradientTreatment(GradientTreatment.Clip.NORM, 3, false),
        new GradientTreatment(GradientTreatment.Clip.VALUE, 0.1, true));
  }

  private static Arbitrary<UpdateNoise> noises() {
    return Arbitraries.of(
        UpdateNoise.none(),
        new UpdateNoise(UpdateNoise.Kind.NORMAL, 0.5),
        new UpdateNoise(UpdateNoise.Kind.UNIFORM, 2));
  }

  private static Arbitrary<ScheduleSpec> schedules() {
    Arbitrary<Double> warmups = Arbitraries.doubles().between(0, 100);
    return Arbitraries.oneOf(
        warmups.map(warmup -> new ScheduleSpec(ScheduleSpec.Kind.CONSTANT, warmup, List.of(), 1)),
        warmups.map(warmup -> new ScheduleSpec(ScheduleSpec.Kind.COSINE, warmup, List.of(), 1)),
        warmups.map(warmup -> new ScheduleSpec(ScheduleSpec.Kind.LINEAR, warmup, List.of(), 1)),
        warmups.map(
            warmup -> new ScheduleSpec(ScheduleSpec.Kind.EXPONENTIAL, warmup, List.of(), 0.9)),
        warmups.map(
            warmup -> new ScheduleSpec(ScheduleSpec.Kind.STEP, warmup, List.of(1.0, 30.0), 0.5)));
  }

  /**
   * An optimiser of B that no rule uses is not written, and reads as the default; steps for B alone
   * are refused unless all rules use them.
   */
  private static TrainingSettings withUsedAlignment(
      TrainingSettings training, List<RuleSettings> rules) {
    RuleAssembler assembler = new RuleAssembler(Samples.catalog().rules());
    if (rules.stream().allMatch(assembler::usesAlignmentOptimizer)) {
      return training;
    }
    TrainingPlan plan = training.plan();
    boolean used = rules.stream().anyMatch(assembler::usesAlignmentOptimizer);
    TrainingPlan byDefault =
        new TrainingPlan(
            plan.epochs(),
            plan.task(),
            used ? plan.alignment() : OptimizerSpec.adam(0.001),
            Regime.simultaneous(),
            plan.every(),
            plan.memory());
    return new TrainingSettings(
        byDefault,
        training.loss(),
        training.batchSize(),
        training.evaluationBatchSize(),
        training.keepCheckpoints(),
        training.diagnosticsEvery());
  }

  private static PluginChoice plugin(String id) {
    return new PluginChoice(id, Samples.catalog().datasets().get(id, "").parameters().defaults());
  }
}
