// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.arrays.NpzFile;
import org.retrograde.testkit.Tolerance;

final class AssemblyAverageTest {

  private static final String FIXTURE = "fixtures/neural/assembly/";

  @TempDir private Path folder;

  private static AssemblyAverage average(AssemblySource source) {
    return average(source, List.of());
  }

  private static AssemblyAverage average(AssemblySource source, List<TimeBin> bins) {
    return new AssemblyAverage(
        source, Selection.all(source.assembly()), bins, AssemblyAverage.DEFAULT_MEMORY);
  }

  /** Presentations of two stimuli in two repetitions, and one more of the second. */
  private static MemoryAssembly ragged() {
    return Samples.memory(
        List.of("img2", "img10", "img2", "img10", "img2"),
        Map.of(
            "repetition",
            new Column.Whole(2, 2, 10, 10, 11),
            "object_name",
            Column.Text.of(List.of("dog", "car", "dog", "car", "dog"))));
  }

  @Test
  void means_over_repetitions_are_those_of_the_reference() throws IOException {
    JsonNode expected =
        new ObjectMapper()
            .readTree(Samples.file(folder, FIXTURE + "case.json").toFile())
            .get("expected");
    List<String> ids = new ArrayList<>();
    expected.get("stimulusIds").forEach(id -> ids.add(id.asText()));
    try (AssemblySource source =
            NetcdfAssembly.open(Samples.file(folder, FIXTURE + "assembly.nc"));
        NpzFile arrays = NpzFile.open(Samples.file(folder, FIXTURE + "arrays.npz"))) {
      AveragedAssembly averaged = average(source).average();
      assertThat(averaged.identifier()).isEqualTo("synthetic.assembly");
      assertThat(averaged.stimulusIds()).isSorted().containsExactlyInAnyOrderElementsOf(ids);
      assertThat(averaged.trials()).containsOnly(6);
      assertThat(averaged.stimuli().columns()).containsKey("object_name");
      assertThat(averaged.stimuli().columns()).doesNotContainKey("repetition");
      double[] got = new double[48 * 14 * 4];
      for (int i = 0; i < got.length; i++) {
        got[i] = averaged.responses().get(i % 4).at(i / (14 * 4), i / 4 % 14);
      }
      // The reference was computed in float32.
      Tolerance.FLOAT.requireAgree(
          "means", got, arrays.numbers("expected.responses", 0, got.length));
    }
  }

  @Test
  void the_same_comes_out_however_little_memory_there_is() {
    try (AssemblySource source =
        NetcdfAssembly.open(Samples.assembly(folder, "netcdf4-compressed.nc"))) {
      AveragedAssembly all = average(source).average();
      Selection selection = Selection.all(source.assembly());
      AveragedAssembly slow = new AssemblyAverage(source, selection, List.of(), 1).average();
      assertThat(all.stimulusIds()).containsExactly("größe", "img10", "img2").isSorted();
      assertThat(all.trials()).containsExactly(1, 2, 2);
      for (int bin = 0; bin < 2; bin++) {
        assertThat(slow.responses().get(bin).values())
            .containsExactly(all.responses().get(bin).values());
        // img2 was presentations 1 and 4, on average 2.5.
        assertThat(all.responses().get(bin).row(2))
            .containsExactly(25 + bin, 1025 + bin, 2025 + bin);
      }
    }
  }

  @Test
  void neuroids_of_a_region_and_some_presentations_are_chosen() {
    try (MemoryAssembly source = ragged()) {
      NeuroidAssembly assembly = source.assembly();
      Selection region = Selection.region(assembly, Optional.of("IT"), source.where());
      Selection chosen = new Selection(region.neuroids(), new int[] {0, 1, 2});
      AveragedAssembly averaged = new AssemblyAverage(source, chosen, List.of(), 1).average();
      assertThat(averaged.neuroids().require("neuroid_id", "").texts()).containsExactly("a", "c");
      assertThat(averaged.responses().get(0).values()).containsExactly(10, 2010, 10, 2010);
      assertThat(averaged.stimuli().require("object_name", "").texts())
          .containsExactly("car", "dog");
      assertThat(Selection.region(assembly, Optional.empty(), "").neuroids()).hasSize(3);
      assertThatThrownBy(() -> Selection.region(assembly, Optional.of("V1"), "f.nc"))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("f.nc: found no neuroid with region V1; expected one of IT, V4");
    }
  }

  @Test
  void halves_of_the_repetitions_are_averaged_for_themselves() {
    try (MemoryAssembly source = ragged()) {
      AssemblyAverage average = average(source);
      assertThat(average.repetitions()).containsExactly("2", "10", "11");
      List<NeuroidMeans> means = new ArrayList<>();
      average.stream(
          new RepetitionParts(List.of(List.of(0), List.of(1, 2), List.of(2))), means::add);
      assertThat(means).extracting(NeuroidMeans::neuroid).containsExactly(0, 1, 2);
      NeuroidMeans second = means.get(1);
      // Bins in rows; img10 was presentations 1 and 3, img2 0, 2 and 4.
      assertThat(second.means().values()).containsExactly(1020, 1020, 1021, 1021);
      assertThat(second.parts().get(0).values()).containsExactly(1010, 1000, 1011, 1001);
      assertThat(second.parts().get(1).values()).containsExactly(1030, 1030, 1031, 1031);
      assertThat(second.parts().get(2).values())
          .containsExactly(Double.NaN, 1040, Double.NaN, 1041);
    }
  }

  @Test
  void labels_that_are_texts_are_in_lexicographic_order() {
    try (MemoryAssembly source =
        Samples.memory(
            List.of("a", "a", ""),
            Map.of("repetition", Column.Text.of(List.of("r2", "r10", "r0"))))) {
      AssemblyAverage average = average(source);
      assertThat(average.repetitions()).containsExactly("r10", "r2");
      List<NeuroidMeans> means = new ArrayList<>();
      average.stream(new RepetitionParts(List.of(List.of(0))), means::add);
      assertThat(means.get(0).parts().get(0).row(0)).containsExactly(10);
      assertThat(average.average().omissions()).isEqualTo(new AveragedAssembly.Omissions(1, 0));
    }
  }

  @Test
  void missing_values_do_not_count_and_neuroids_without_a_response_are_found() {
    try (MemoryAssembly source = ragged()) {
      double[] values = source.read(Box.whole(source.assembly().shape()));
      values[0] = Double.NaN;
      // Neuroid b, presentations 1 and 3: all of img10, first bin.
      values[(5 + 1) * 2] = Double.NaN;
      values[(5 + 3) * 2] = Double.NaN;
      MemoryAssembly holes = new MemoryAssembly("memory", source.assembly(), values);
      AveragedAssembly averaged = average(holes).average();
      assertThat(averaged.omissions()).isEqualTo(new AveragedAssembly.Omissions(0, 3));
      assertThat(averaged.responses().get(0).row(0)).containsExactly(20, Double.NaN, 2020);
      assertThat(averaged.responses().get(0).row(1)).containsExactly(30, 1020, 2020);
      assertThat(averaged.complete()).containsExactly(0, 2);
      AveragedAssembly kept = averaged.select(averaged.complete());
      assertThat(kept.neuroids().require("neuroid_id", "").texts()).containsExactly("a", "c");
      assertThat(kept.responses().get(0).row(0)).containsExactly(20, 2020);
      values[1] = Double.POSITIVE_INFINITY;
      assertThatThrownBy(() -> average(holes).average())
          .hasMessageContaining("an infinite value at presentation 0, neuroid 0");
    }
  }

  @Test
  void responses_are_brought_to_other_time_bins() {
    try (MemoryAssembly source = ragged()) {
      List<TimeBin> bins = List.of(new TimeBin(70, 90), new TimeBin(75, 80));
      AssemblyAverage average = average(source, bins);
      assertThat(average.bins()).isEqualTo(bins);
      AveragedAssembly averaged = average.average();
      assertThat(averaged.responses().get(0).row(0)).containsExactly(20.5, 1020.5, 2020.5);
      assertThat(averaged.responses().get(1).row(0)).containsExactly(20, 1020, 2020);
      // Bins that do not count are not read.
      AveragedAssembly late = average(source, List.of(new TimeBin(82, 88))).average();
      assertThat(late.responses().get(0).row(0)).containsExactly(21, 1021, 2021);
      assertThatThrownBy(() -> average(source, List.of(new TimeBin(70, 100))))
          .hasMessageContaining("memory: found 2 time bins from [70, 80) ms to [80, 90) ms")
          .hasMessageContaining("bins that cover [70, 100) ms");
    }
  }

  @Test
  void stimuli_and_repetitions_have_to_be_known() {
    try (MemoryAssembly nothing = Samples.memory(List.of("", "nan"), Map.of())) {
      assertThatThrownBy(() -> average(nothing))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("2 presentations, none with a stimulus_id");
    }
    try (MemoryAssembly unnumbered = Samples.memory(List.of("a", "a"), Map.of())) {
      assertThat(average(unnumbered).average().trials()).containsExactly(2);
      assertThatThrownBy(() -> average(unnumbered).repetitions())
          .hasMessageContaining("a column 'repetition'");
    }
  }

  @Test
  void single_trials_are_missing_where_a_stimulus_was_not_shown() {
    try (MemoryAssembly source = ragged()) {
      Selection all = Selection.all(source.assembly());
      TimeBin second = new TimeBin(80, 90);
      Trials trials = Trials.read(source, all, second, Trials.DEFAULT_MEMORY);
      assertThat(trials.stimuli()).containsExactly("img10", "img2");
      assertThat(trials.repetitions()).containsExactly("2", "10", "11");
      assertThat(trials.responses().get(0).values()).containsExactly(11, 1011, 2011, 1, 1001, 2001);
      assertThat(trials.responses().get(2).row(0)).containsOnly(Double.NaN);
      assertThat(trials.responses().get(2).row(1)).containsExactly(41, 1041, 2041);
      assertThatThrownBy(() -> Trials.read(source, all, second, 10))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("3 repetitions of 2 stimuli and 3 neuroids");
      TimeBin unknown = new TimeBin(Double.NaN, Double.NaN);
      assertThatThrownBy(() -> Trials.read(source, all, unknown, Trials.DEFAULT_MEMORY))
          .hasMessageContaining("found 2 time bins; expected one");
    }
    try (MemoryAssembly twice =
        Samples.memory(List.of("a", "a"), Map.of("repetition", new Column.Whole(1, 1)))) {
      Selection all = Selection.all(twice.assembly());
      assertThatThrownBy(() -> Trials.read(twice, all, new TimeBin(70, 80), 1000))
          .hasMessageContaining("two trials of stimulus 'a' with repetition 1");
    }
  }

  @Test
  void overlapping_windows_weigh_as_much_as_they_overlap() {
    List<TimeBin> windows =
        IntStream.range(0, 39).mapToObj(i -> new TimeBin(10 * i - 100, 10 * i - 80)).toList();
    List<TimeBin> wanted =
        IntStream.range(0, 29).mapToObj(i -> new TimeBin(10 * i, 10 * i + 10)).toList();
    TimeAlignment alignment = TimeAlignment.of(windows, wanted, "");
    // [0, 10) is half of [-10, 10) and half of [0, 20).
    assertThat(alignment.weight(0, 9)).isEqualTo(0.5);
    assertThat(alignment.weight(0, 10)).isEqualTo(0.5);
    // [280, 290) is half of [270, 290) and half of [280, 300).
    assertThat(alignment.weight(28, 37)).isEqualTo(0.5);
    assertThat(alignment.weight(28, 38)).isEqualTo(0.5);
    assertThat(alignment.weight(28, 36)).isZero();
    TimeAlignment whole = TimeAlignment.of(windows, List.of(new TimeBin(70, 170)), "");
    double sum = IntStream.range(0, 39).mapToDouble(i -> whole.weight(0, i)).sum();
    Tolerance.DOUBLE.requireAgree("sum of weights", sum, 1);
    Tolerance.DOUBLE.requireAgree("window half inside", whole.weight(0, 16), 0.05);
    Tolerance.DOUBLE.requireAgree("window inside", whole.weight(0, 17), 0.1);
    // Half of each lies inside, however long they are.
    List<TimeBin> uneven = List.of(new TimeBin(0, 10), new TimeBin(10, 30));
    TimeAlignment half = TimeAlignment.of(uneven, List.of(new TimeBin(5, 20)), "");
    assertThat(half.weight(0, 0)).isEqualTo(0.5);
    assertThat(half.weight(0, 1)).isEqualTo(0.5);
  }

  @Test
  void gaps_and_unknown_times_cover_nothing() {
    List<TimeBin> gap = List.of(new TimeBin(0, 10), new TimeBin(20, 30));
    assertThatThrownBy(() -> TimeAlignment.of(gap, List.of(new TimeBin(0, 30)), "f"))
        .isInstanceOf(RetrogradeException.class);
    TimeBin unknown = new TimeBin(Double.NaN, Double.NaN);
    assertThat(unknown).hasToString("all times");
    assertThatThrownBy(() -> TimeAlignment.of(List.of(unknown), List.of(new TimeBin(0, 1)), "f"))
        .hasMessageContaining("the file does not say the times");
    assertThat(new TimeBin(0.5, 2)).hasToString("[0.5, 2) ms");
    assertThatThrownBy(() -> new TimeBin(1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
