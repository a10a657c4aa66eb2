// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/** Which image answers which stimulus, and how stimuli are divided. */
final class StimulusTest {

  @Test
  void names_are_ids_file_names_without_folder_or_extension_or_listed() {
    assertThat(
            StimulusNames.ids(
                List.of("s1", "s2.png", "set/s3", "set/a.b/s4.png", "five.png", "other", ".s1"),
                List.of("s1", "s2", "s3", "s4", "s5"),
                Map.of("five.png", "s5"),
                "f.npz",
                "--stimuli set.csv"))
        .containsExactly("s1", "s2", "s3", "s4", "s5", "other", ".s1");
  }

  @Test
  void names_that_answer_no_stimulus_are_refused_with_some_of_both() {
    assertThatThrownBy(
            () ->
                StimulusNames.ids(
                    List.of("a", "b", "c", "d"),
                    List.of("s1", "s2"),
                    Map.of(),
                    "f.npz",
                    "'stimuli: set.csv'"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("f.npz")
        .hasMessageContaining("a, b, c, none of which")
        .hasMessageContaining("s1, s2")
        .hasMessageContaining("table with 'stimuli: set.csv'");
  }

  /** ShuffleSplit(train .5, seed 1) of scikit-learn. */
  @Test
  void divisions_are_those_of_scikit_learn() {
    StimulusSplits splits =
        new StimulusSplits(shuffle(3, 0.5, Optional.empty(), Optional.empty()), Optional.empty());
    List<Fold> folds = splits.folds(10, 11, 12, 13, 14, 15);
    assertThat(folds.get(0).train()).containsExactly(10, 13, 15);
    assertThat(folds.get(0).test()).containsExactly(12, 11, 14);
    assertThat(folds.get(2).train()).containsExactly(13, 14, 11);
    assertThat(splits.halves(6).train()).containsExactly(0, 3, 5);
  }

  /** StratifiedShuffleSplit(train .75, seed 1) of scikit-learn for abcabcabcabc. */
  @Test
  void stratified_divisions_are_those_of_scikit_learn() {
    List<String> labels =
        IntStream.range(0, 12).mapToObj(i -> "abc".substring(i % 3, i % 3 + 1)).toList();
    StimulusSplits splits =
        new StimulusSplits(
            shuffle(2, 0.75, Optional.of("object_name"), Optional.empty()), Optional.of(labels));
    List<Fold> folds = splits.folds(IntStream.range(0, 12).toArray());
    assertThat(folds.get(0).train()).containsExactly(11, 1, 9, 0, 2, 8, 4, 7, 6);
    assertThat(folds.get(1).test()).containsExactly(0, 8, 1);
    assertThat(Arrays.stream(splits.halves(12).train()).mapToObj(labels::get).sorted())
        .containsExactly("a", "a", "b", "b", "c", "c");
  }

  private static ScoreSettings.Splits shuffle(
      int count, double share, Optional<String> strata, Optional<String> groups) {
    return new ScoreSettings.Splits(SplitKind.SHUFFLE, count, share, 1, strata, groups);
  }

  private static List<String> objects(int stimuli, int objects) {
    return IntStream.range(0, stimuli).mapToObj(i -> "o" + i % objects).toList();
  }

  private static Set<String> at(List<String> labels, int... rows) {
    return IntStream.of(rows).mapToObj(labels::get).collect(Collectors.toSet());
  }

  @Test
  void no_group_is_on_both_sides_of_a_division_or_of_the_halves() {
    List<String> labels = objects(40, 8);
    for (ScoreSettings.Splits settings :
        List.of(
            shuffle(3, 0.7, Optional.empty(), Optional.of("object")),
            ScoreSettings.Splits.folds(4, 1, Optional.empty(), Optional.of("object")))) {
      StimulusSplits splits = new StimulusSplits(settings, Optional.of(labels));
      Fold halves = splits.halves(40);
      assertThat(halves.train()).hasSize(20);
      List<Fold> all = new ArrayList<>(splits.folds(IntStream.range(0, 40).toArray()));
      all.addAll(splits.folds(halves.train()));
      all.add(halves);
      assertThat(all).hasSize(2 * settings.count() + 1);
      for (Fold fold : all) {
        assertThat(at(labels, fold.train())).doesNotContainAnyElementsOf(at(labels, fold.test()));
      }
      assertThat(at(labels, halves.train())).hasSize(4);
      assertThat(splits.grouped(5, 0.5, halves.test()).orElseThrow())
          .hasSize(5)
          .allSatisfy(
              fold -> {
                List<String> half = IntStream.of(halves.test()).mapToObj(labels::get).toList();
                assertThat(at(half, fold.train()))
                    .hasSize(2)
                    .doesNotContainAnyElementsOf(at(half, fold.test()));
              });
    }
  }

  /** KFold(5, shuffle, 42) and StratifiedKFold(3, shuffle, 42) of scikit-learn. */
  @Test
  void folds_are_those_of_scikit_learn() {
    StimulusSplits plain =
        new StimulusSplits(
            ScoreSettings.Splits.folds(5, 42, Optional.empty(), Optional.empty()),
            Optional.empty());
    assertThat(plain.folds(IntStream.range(20, 30).toArray()).get(1).test())
        .containsExactly(20, 25);
    assertThat(plain.grouped(5, 0.8, 0, 1, 2, 3)).isEmpty();
    StimulusSplits stratified =
        new StimulusSplits(
            ScoreSettings.Splits.folds(3, 42, Optional.of("letter"), Optional.empty()),
            Optional.of(List.of("aaaaabbbbbbbccc".split(""))));
    assertThat(stratified.folds(IntStream.range(0, 15).toArray()).get(2).test())
        .containsExactly(1, 5, 10, 11, 14);
    assertThat(stratified.splits().text()).isEqualTo("k-fold, stratified by letter");
    assertThat(stratified.splits().trainShare()).isEqualTo(2 / 3.0);
  }

  @Test
  void groups_must_suffice_for_halves_that_are_divided_again() {
    ScoreSettings.Splits half = shuffle(3, 0.5, Optional.empty(), Optional.of("object"));
    assertThatThrownBy(() -> new StimulusSplits(half, Optional.of(objects(12, 3))))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("group object: found 3 values among 12 stimuli")
        .hasMessageContaining("at least 4");
    assertThat(new StimulusSplits(half, Optional.of(objects(12, 4))).folds(0, 1, 2)).hasSize(3);
    ScoreSettings.Splits tenth = shuffle(3, 0.1, Optional.empty(), Optional.of("object"));
    assertThatThrownBy(() -> new StimulusSplits(tenth, Optional.of(objects(40, 19))))
        .hasMessageContaining("at least 20");
    ScoreSettings.Splits hardly = shuffle(3, 1e-12, Optional.empty(), Optional.of("object"));
    assertThatThrownBy(() -> new StimulusSplits(hardly, Optional.of(objects(40, 40))))
        .hasMessageContaining("found 40 values among 40 stimuli; expected at least 42949");
    ScoreSettings.Splits folds =
        ScoreSettings.Splits.folds(4, 1, Optional.empty(), Optional.of("object"));
    assertThatThrownBy(() -> new StimulusSplits(folds, Optional.of(objects(40, 7))))
        .hasMessageContaining("found 7 values among 40 stimuli; expected at least 8");
  }

  @Test
  void strata_and_groups_exclude_each_other() {
    assertThatThrownBy(() -> shuffle(1, 0.5, Optional.of("object"), Optional.of("object")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
