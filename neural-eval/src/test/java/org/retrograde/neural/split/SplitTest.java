// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/** Splits are those of NumPy and scikit-learn 1.2, whose numbers these are. */
final class SplitTest {

  private static final List<String> UNEVEN = letters("aaaaabbbbbbbccc");

  @Test
  void shuffled_splits_are_scikit_learns() {
    List<Fold> folds = new ShuffleSplit(3, SplitSizes.ofTrain(6, 0.5), 1).folds();
    require(folds.get(0), List.of(0, 3, 5), List.of(2, 1, 4));
    require(folds.get(1), List.of(5, 3, 1), List.of(4, 2, 0));
    require(folds.get(2), List.of(3, 4, 1), List.of(2, 0, 5));
  }

  @Test
  void a_fraction_to_score_on_is_rounded_up() {
    SplitSizes sizes = SplitSizes.ofTest(11, 0.15);
    Fold fold = new ShuffleSplit(1, sizes, 7).folds().get(0);
    require(fold, List.of(0, 2, 1, 10, 7, 3, 6, 9, 4), List.of(8, 5));
  }

  @Test
  void stratified_splits_are_scikit_learns() {
    List<Fold> even =
        new StratifiedShuffleSplit(2, SplitSizes.ofTrain(12, 0.75), 1)
            .folds(letters("abcabcabcabc"));
    require(even.get(0), List.of(11, 1, 9, 0, 2, 8, 4, 7, 6), List.of(5, 3, 10));
    require(even.get(1), List.of(9, 4, 7, 10, 11, 3, 2, 6, 5), List.of(0, 8, 1));
    List<Fold> uneven = new StratifiedShuffleSplit(1, SplitSizes.ofTrain(15, 0.7), 1).folds(UNEVEN);
    require(uneven.get(0), List.of(1, 5, 7, 2, 14, 11, 12, 10, 4, 9), List.of(6, 0, 8, 3, 13));
  }

  @Test
  void strata_are_ordered_as_what_they_are_and_rows_may_be_left_over() {
    List<Integer> labels = List.of(3, 1, 3, 3, 2, 2, 10, 10, 3, 2, 1, 10, 1);
    List<Fold> folds = new StratifiedShuffleSplit(2, new SplitSizes(13, 6, 4), 5).folds(labels);
    require(folds.get(0), List.of(5, 1, 3, 8, 6, 12), List.of(10, 0, 7, 4));
    require(folds.get(1), List.of(12, 8, 11, 2, 6, 4), List.of(7, 10, 9, 0));
  }

  @Test
  void the_split_of_sixty_stimuli_in_six_strata_is_brain_scores() {
    List<String> strata = IntStream.range(0, 60).mapToObj(i -> "o" + i / 10).toList();
    Fold first =
        new StratifiedShuffleSplit(10, SplitSizes.ofTrain(60, 0.9), 1).folds(strata).get(0);
    assertThat(first.test()).containsExactly(17, 22, 5, 53, 48, 39);
    assertThat(first.train()).startsWith(58, 29, 16, 44, 46, 25, 21, 13).hasSize(54);
  }

  @Test
  void parts_are_scikit_learns() {
    List<Fold> folds = new KFold(5, 42).folds(10);
    assertThat(folds.stream().map(fold -> list(fold.test())))
        .containsExactly(List.of(1, 8), List.of(0, 5), List.of(2, 7), List.of(4, 9), List.of(3, 6));
    assertThat(folds.get(0).train()).containsExactly(0, 2, 3, 4, 5, 6, 7, 9);
    assertThat(new KFold(3, 0).folds(8).stream().map(fold -> fold.test().length))
        .containsExactly(3, 3, 2);
  }

  @Test
  void stratified_parts_are_scikit_learns() {
    assertThat(new StratifiedKFold(3, 42).folds(UNEVEN).stream().map(fold -> list(fold.test())))
        .containsExactly(
            List.of(0, 3, 6, 9, 12), List.of(2, 4, 7, 8, 13), List.of(1, 5, 10, 11, 14));
    assertThat(
            new StratifiedKFold(3, 42)
                .folds(letters("cabcabcabcab")).stream().map(fold -> list(fold.test())))
        .containsExactly(List.of(0, 5, 6, 7), List.of(1, 8, 9, 10), List.of(2, 3, 4, 11));
  }

  @Test
  void groups_stay_together_as_in_scikit_learn() {
    List<Fold> folds = new GroupedShuffle(2, 0.6, 3).folds(letters("ccabbaddeeffgg"));
    require(folds.get(0), List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of(8, 9, 10, 11, 12, 13));
    require(folds.get(1), List.of(0, 1, 2, 5, 6, 7, 10, 11), List.of(3, 4, 8, 9, 12, 13));
  }

  @Test
  void groups_fill_parts_as_in_scikit_learn() {
    assertThat(grouped(3, letters("ccabbaddeeffgg")))
        .containsExactly(List.of(2, 5, 6, 7, 12, 13), List.of(0, 1, 10, 11), List.of(3, 4, 8, 9));
    assertThat(grouped(3, UNEVEN))
        .containsExactly(
            List.of(5, 6, 7, 8, 9, 10, 11), List.of(0, 1, 2, 3, 4), List.of(12, 13, 14));
    assertThat(new GroupKFold(3).folds(UNEVEN).get(1).train())
        .containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
  }

  /** More groups of one size than insertion sorts, so that NumPy's order of equals shows. */
  @Test
  void forty_groups_of_two_fill_parts_as_in_scikit_learn() {
    List<Integer> groups = IntStream.range(0, 80).mapToObj(i -> i * 7 % 40).toList();
    assertThat(grouped(4, groups).get(0))
        .containsExactly(
            1, 4, 13, 16, 17, 25, 28, 29, 32, 37, 41, 44, 53, 56, 57, 65, 68, 69, 72, 77);
    assertThat(grouped(4, groups).get(3))
        .containsExactly(
            0, 3, 8, 11, 12, 14, 15, 24, 36, 39, 40, 43, 48, 51, 52, 54, 55, 64, 76, 79);
  }

  /** numpy.argsort, from version 1.24. */
  @Test
  void equal_counts_are_left_in_numpys_order() {
    int[] repeated = IntStream.range(0, 50).map(i -> (i * i * 5 + 3 * i) % 7).toArray();
    assertThat(UnstableOrder.ascending(repeated))
        .containsExactly(
            0, 47, 42, 40, 35, 33, 28, 26, 21, 19, 14, 12, 49, 7, 5, 36, 4, 32, 11, 29, 25, 43, 39,
            8, 1, 15, 46, 22, 18, 27, 34, 20, 48, 41, 6, 13, 44, 2, 45, 3, 31, 37, 30, 23, 9, 17,
            16, 10, 38, 24);
    assertThat(UnstableOrder.ascending(IntStream.generate(() -> 3).limit(40).toArray()))
        .containsExactly(
            0, 22, 23, 24, 25, 26, 27, 28, 21, 29, 31, 32, 33, 34, 35, 36, 37, 30, 20, 19, 18, 1, 2,
            3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 38, 39);
  }

  private static <L extends Comparable<L>> List<List<Integer>> grouped(int parts, List<L> groups) {
    return new GroupKFold(parts).folds(groups).stream().map(fold -> list(fold.test())).toList();
  }

  @Property(tries = 50)
  void every_stratum_has_its_share_and_no_row_is_in_both_parts(
      @ForAll @IntRange(min = 0, max = 1000) int seed,
      @ForAll @IntRange(min = 2, max = 5) int strata) {
    List<Integer> labels = IntStream.range(0, 12 * strata).mapToObj(i -> i % strata).toList();
    SplitSizes sizes = SplitSizes.ofTrain(12 * strata, 0.75);
    for (Fold fold : new StratifiedShuffleSplit(2, sizes, seed).folds(labels)) {
      assertThat(IntStream.concat(Arrays.stream(fold.train()), Arrays.stream(fold.test())))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 12 * strata).boxed().toList());
      for (int label = 0; label < strata; label++) {
        int here = label;
        assertThat(Arrays.stream(fold.test()).filter(row -> labels.get(row) == here)).hasSize(3);
      }
    }
  }

  @Test
  void what_cannot_be_divided_is_refused() {
    assertThatThrownBy(() -> SplitSizes.ofTrain(10, 1)).isInstanceOf(RetrogradeException.class);
    assertThatThrownBy(() -> SplitSizes.ofTrain(10, 0.01)).hasMessageContaining("0 to fit on");
    assertThatThrownBy(() -> new SplitSizes(10, 8, 3)).hasMessageContaining("8 to fit on and 3");
    assertThatThrownBy(() -> new KFold(5, 0).folds(4)).hasMessageContaining("4 rows for 5 parts");
    assertThatThrownBy(() -> new KFold(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StratifiedKFold(3, 0).folds(List.of("a", "b")))
        .hasMessageContaining("2 rows for 3 parts");
    assertThatThrownBy(() -> new GroupKFold(3).folds(letters("aabb")))
        .hasMessageContaining("2 groups for 3 parts");
    assertThatThrownBy(() -> new GroupKFold(1)).isInstanceOf(IllegalArgumentException.class);
    SplitSizes four = SplitSizes.ofTrainCount(4, 2);
    assertThatThrownBy(() -> new StratifiedShuffleSplit(1, four, 0).folds(letters("aaab")))
        .hasMessageContaining("the rarest, 'b', on 1 of them");
    assertThatThrownBy(() -> new StratifiedShuffleSplit(1, four, 0).folds(letters("aab")))
        .isInstanceOf(IllegalArgumentException.class);
    SplitSizes uneven = SplitSizes.ofTrainCount(6, 5);
    assertThatThrownBy(() -> new StratifiedShuffleSplit(1, uneven, 0).folds(letters("aabbcc")))
        .hasMessageContaining("5 and 1 rows of 3 labels");
    SplitSizes other = SplitSizes.ofTrainCount(6, 2);
    assertThatThrownBy(() -> new StratifiedShuffleSplit(1, other, 0).folds(letters("aabbcc")))
        .hasMessageContaining("2 and 4 rows of 3 labels");
  }

  private static void require(Fold fold, List<Integer> train, List<Integer> test) {
    assertThat(list(fold.train())).isEqualTo(train);
    assertThat(list(fold.test())).isEqualTo(test);
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static List<String> letters(String text) {
    return List.of(text.split(""));
  }
}
