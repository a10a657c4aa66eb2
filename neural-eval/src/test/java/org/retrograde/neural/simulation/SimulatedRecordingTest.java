// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.assembly.Assemblies;
import org.retrograde.neural.assembly.AssemblyAverage;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.assembly.AveragedAssembly;
import org.retrograde.neural.assembly.RepetitionParts;
import org.retrograde.neural.assembly.Selection;
import org.retrograde.neural.ceiling.HalfAverages;
import org.retrograde.neural.stats.Pearson;
import org.retrograde.testkit.Tolerance;

/** What is known of a simulated population can be found again in its file. */
final class SimulatedRecordingTest {

  private static final int STIMULI = 2000;

  @TempDir Path folder;

  private static TunedLayer layer(String region, int steps, int first, boolean unrolled) {
    RandomStream random = RandomStream.of(3, region, 0);
    List<Matrix> all = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      Matrix x = Matrix.zeros(STIMULI, 3);
      Arrays.setAll(x.values(), i -> random.nextGaussian());
      all.add(x);
    }
    return new TunedLayer("conv", region, all, first, unrolled);
  }

  private SimulatedRecording recording(PopulationSpec spec, TunedLayer... layers) {
    List<String> ids = IntStream.range(0, STIMULI).mapToObj(i -> "s%04d".formatted(i)).toList();
    List<String> objects = ids.stream().map(id -> "object " + id.charAt(4)).toList();
    return new SimulatedRecording(spec, List.of(layers), ids, Optional.of(objects), 5);
  }

  /** One unit is the signal itself, up to its sign and scale. */
  @Test
  void a_neuroid_follows_its_layer_as_far_as_is_said() {
    TunedLayer layer = layer("IT", 1, 0, false);
    TunedLayer one =
        new TunedLayer(
            "conv",
            "IT",
            List.of(new Matrix(STIMULI, 1, layer.steps().get(0).column(0))),
            0,
            false);
    PopulationSpec spec = new PopulationSpec(1, 0.8, 0.5, 4, 0, 1);
    Matrix clean = SimulatedNeuroid.responses(one, spec, RandomStream.of(1, "neuroid", 0));
    double r = Math.abs(Pearson.of(clean.row(0), one.steps().get(0).column(0)));
    Tolerance.SIMULATED.requireAgree("correlation", r, 0.8);
  }

  @Test
  void the_mean_of_repetitions_is_as_reliable_as_is_said() {
    recording(new PopulationSpec(3, 1, 0.5, 6, 0, 2), layer("IT", 1, 0, false))
        .write(folder.resolve("a.nc"), done -> {});
    try (AssemblySource source = Assemblies.open(folder.resolve("a.nc"))) {
      AssemblyAverage average =
          new AssemblyAverage(
              source, Selection.all(source.assembly()), List.of(), AssemblyAverage.DEFAULT_MEMORY);
      List<Double> reliability = new ArrayList<>();
      average.stream(
          new RepetitionParts(List.of(List.of(0, 1, 2), List.of(3, 4, 5))),
          means ->
              reliability.add(
                  new HalfAverages(column(means.parts().get(0)), column(means.parts().get(1)))
                      .reliability()[0]));
      assertThat(reliability).hasSize(3);
      reliability.forEach(r -> Tolerance.SIMULATED_RELIABILITY.requireAgree("reliability", r, 0.5));
    }
  }

  private static Matrix column(Matrix part) {
    return new Matrix(part.columns(), 1, part.row(0));
  }

  @Test
  void neurons_answer_some_steps_after_the_network() {
    TunedLayer early = layer("V4", 4, 1, true);
    recording(new PopulationSpec(1, 1, 1, 2, 2, 1), early, layer("IT", 4, 2, true))
        .write(folder.resolve("a.nc"), done -> {});
    try (AssemblySource source = Assemblies.open(folder.resolve("a.nc"))) {
      AveragedAssembly average =
          new AssemblyAverage(
                  source,
                  Selection.all(source.assembly()),
                  List.of(),
                  AssemblyAverage.DEFAULT_MEMORY)
              .average();
      assertThat(average.bins()).hasSize(6);
      assertThat(average.bins().get(5).start()).isEqualTo(50);
      // Driven from step 1 on, and two steps later.
      assertThat(average.responses().get(2).column(0)).containsOnly(0);
      double best = 0;
      for (int unit = 0; unit < 3; unit++) {
        double r =
            Pearson.of(average.responses().get(3).column(0), early.steps().get(1).column(unit));
        best = Math.max(best, Math.abs(r));
      }
      Tolerance.WRITTEN_SHORT.requireAgree("with the step it follows", best, 1);
      assertThat(average.neuroids().require("region", "").texts()).containsExactly("V4", "IT");
      assertThat(average.stimuli().require("object_name", "").text(7)).isEqualTo("object 7");
    }
  }

  @Test
  void what_is_out_of_range_is_refused() {
    assertThatThrownBy(() -> new PopulationSpec(0, 1, 1, 1, 0, 1))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("neuroids");
    assertThatThrownBy(() -> new PopulationSpec(1, 1.1, 1, 1, 0, 1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new PopulationSpec(1, 1, 0, 1, 0, 1))
        .hasMessageContaining("reliability");
    assertThatThrownBy(() -> layer("IT", 2, 2, true)).hasMessageContaining("no step");
    assertThatThrownBy(
            () ->
                recording(
                    new PopulationSpec(1, 1, 1, 1, 0, 1),
                    layer("IT", 2, 1, true),
                    layer("V4", 3, 1, true)))
        .hasMessageContaining("differ in length");
  }
}
