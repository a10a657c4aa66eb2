// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/** The values of which descriptions of assemblies are made. */
final class AssemblyValuesTest {

  @Test
  void columns_say_what_is_missing_and_what_they_are_as_text_and_number() {
    Column text = Column.Text.of(List.of("a", "", "nan", "a"));
    assertThat(IntStream.range(0, 4).filter(text::isMissing).toArray()).containsExactly(1, 2);
    assertThat(text.number(0)).isNaN();
    assertThat(text.select(3, -1).texts()).containsExactly("a", "");
    Column whole = new Column.Whole(1L << 60, 2);
    assertThat(whole.text(0)).isEqualTo("1152921504606846976");
    assertThat(whole.isMissing(0)).isFalse();
    assertThat(whole.select(1, 0).texts()).containsExactly("2", "1152921504606846976");
    assertThat(whole.select(1, -1)).isInstanceOf(Column.Decimal.class);
    assertThat(whole.select(1, -1).texts()).containsExactly("2", "NaN");
    Column decimal = new Column.Decimal(3, 0.25, Double.NaN, 1e20, Double.POSITIVE_INFINITY);
    assertThat(decimal.texts()).containsExactly("3", "0.25", "NaN", "1.0E20", "Infinity");
    assertThat(decimal.isMissing(2)).isTrue();
    assertThat(decimal.select(1, -1).texts()).containsExactly("0.25", "NaN");
    Column flag = new Column.Flag(true, false);
    assertThat(flag.number(0)).isEqualTo(1);
    assertThat(flag.number(1)).isZero();
    assertThat(flag.isMissing(1)).isFalse();
    assertThat(flag.select(1, 0)).isInstanceOf(Column.Flag.class);
    assertThat(flag.select(1, -1).texts()).containsExactly("False", "");
  }

  @Test
  void a_column_is_as_long_as_its_axis() {
    assertThatThrownBy(() -> new Axis(Dimension.NEUROID, 2, Map.of("x", new Column.Whole(1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column 'x' has 1 values for 2 along neuroid");
  }

  @Test
  void an_assembly_has_presentations_and_neuroids_once() {
    Axis presentations = new Axis(Dimension.PRESENTATION, 1, Map.of());
    Axis neuroids = new Axis(Dimension.NEUROID, 1, Map.of());
    for (List<Axis> axes :
        List.of(
            List.of(presentations),
            List.of(neuroids),
            List.of(presentations, neuroids, neuroids))) {
      assertThatThrownBy(() -> new NeuroidAssembly("", "", axes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("presentations, neuroids and perhaps time bins");
    }
    NeuroidAssembly assembly = new NeuroidAssembly("", "", List.of(presentations, neuroids));
    assertThatThrownBy(() -> new MemoryAssembly("", assembly, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void time_bins_that_end_before_their_start_are_refused() {
    Axis times =
        new Axis(
            Dimension.TIME_BIN,
            1,
            Map.of("time_bin_start", new Column.Whole(10), "time_bin_end", new Column.Whole(10)));
    NeuroidAssembly assembly =
        new NeuroidAssembly(
            "",
            "",
            List.of(
                new Axis(Dimension.PRESENTATION, 1, Map.of()),
                new Axis(Dimension.NEUROID, 1, Map.of()),
                times));
    assertThatThrownBy(() -> assembly.timeBins("f.nc"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("f.nc: found time bin 0 from 10.0 to 10.0 ms");
  }

  @Test
  void boxes_are_divided_along_a_grid_and_cut_at_their_edges() {
    Box box = new Box(List.of(1, 2), List.of(3, 2));
    assertThat(box.cells(List.of(2, 3)))
        .containsExactly(
            new Box(List.of(1, 2), List.of(1, 1)),
            new Box(List.of(1, 3), List.of(1, 1)),
            new Box(List.of(2, 2), List.of(2, 1)),
            new Box(List.of(2, 3), List.of(2, 1)));
    List<List<List<Integer>>> wrong =
        List.of(
            List.of(List.of(0), List.of(1, 1)),
            List.of(List.of(-1), List.of(1)),
            List.of(List.of(0), List.of(0)));
    for (List<List<Integer>> bad : wrong) {
      assertThatThrownBy(() -> new Box(bad.get(0), bad.get(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_column_of_a_large_array_is_read_in_ranges_that_are_not_much_larger() {
    List<Integer> shape = List.of(40, 3000, 100);
    Ranges ranges = new Ranges(shape);
    assertThat(ranges.piece()).containsExactly(3, 3000, 100);
    assertThat(new Ranges(List.of(3, 2_000_000)).piece()).containsExactly(1, 1 << 20);
    Box column = new Box(List.of(1, 1, 7), List.of(39, 2000, 1));
    List<Long> firsts = new ArrayList<>();
    long[] values = new long[2];
    ranges.read(
        column,
        (first, rows, wanted) -> {
          firsts.add(first);
          values[0] += rows.volume();
          values[1] += wanted.volume();
        });
    assertThat(values[1]).isEqualTo(column.volume());
    assertThat(firsts).hasSize(39).startsWith(300_000L + 100);
    assertThat(values[0]).isEqualTo(39L * 2000 * 100);
  }

  @Test
  void averages_have_as_many_matrices_as_bins() {
    Axis one = new Axis(Dimension.PRESENTATION, 1, Map.of());
    List<TimeBin> bins = List.of(new TimeBin(0, 1));
    AveragedAssembly.Omissions none = new AveragedAssembly.Omissions(0, 0);
    for (List<Matrix> responses :
        List.of(List.<Matrix>of(), List.of(Matrix.zeros(2, 1)), List.of(Matrix.zeros(1, 2)))) {
      assertThatThrownBy(
              () -> new AveragedAssembly("", one, one, bins, responses, List.of(1), none))
          .isInstanceOf(IllegalArgumentException.class);
    }
    List<Matrix> right = List.of(Matrix.zeros(1, 1));
    assertThatThrownBy(() -> new AveragedAssembly("", one, one, bins, right, List.of(), none))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void time_bins_say_what_they_are() {
    assertThat(new TimeBin(70, 82.5).text()).isEqualTo("70-82.5 ms");
    assertThat(new TimeBin(70, 82.5)).hasToString("[70, 82.5) ms");
    assertThat(new TimeBin(Double.NaN, Double.NaN).text()).isEqualTo("all times");
  }
}
