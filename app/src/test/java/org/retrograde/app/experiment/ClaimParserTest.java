// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.engine.optimize.Algorithm;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;

class ClaimParserTest {

  private static final String CLAIM =
      """
      id: sample
      title: Two rules
      source: nobody 2025
      metric: test-error-last-epoch
      search: {epochs: 4}
      rates: [0.1, 0.01]
      experiment:
        dataset: {id: fashion-mnist}
        architecture: {id: lenet}
        training:
          epochs: 9
          task: {momentum: 0.5, schedule: {id: step, at: [5]}}
      entries:
        - {rule: {id: backpropagation}, published: 9.2, band: 1.5}
        - {rule: {id: feedback-alignment, label: fa}, published: 13, band: 0, rates: [0.5]}
      """;

  @Test
  void a_claim_has_its_entries_and_defaults() {
    Claim claim = parse(CLAIM);

    assertThat(claim.id()).isEqualTo("sample");
    assertThat(claim.metric()).isEqualTo(Claim.Metric.LAST_EPOCH);
    assertThat(claim.needs()).isEmpty();
    assertThat(claim.search()).isEqualTo(new Claim.RateSearch(4, 0.1, 3, 90));
    assertThat(claim.entries())
        .extracting(ClaimEntry::label)
        .containsExactly("backpropagation", "fa");
    assertThat(claim.entries()).extracting(ClaimEntry::published).containsExactly(9.2, 13.0);
    assertThat(claim.entries().get(0).rates()).containsExactly(0.1, 0.01);
    assertThat(claim.entries().get(1).rates()).containsExactly(0.5);
  }

  @Test
  void an_entry_is_the_common_experiment_with_its_rule_and_a_rate() {
    Experiment run = experiment(parse(CLAIM).entries().get(1).withRate(0.5));

    OptimizerSpec task = run.training().plan().task();
    assertThat(run.name()).isEqualTo("sample");
    assertThat(run.rule().label()).isEqualTo("fa");
    assertThat(run.training().plan().epochs()).isEqualTo(9);
    assertThat(task.learningRate()).isEqualTo(0.5);
    assertThat(task.algorithm()).isEqualTo(new Algorithm.Sgd(0.5, false));
    assertThat(task.schedule().kind()).isEqualTo(ScheduleSpec.Kind.STEP);
    assertThat(run.dataset().preparation().validation()).isZero();
  }

  @Test
  void a_rate_is_judged_at_a_constant_rate_on_images_held_out() {
    Claim claim = parse(CLAIM);

    Experiment run = experiment(claim.entries().get(0).searching(0.01, 4, claim.search()));

    assertThat(run.training().plan().epochs()).isEqualTo(4);
    assertThat(run.training().plan().task().schedule()).isEqualTo(ScheduleSpec.constant());
    assertThat(run.training().plan().task().learningRate()).isEqualTo(0.01);
    assertThat(run.training().plan().task().algorithm()).isEqualTo(new Algorithm.Sgd(0.5, false));
    assertThat(run.dataset().preparation().validation()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: Two rules | tittle: Two rules | claim.yaml:2 | did you mean 'title'?",
        "band: 1.5 | bands: 1.5 | claim.yaml:14 | did you mean 'band'?",
        "published: 9.2 | published: 900 | claim.yaml:14 | a number from 0 to 100",
        "search: {epochs: 4} | search: {epoch: 4} | claim.yaml:5 | did you mean 'epochs'?",
        "metric: test-error-last-epoch | metric: accuracy | claim.yaml:4 | test-error-best-epoch",
        "rates: [0.1, 0.01] | rates: [0.1, 0] | claim.yaml:6 | learning rates above 0",
        "rates: [0.1, 0.01] | rates: [0.1, 0.1] | claim.yaml:6 | each once",
        "label: fa | label: backpropagation | claim.yaml:15 | a name for each",
        "dataset: {id: fashion-mnist} | name: x | claim.yaml:8 | remove it",
        "architecture: {id: lenet} | architectures: [{id: lenet}] | claim.yaml:9 | remove it",
        "architecture: {id: lenet} | neurons: {assembly: a.nc} | claim.yaml:9 | remove it",
        "source: nobody 2025 | note: none | claim.yaml: source | add 'source'",
      })
  void what_is_wrong_with_a_claim_is_named_with_its_line(
      String good, String bad, String where, String what) {
    assertRefused(CLAIM.replace(good, bad)).hasMessageContaining(where).hasMessageContaining(what);
  }

  @Test
  void entries_and_their_rules_must_be_there() {
    assertRefused(CLAIM.substring(0, CLAIM.indexOf("entries:")))
        .hasMessageContaining("entries: found nothing");
    assertRefused(CLAIM.replace("rule: {id: backpropagation}, ", ""))
        .hasMessageContaining("entries[0].rule: found no value");
  }

  @Test
  void an_entry_has_keys_of_its_own_over_the_common_ones() {
    String own =
        "label: fa}, experiment: {seed: 5, architecture: {id: resnet-cifar, depth: 20},"
            + " training: {epochs: 3, task: {schedule: {at: [1, 2]}}}}";
    Claim claim = parse(CLAIM.replace("label: fa}", own));
    Experiment run = experiment(claim.entries().get(1).withRate(0.5));

    assertThat(run.seed()).isEqualTo(5);
    assertThat(run.training().plan().epochs()).isEqualTo(3);
    assertThat(run.training().plan().task().algorithm()).isEqualTo(new Algorithm.Sgd(0.5, false));
    assertThat(run.training().plan().task().schedule().kind()).isEqualTo(ScheduleSpec.Kind.STEP);
    assertThat(run.training().plan().task().schedule().at()).containsExactly(1.0, 2.0);
    Experiment other = experiment(claim.entries().get(0).withRate(0.5));
    assertThat(other.training().plan().epochs()).isEqualTo(9);
    assertThat(other.training().plan().task().schedule().at()).containsExactly(5.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training: {epoch: 3} | claim.yaml:15: training.epoch | did you mean 'epochs'?",
        "training: {epochs: 0} | claim.yaml:15: training.epochs | a whole number from 1",
        "training: {task: {momentom: 1}} | claim.yaml:15: training.task.momentom | momentum",
        "architecture: {id: lenet, depth: 3} | claim.yaml:15: architecture.depth | lenet",
        "trainings: {epochs: 3} | claim.yaml:15: trainings | did you mean 'training'?",
      })
  void an_error_in_an_entrys_own_keys_names_its_line(String own, String where, String what) {
    ClaimEntry entry =
        parse(CLAIM.replace("label: fa}", "label: fa}, experiment: {" + own + "}"))
            .entries()
            .get(1);

    assertThatThrownBy(() -> experiment(entry.withRate(0.1)))
        .hasMessageContaining(where)
        .hasMessageContaining(what);
  }

  @Test
  void an_entrys_own_keys_name_no_rule_and_are_maps_where_the_common_ones_are() {
    assertRefused(CLAIM.replace("label: fa}", "label: fa}, experiment: {training: 3}"))
        .hasMessageContaining("claim.yaml:15: entries[1].experiment.training: found 3")
        .hasMessageContaining("a map of keys");
    assertRefused(CLAIM.replace("label: fa}", "label: fa}, experiment: {rule: {id: x}}"))
        .hasMessageContaining("claim.yaml:15: entries[1].experiment.rule")
        .hasMessageContaining("remove it");
    assertRefused(CLAIM.replace("label: fa}", "label: fa}, experiment: 3"))
        .hasMessageContaining("claim.yaml:15: entries[1].experiment")
        .hasMessageContaining("a map of keys");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "momentum: 0.5 | momentom: 0.5 | claim.yaml:12: training.task.momentom",
        "id: backpropagation | id: backpropagatoin | claim.yaml:14: rule.id",
        "id: backpropagation | id: backpropagation, amp: 1 | claim.yaml:14: rule.amp",
      })
  void an_error_in_an_experiment_keeps_its_line(String good, String bad, String where) {
    ClaimEntry entry = parse(CLAIM.replace(good, bad)).entries().get(0);

    assertThatThrownBy(() -> experiment(entry.withRate(0.1))).hasMessageContaining(where);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(String yaml) {
    return assertThatThrownBy(() -> parse(yaml));
  }

  private static Experiment experiment(Document document) {
    return new ExperimentParser(Samples.catalog()).parse(document);
  }

  private static Claim parse(String yaml) {
    return new ClaimParser().parse(new YamlReader().parse("claim.yaml", yaml));
  }
}
