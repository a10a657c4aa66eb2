// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.testkit.Tolerance;

/** What is read from files of features, and how layers become activations. */
final class FeatureFileTest {

  private static final TimeBin USUAL = new TimeBin(70, 170);

  @TempDir Path work;

  private FeatureFile open(Features features) {
    return FeatureFile.open(features.write(work.resolve("f.npz")));
  }

  private static FeatureFile.Layer layer(FeatureFile file, String name) {
    return Objects.requireNonNull(file.layers().get(name), name);
  }

  /** The value says image, step and feature. */
  private static Features unrolled() {
    double[] values = IntStream.range(0, 2 * 3 * 4).mapToDouble(i -> i).toArray();
    return new Features()
        .numbers("conv", values, 2, 3, 4)
        .wholes("conv.steps", 6, 7, 8)
        .wholes("conv.driven", 0, 1, 1)
        .numbers("pool", new double[] {1, 2, 3, 4}, 2, 2)
        .texts("ids", List.of("a", "b"));
  }

  @Test
  void layers_have_sizes_steps_and_names() {
    try (FeatureFile file = open(unrolled())) {
      assertThat(file.layers()).containsOnlyKeys("conv", "pool");
      FeatureFile.Layer conv = layer(file, "conv");
      assertThat(conv.steps()).containsExactly(6, 7, 8);
      assertThat(conv.driven()).containsExactly(false, true, true);
      assertThat(conv.milliseconds(1)).isEqualTo(70);
      assertThat(layer(file, "pool").unrolled()).isFalse();
      assertThat(file.names()).contains(List.of("a", "b"));
      assertThat(file.read(conv, 1, 2, 1, 2)).containsExactly(21, 22);
    }
  }

  @Test
  void steps_are_counted_from_the_onset_and_driven_unless_the_file_says_otherwise() {
    try (FeatureFile file =
        open(new Features().random("conv", 2, 3, 4).texts("files", List.of("x/a.png", "b")))) {
      assertThat(layer(file, "conv").steps()).containsExactly(0, 1, 2);
      assertThat(layer(file, "conv").driven()).containsOnly(true);
      assertThat(file.names()).contains(List.of("x/a.png", "b"));
    }
  }

  @Test
  void files_without_names_or_labels_say_so() {
    try (FeatureFile file = open(new Features().random("x", 2, 3))) {
      assertThat(file.names()).isEmpty();
      assertThat(file.objects()).isEmpty();
    }
    try (FeatureFile file = open(new Features().random("x", 2, 3).wholes("labels", 3, 0))) {
      assertThat(file.objects()).contains(List.of("class 3", "class 0"));
    }
  }

  @Test
  void arrays_that_do_not_belong_together_are_refused() {
    refuses(new Features().random("x", 2, 2, 2, 2).texts("ids", List.of("a", "b")), "two or three");
    refuses(
        new Features().random("x", 2, 3, 1).wholes("x.steps", 1, 2), "x.steps", "3, one for each");
    refuses(
        new Features().random("x", 2, 3, 1).wholes("x.driven", 1), "x.driven", "3, one for each");
    try (FeatureFile file =
        open(new Features().random("x", 3, 2).texts("ids", List.of("a", "b")))) {
      assertThatThrownBy(file::names)
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("2 names for the 3 rows of 'x'");
    }
  }

  private void refuses(Features features, String... parts) {
    assertThatThrownBy(() -> open(features).close())
        .isInstanceOf(RetrogradeException.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(parts));
  }

  @Test
  void a_still_layer_is_the_mean_of_the_steps_read_out() {
    try (FeatureFile file = open(unrolled())) {
      FeatureActivations conv =
          new FeatureActivations(file, layer(file, "conv"), List.of("a", "b"));
      // Steps 7 and 8 of image 0 are 4..7 and 8..11, of image 1 they are 16..19 and 20..23.
      Tolerance.EXACT.requireAgree(
          "window",
          conv.still(Readout.WINDOW, USUAL).values().units(0, 4).values(),
          new double[] {6, 7, 8, 9, 18, 19, 20, 21});
      Tolerance.EXACT.requireAgree(
          "last",
          conv.still(Readout.LAST, USUAL).values().units(1, 2).values(),
          new double[] {9, 21});
      assertThat(conv.still(Readout.MEAN, USUAL).stimuli()).containsExactly("a", "b");
    }
  }

  @Test
  void steps_begin_with_the_first_that_is_driven() {
    try (FeatureFile file = open(unrolled())) {
      ModelSteps steps =
          new FeatureActivations(file, layer(file, "conv"), List.of("a", "b"))
              .steps()
              .orElseThrow();
      assertThat(steps.first()).isEqualTo(7);
      assertThat(steps.steps()).hasSize(9);
      Tolerance.EXACT.requireAgree(
          "step 8", steps.steps().get(8).units(0, 1).values(), new double[] {8, 20});
      assertThat(new FeatureActivations(file, layer(file, "pool"), List.of("a", "b")).steps())
          .isEqualTo(Optional.empty());
    }
  }

  @Test
  void a_read_out_takes_driven_steps_alone() {
    FeatureFile.Layer late =
        new FeatureFile.Layer("late", 1, 1, List.of(17, 18), List.of(true, true), true);
    assertThat(Readout.WINDOW.places(late, USUAL)).as("none in the window").containsExactly(1);
    assertThat(Readout.MEAN.places(late, USUAL)).containsExactly(0, 1);
    FeatureFile.Layer wide =
        new FeatureFile.Layer(
            "wide", 1, 1, List.of(6, 7, 16, 17), List.of(true, true, true, true), true);
    assertThat(Readout.WINDOW.places(wide, USUAL)).containsExactly(1, 2);
    assertThat(Readout.WINDOW.places(wide, new TimeBin(60, 65))).containsExactly(0);
    FeatureFile.Layer never =
        new FeatureFile.Layer("never", 1, 1, List.of(0), List.of(false), true);
    assertThatThrownBy(() -> Readout.LAST.places(never, USUAL))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("layer 'never'");
    assertThat(Readout.ids()).containsExactly("window", "mean", "last");
    assertThat(Readout.of("first")).isEmpty();
  }
}
