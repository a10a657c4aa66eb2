// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;
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

class ExperimentParserTest {

  /** The first four lines of every case below, so that what is added begins at line 5. */
  private static final String HEAD =
      """
      name: a
      dataset: {id: fashion-mnist}
      architecture: {id: resnet-cifar}
      rule: {id: backpropagation}
      """;

  @Test
  void defaults_fill_in_what_is_not_said() {
    Experiment experiment = Samples.parse(Samples.SMALLEST);

    assertThat(experiment.seeds()).containsExactly(1L);
    assertThat(experiment.rule()).extracting(RuleSettings::label).isEqualTo("backpropagation");
    assertThat(experiment.training().batchSize()).isEqualTo(64);
    assertThat(experiment.training().plan().task()).isEqualTo(OptimizerSpec.sgd(0.1, 0.9, 0));
    assertThat(experiment.training().plan().alignment()).isEqualTo(OptimizerSpec.adam(0.001));
    assertThat(experiment.dataset().flip()).isFalse();
  }

  @Test
  void the_loss_is_a_choice() {
    assertThat(Samples.parse(HEAD).training().loss()).isEqualTo(Loss.SOFTMAX_CROSS_ENTROPY);
    assertThat(Samples.parse(HEAD + "training: {loss: sigmoid-cross-entropy}").training().loss())
        .isEqualTo(Loss.SIGMOID_CROSS_ENTROPY);
    assertThatThrownBy(() -> Samples.parse(HEAD + "training: {loss: hinge}"))
        .hasMessageContaining("test.yaml:5: training.loss")
        .hasMessageContaining("one of softmax-cross-entropy, sigmoid-cross-entropy");
  }

  @Test
  void every_key_reaches_the_experiment() {
    Experiment experiment =
        Samples.parse(
            """
            name: full
            seed: 7
            precision: float32
            dataset: {id: fashion-mnist, subset: full, augmentation: {padCrop: 4, flip: true}}
            architecture: {id: resnet-cifar, depth: 20}
            rule: {label: mine, id: information-alignment, amp: 2, decay: 0.25}
            training:
              epochs: 3
              batchSize: 16
              evaluationBatchSize: 50
              logEvery: 5
              alignmentEvery: 6
              checkpointEvery: 7
              keepCheckpoints: 2
              memory: low
              task:
                optimizer: sgd
                learningRate: 0.2
                momentum: 0.8
                nesterov: true
                weightDecay: 1e-4
                schedule: {id: step, at: [1, 2], factor: 0.5, warmup: 0.5}
              alignment: {optimizer: adam, learningRate: 1e-2, beta1: 0.8, beta2: 0.9, epsilon: 1e-6}
            """);

    assertThat(experiment.seed()).isEqualTo(7);
    assertThat(experiment.dataset().source().parameters().text("subset")).isEqualTo("full");
    assertThat(experiment.dataset().padCrop()).isEqualTo(4);
    assertThat(experiment.dataset().flip()).isTrue();
    assertThat(experiment.architecture().parameters().integer("depth")).isEqualTo(20);
    assertThat(experiment.rule().label()).isEqualTo("mine");
    assertThat(experiment.rule().layers().get(0).rule().parameters().decimal("amp")).isEqualTo(2);
    TrainingSettings training = experiment.training();
    assertThat(
            List.of(
                training.batchSize(), training.evaluationBatchSize(), training.keepCheckpoints()))
        .containsExactly(16, 50, 2);
    assertThat(training.plan().epochs()).isEqualTo(3);
    assertThat(training.plan().every()).isEqualTo(new Intervals(5, 6, 7));
    assertThat(training.plan().regime()).isEqualTo(Regime.simultaneous());
    assertThat(training.plan().memory()).isEqualTo(Memory.LOW);
    ScheduleSpec schedule = new ScheduleSpec(ScheduleSpec.Kind.STEP, 0.5, List.of(1.0, 2.0), 0.5);
    assertThat(training.plan().task())
        .isEqualTo(
            OptimizerSpec.of(new Algorithm.Sgd(0.8, true), 0.2)
                .withWeightDecay(1e-4)
                .withSchedule(schedule));
    assertThat(training.plan().alignment())
        .isEqualTo(OptimizerSpec.of(new Algorithm.Adam(0.8, 0.9, 1e-6), 1e-2));
  }

  @Test
  void adam_has_a_rate_of_its_own_unless_one_is_given() {
    Experiment experiment = Samples.parse(HEAD + "training: {task: {optimizer: adam}}");

    assertThat(experiment.training().plan().task()).isEqualTo(OptimizerSpec.adam(0.001));
  }

  @Test
  void each_optimiser_has_settings_of_its_own() {
    assertThat(task("{optimizer: rmsprop}")).isEqualTo(of(Algorithm.RmsProp.usual(), 0.001));
    assertThat(task("{optimizer: rmsprop, decay: 0.5, momentum: 0.4, initialMeanSquare: 0}"))
        .isEqualTo(of(new Algorithm.RmsProp(0.5, 0.4, 1e-10, 0), 0.001));
    assertThat(task("{optimizer: adagrad}")).isEqualTo(of(Algorithm.Adagrad.usual(), 0.01));
    assertThat(task("{optimizer: adagrad, initialAccumulator: 2}"))
        .isEqualTo(of(new Algorithm.Adagrad(2), 0.01));
    assertThat(task("{optimizer: radam}")).isEqualTo(of(Algorithm.RAdam.usual(), 0.001));
    assertThat(task("{optimizer: radam, beta1: 0.8, beta2: 0.9, epsilon: 1e-3}"))
        .isEqualTo(of(new Algorithm.RAdam(0.8, 0.9, 1e-3), 0.001));
  }

  @Test
  void gradients_are_treated_and_updates_are_noisy_where_a_file_says_so() {
    OptimizerSpec sgd = OptimizerSpec.sgd(0.1, 0.9, 0);
    assertThat(task("{clip: {id: norm}, manhattan: true}"))
        .isEqualTo(sgd.withGradients(new GradientTreatment(GradientTreatment.Clip.NORM, 1, true)));
    assertThat(task("{clip: {id: value, at: 0.5}}"))
        .isEqualTo(
            sgd.withGradients(new GradientTreatment(GradientTreatment.Clip.VALUE, 0.5, false)));
    assertThat(task("{noise: {id: uniform, standardDeviation: 0.2}}"))
        .isEqualTo(sgd.withNoise(new UpdateNoise(UpdateNoise.Kind.UNIFORM, 0.2)));
  }

  private static OptimizerSpec task(String keys) {
    return Samples.parse(HEAD + "training: {task: " + keys + "}").training().plan().task();
  }

  private static OptimizerSpec of(Algorithm algorithm, double rate) {
    return OptimizerSpec.of(algorithm, rate);
  }

  @Test
  void the_alignment_has_clipping_noise_and_a_schedule_apart_from_the_task() {
    TrainingPlan plan =
        Samples.parse(
                HEAD.replace("backpropagation", "weight-mirror")
                    + "training: {delayEpochs: 2, alternate: 3, alignment: {clip: {id: norm},"
                    + " noise: {id: normal, standardDeviation: 1}, schedule: {warmup: 5}}}")
            .training()
            .plan();

    assertThat(plan.task()).isEqualTo(OptimizerSpec.sgd(0.1, 0.9, 0));
    assertThat(plan.alignment())
        .isEqualTo(
            OptimizerSpec.adam(0.001)
                .withGradients(new GradientTreatment(GradientTreatment.Clip.NORM, 1, false))
                .withNoise(new UpdateNoise(UpdateNoise.Kind.NORMAL, 1))
                .withSchedule(new ScheduleSpec(ScheduleSpec.Kind.CONSTANT, 5, List.of(), 1)));
    assertThat(plan.regime()).isEqualTo(new Regime(2, 3));
  }

  @Test
  void a_regime_for_alignment_is_refused_if_any_rule_aligns_nothing() {
    String rules =
        HEAD.replace(
            "rule: {id: backpropagation}",
            "rules: [{id: weight-mirror}, {id: feedback-alignment}]");
    assertThatThrownBy(() -> Samples.parse(rules + "training: {alternate: 1}"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("training.alternate")
        .hasMessageContaining("(feedback-alignment)");
    assertThat(Samples.parse(rules + "training: {alignment: {learningRate: 1}}").rules())
        .hasSize(2);
  }

  @Test
  void primitives_are_the_composed_rule() {
    Experiment byPrimitives =
        Samples.parse(HEAD.replace("{id: backpropagation}", "{primitives: {amp: 1, 'null': 0.1}}"));
    Experiment byId =
        Samples.parse(HEAD.replace("{id: backpropagation}", "{id: composed, amp: 1, 'null': 0.1}"));

    assertThat(byPrimitives).isEqualTo(byId);
  }

  @Test
  void rules_by_layer_keep_their_order() {
    Experiment experiment =
        Samples.parse(
            HEAD.replace(
                "{id: backpropagation}",
                "{perLayer: [{layers: logits, id: backpropagation}, {layers: '*', primitives:"
                    + " {self: 1, decay: 1}}]}"));

    assertThat(experiment.rule().label()).isEqualTo("per-layer");
    assertThat(experiment.rule().layers())
        .extracting(LayerRule::layers)
        .containsExactly("logits", "*");
    assertThat(experiment.rule().layers())
        .extracting(l -> l.rule().id())
        .containsExactly("backpropagation", "composed");
  }

  @Test
  void rules_and_seeds_make_a_run_for_each_pair() {
    Experiment experiment =
        Samples.parse(
            HEAD.replace(
                    "rule: {id: backpropagation}",
                    "rules: [{id: backpropagation}, {id: feedback-alignment}]")
                + "seeds: [3, 4]");

    assertThat(experiment.isComparison()).isTrue();
    assertThat(experiment.runs())
        .extracting(run -> run.rule().label() + " " + run.seed())
        .containsExactly(
            "backpropagation 3",
            "backpropagation 4",
            "feedback-alignment 3",
            "feedback-alignment 4");
  }

  @Test
  void architectures_rules_and_seeds_make_a_run_for_each_triple() {
    Experiment experiment =
        Samples.parse(
            HEAD.replace(
                    "architecture: {id: resnet-cifar}",
                    "architectures: [{id: lenet}, {id: resnet-cifar, depth: 8, name: deep}]")
                + "seeds: [3, 4]");

    assertThat(experiment.isComparison()).isTrue();
    assertThat(experiment.runs())
        .extracting(experiment::folder)
        .containsExactly(
            "lenet+backpropagation-seed3",
            "lenet+backpropagation-seed4",
            "deep+backpropagation-seed3",
            "deep+backpropagation-seed4");
    assertThat(experiment.runs().get(2).architecture().parameters().integer("depth")).isEqualTo(8);
    assertThatThrownBy(experiment::architecture).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_single_architecture_is_not_in_the_folders_names() {
    Experiment experiment = Samples.parse(HEAD + "seeds: [3, 4]");

    assertThat(experiment.architecture().name()).isEqualTo("resnet-cifar");
    assertThat(experiment.folder(experiment.runs().get(1))).isEqualTo("backpropagation-seed4");
  }

  @Test
  void a_pattern_may_be_optional() {
    Experiment experiment =
        Samples.parse(
            HEAD.replace(
                "{id: backpropagation}",
                "{perLayer: [{layers: '*/cell*', optional: true, id: feedback-alignment}, {layers:"
                    + " '*', id: backpropagation}]}"));

    assertThat(experiment.rule().layers())
        .extracting(LayerRule::optional)
        .containsExactly(true, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training: {epoch: 3}                       | test.yaml:5: training.epoch: found unknown key 'epoch' | did you mean 'epochs'?
          trainig: {epochs: 3}                       | test.yaml:5: trainig: found unknown key                | did you mean 'training'?
          rrules: []                                 | test.yaml:5: rrules: found unknown key                  | did you mean 'rules'?
          'training:\n  epochs: 3\n  task:\n    momentun: 1' | test.yaml:8: training.task.momentun            | did you mean 'momentum'?
          training: {epochs: three}                  | test.yaml:5: training.epochs: found 'three'            | a whole number from 1
          training: {epochs: 0}                      | test.yaml:5: training.epochs: found 0                  | a whole number
          training: {epochs: 1.5}                    | test.yaml:5: training.epochs: found 1.5                | a whole number
          seed: 99999999999999999999                 | test.yaml:5: seed: found 99999999999999999999          | a whole number
          seed: -1                                   | test.yaml:5: seed: found -1                            | of at least 0
          training: 3                                | test.yaml:5: training: found 3                         | a map of keys
          training: {task: {learningRate: .nan}}     | test.yaml:5: training.task.learningRate                | a number
          training: {task: {optimizer: sdg}}         | test.yaml:5: training.task.optimizer: found 'sdg'      | did you mean 'sgd'?
          training: {task: {beta1: 0.5}}             | test.yaml:5: training.task.beta1                       | set optimizer to 'adam'
          training: {task: {optimizer: adam, nesterov: true}} | training.task.nesterov                        | set optimizer to 'sgd'
          training: {task: {schedule: {at: [2]}}}    | training.task.schedule.at                              | set id to 'step'
          training: {task: {schedule: {id: step}}}   | training.task.schedule.at: found no value              | add 'at'
          training: {task: {schedule: {id: step, at: [2, 1]}}} | training.task.schedule.at: found [2, 1]      | sort it
          training: {task: {optimizer: adagrad, momentum: 0.5}} | training.task.momentum                      | only learningRate, initialAccumulator
          training: {task: {optimizer: rmsprop, beta1: 0.5}} | training.task.beta1                            | set optimizer to 'adam'
          training: {task: {clip: {at: 2}}}          | training.task.clip.at                                  | set id to 'norm'
          training: {task: {noise: {id: normal}}}    | training.task.noise.standardDeviation                  | add 'standardDeviation'
          training: {task: {schedule: {id: linear, factor: 2}}} | training.task.schedule.factor               | set id to 'step'
          training: {delayEpochs: 1}                 | test.yaml:5: training.delayEpochs                      | those steps would do nothing
          training: {alternate: -1}                  | training.alternate                                     | 0
          training: {alignment: {optimizer: sgd}}    | test.yaml:5: training.alignment                        | no rule moves B by it (backpropagation)
          rules: [{id: backpropagation}]             | test.yaml:4: rule: found rule and rules                | one of the two
          'seed: 1\nseeds: [2]'                      | test.yaml:6: seeds: found seed and seeds               | one of the two
          seeds: [2, 2]                              | test.yaml:5: seeds: found [2, 2]                       | each once
          architectures: [{id: lenet}]               | test.yaml:3: architecture: found architecture and architectures | one of the two
          precision: float16                         | test.yaml:5: precision: found 'float16'                | did you mean 'float32'?
          """)
  void a_bad_key_or_value_is_one_line_that_says_where_and_what_next(
      String lines, String where, String advice) {
    assertRefused(HEAD + lines.translateEscapes(), where, advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: a                           | 'name: a/b'                      | test.yaml:1: name: found 'a/b'     | it becomes a folder's name
          name: a                           | ''                               | name: found no value               | add 'name'
          dataset: {id: fashion-mnist}      | ''                               | dataset.id: found no value         | add 'id'
          {id: fashion-mnist}               | {id: fashon-mnist}               | test.yaml:2: dataset.id            | did you mean 'fashion-mnist'?
          {id: fashion-mnist}               | {id: fashion-mnist, subst: full} | test.yaml:2: dataset.subst         | did you mean 'subset'?
          {id: fashion-mnist}               | {id: fashion-mnist, augmentation: {flip: 1}} | dataset.augmentation.flip: found 1 | true or false
          {id: resnet-cifar}                | {id: resnet-cifar, depth: deep}  | test.yaml:3: architecture.depth: found 'deep' | a whole number
          'architecture: {id: resnet-cifar}' | ''                              | architecture: found neither architecture nor architectures | one of the two
          'architecture: {id: resnet-cifar}' | 'architectures: []'             | architectures: found an empty list | at least one entry
          'architecture: {id: resnet-cifar}' | 'architectures: [lenet]'        | test.yaml:3: architectures[0]: found | a map of keys
          'architecture: {id: resnet-cifar}' | 'architectures: [{id: lenet}, {id: lenet}]' | architectures[1]: found a second architecture called 'lenet' | add a 'name'
          'architecture: {id: resnet-cifar}' | 'architectures: [{id: lenet, name: a+b}]' | test.yaml:3: architectures[0].name: found 'a+b' | it becomes a folder's name
          'architecture: {id: resnet-cifar}' | 'architectures: [{id: lenet, depth: 8}]' | test.yaml:3: architectures[0].depth: found 'depth', which id 'lenet' does not use | remove it
          {id: resnet-cifar}                | {id: lenet, depth: 8}            | architecture.depth: found 'depth', which id 'lenet' does not use | remove it
          {id: backpropagation}             | {id: backprop}                   | test.yaml:4: rule.id: found 'backprop' | one of
          {id: backpropagation}             | {}                               | rule.id: found no value            | add 'id'
          {id: backpropagation}             | [1]                              | test.yaml:4: rule: found a list    | a map of keys
          {id: backpropagation}             | {id: backpropagation, amp: 1}    | rule.amp: found 'amp', which id 'backpropagation' does not use | remove it
          {id: backpropagation}             | {id: composed, primitives: {amp: 1}} | rule.primitives: found id and primitives | remove all but one
          {id: backpropagation}             | {primitives: {ampp: 1}}          | rule.primitives.ampp               | did you mean 'amp'?
          {id: backpropagation}             | {perLayer: []}                   | rule.perLayer: found an empty list | at least one entry
          {id: backpropagation}             | {perLayer: [{id: backpropagation}]} | rule.perLayer[0].layers: found no value | add 'layers'
          {id: backpropagation}             | {perLayer: [{layers: a, idd: x}]} | rule.perLayer[0]                  | id
          'rule: {id: backpropagation}'     | ''                               | rule: found neither rule nor rules | one of the two
          'rule: {id: backpropagation}'     | 'rules: []'                      | rules: found an empty list         | at least one entry
          'rule: {id: backpropagation}'     | 'rules: [{id: backpropagation}, {id: backpropagation}]' | rules[1]: found a second rule called 'backpropagation' | add a 'label'
          """)
  void a_bad_choice_is_one_line_that_says_where_and_what_next(
      String good, String bad, String where, String advice) {
    assertThat(HEAD).contains(good);
    assertRefused(HEAD.replace(good, bad), where, advice);
  }

  private static void assertRefused(String yaml, String where, String advice) {
    assertThatThrownBy(() -> Samples.parse(yaml))
        .isInstanceOfSatisfying(
            RetrogradeException.class,
            e -> assertThat(e.kind()).isEqualTo(RetrogradeException.Kind.USAGE))
        .hasMessageContainingAll(where, advice)
        .message()
        .hasLineCount(1);
  }

  @Test
  void images_are_prepared_as_the_dataset_section_says() {
    Preparation preparation =
        Samples.parse(
                Samples.SMALLEST.replace(
                    "{id: fashion-mnist}",
                    "{id: fashion-mnist, resize: 32, mean: 0.2, deviation: 0.3, validation: 0.1,"
                        + " validationSeed: 7}"))
            .dataset()
            .preparation();

    assertThat(preparation)
        .isEqualTo(new Preparation(32, OptionalDouble.of(0.2), OptionalDouble.of(0.3), 0.1, 7));
    assertThat(Samples.parse(Samples.SMALLEST).dataset().preparation()).isEqualTo(Preparation.NONE);
  }

  @Test
  void a_mean_without_a_deviation_is_refused() {
    String yaml = Samples.SMALLEST.replace("{id: fashion-mnist}", "{id: fashion-mnist, mean: 0.2}");

    assertThatThrownBy(() -> Samples.parse(yaml))
        .hasMessageContaining("test.yaml:2: dataset.mean: found mean without deviation");
  }
}
