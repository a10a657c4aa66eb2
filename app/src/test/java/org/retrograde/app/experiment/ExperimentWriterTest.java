// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;
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

  @Provide
  Arbitrary<Experiment> experiments() {
    Arbitrary<List<Long>> seeds =
        Arbitraries.longs()
            .between(0, Long.MAX_VALUE)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .uniqueElements();
    return Combinators.combine(names(), seeds, rules(), trainings())
        .as(
            (name, seed, rules, training) ->
                new Experiment(
                    name,
                    seed,
                    new DatasetSettings(plugin("fashion-mnist"), rules.size(), rules.size() > 1),
                    Samples.parse(Samples.SMALLEST).architecture(),
                    rules,
                    withUsedAlignment(training, rules)));
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

  private static Arbitrary<List<RuleSettings>> rules() {
    List<RuleSettings> all =
        Stream.of(
                "{id: backpropagation}",
                "{id: information-alignment, amp: 0.3}",
                "{label: 'no', id: feedback-alignment}",
                "{perLayer: [{layers: '*.conv1', id: kolen-pollack}, {layers: '*', id:"
                    + " backpropagation}]}",
                "{primitives: {amp: 1.0e-5, decay: 2}}")
            .map(
                rule ->
                    Samples.parse(Samples.SMALLEST.replace("{id: backpropagation}", rule)).rule())
            .toList();
    return Arbitraries.of(all).list().ofMinSize(1).ofMaxSize(4).uniqueElements();
  }

  private static Arbitrary<TrainingSettings> trainings() {
    Arbitrary<Integer> counts = Arbitraries.integers().between(1, 65536);
    return Combinators.combine(optimizers(), optimizers(), counts, counts)
        .as(
            (task, alignment, many, few) ->
                new TrainingSettings(
                    new TrainingPlan(many, task, withoutDecay(alignment), few, many, few),
                    few,
                    many,
                    few,
                    few % 3));
  }

  private static Arbitrary<OptimizerSpec> optimizers() {
    Arbitrary<Double> rates = Arbitraries.doubles().between(0, 10);
    Arbitrary<Double> fractions = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<OptimizerSpec> sgd =
        Combinators.combine(rates, fractions, rates, schedules())
            .as(
                (rate, momentum, decay, schedule) ->
                    OptimizerSpec.sgd(rate, momentum, decay).withSchedule(schedule));
    Arbitrary<OptimizerSpec> adam =
        Combinators.combine(rates, schedules())
            .as((rate, schedule) -> OptimizerSpec.adam(rate).withSchedule(schedule));
    return Arbitraries.oneOf(sgd, adam);
  }

  private static Arbitrary<ScheduleSpec> schedules() {
    Arbitrary<Double> warmups = Arbitraries.doubles().between(0, 100);
    return Arbitraries.oneOf(
        warmups.map(warmup -> new ScheduleSpec(ScheduleSpec.Kind.CONSTANT, warmup, List.of(), 1)),
        warmups.map(warmup -> new ScheduleSpec(ScheduleSpec.Kind.COSINE, warmup, List.of(), 1)),
        warmups.map(
            warmup -> new ScheduleSpec(ScheduleSpec.Kind.STEP, warmup, List.of(1.0, 30.0), 0.5)));
  }

  private static OptimizerSpec withoutDecay(OptimizerSpec spec) {
    return new OptimizerSpec(
        spec.kind(),
        spec.learningRate(),
        spec.momentum(),
        spec.nesterov(),
        0,
        spec.beta1(),
        spec.beta2(),
        spec.epsilon(),
        spec.schedule());
  }

  /** An optimiser of B that no rule uses is not written, and reads as the default. */
  private static TrainingSettings withUsedAlignment(
      TrainingSettings training, List<RuleSettings> rules) {
    RuleAssembler assembler = new RuleAssembler(Samples.catalog().rules());
    if (rules.stream().anyMatch(assembler::usesAlignmentOptimizer)) {
      return training;
    }
    TrainingPlan plan = training.plan();
    TrainingPlan byDefault =
        new TrainingPlan(
            plan.epochs(),
            plan.task(),
            OptimizerSpec.adam(0.001),
            plan.logEvery(),
            plan.alignmentEvery(),
            plan.checkpointEvery());
    return new TrainingSettings(
        byDefault,
        training.batchSize(),
        training.evaluationBatchSize(),
        training.keepCheckpoints(),
        training.diagnosticsEvery());
  }

  private static PluginChoice plugin(String id) {
    return new PluginChoice(id, Samples.catalog().datasets().get(id, "").parameters().defaults());
  }
}
