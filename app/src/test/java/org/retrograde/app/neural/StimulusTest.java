// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "f.npz"))
        .containsExactly("s1", "s2", "s3", "s4", "s5", "other", ".s1");
  }

  @Test
  void names_that_answer_no_stimulus_are_refused_with_some_of_both() {
    assertThatThrownBy(
            () ->
                StimulusNames.ids(
                    List.of("a", "b", "c", "d"), List.of("s1", "s2"), Map.of(), "f.npz"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("f.npz")
        .hasMessageContaining("a, b, c, none of which")
        .hasMessageContaining("s1, s2")
        .hasMessageContaining("--stimuli");
  }

  /** ShuffleSplit(train .5, seed 1) of scikit-learn. */
  @Test
  void divisions_are_those_of_scikit_learn() {
    StimulusSplits splits =
        new StimulusSplits(new ScoreSettings.Splits(3, 0.5, 1, Optional.empty()), Optional.empty());
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
            new ScoreSettings.Splits(2, 0.75, 1, Optional.of("object_name")), Optional.of(labels));
    List<Fold> folds = splits.folds(IntStream.range(0, 12).toArray());
    assertThat(folds.get(0).train()).containsExactly(11, 1, 9, 0, 2, 8, 4, 7, 6);
    assertThat(folds.get(1).test()).containsExactly(0, 8, 1);
    assertThat(Arrays.stream(splits.halves(12).train()).mapToObj(labels::get).sorted())
        .containsExactly("a", "a", "b", "b", "c", "c");
  }
}
