// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Course;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.graph.Tensor;

/** What steps draw follows from seed, layer, name and step, and from nothing else. */
final class StepInputBuffersTest {

  private static final Progress START = Progress.start();
  private static final Initializer NORMAL = new Initializer.Normal(0.5);

  private final SameDiff graph = SameDiff.create();

  static List<Initializer> initializers() {
    return List.of(
        NORMAL,
        new Initializer.Uniform(0.3),
        new Initializer.GlorotUniform(),
        new Initializer.NormalFanOut(2),
        new Initializer.TruncatedFanIn(2));
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void draws_follow_from_seed_layer_name_and_step(Initializer initializer) {
    StepInput input = draws("conv/noise", initializer);
    double[] expected = values(List.of(input), 7, 4, "conv/noise");
    StepInput other = draws("dense/noise", initializer);
    StepInput third = draws("conv/magnitudes", initializer);
    List<StepInput> more = List.of(third, other, input);
    assertThat(values(more, 7, 4, "conv/noise")).as("beside others").isEqualTo(expected);
    assertThat(values(more, 8, 4, "conv/noise")).as("another seed").isNotEqualTo(expected);
    assertThat(values(more, 7, 5, "conv/noise")).as("another step").isNotEqualTo(expected);
    assertThat(values(more, 7, 4, "dense/noise")).as("another layer").isNotEqualTo(expected);
    assertThat(values(more, 7, 4, "conv/magnitudes")).as("another name").isNotEqualTo(expected);
    assertThat(expected).doesNotContain(0).doesNotHaveDuplicates();
  }

  @Test
  void a_step_s_draws_do_not_depend_on_the_steps_before() {
    StepInput input = draws("conv/noise", NORMAL);
    StepInputBuffers walked = new StepInputBuffers(List.of(input), DataType.DOUBLE, 7);
    for (int step = 0; step < 4; step++) {
      walked.fill(step, START);
    }
    walked.fill(9, new Progress(3, 4));
    assertThat(read(walked, "conv/noise")).isEqualTo(values(List.of(input), 7, 9, "conv/noise"));
  }

  @Test
  void coefficients_follow_from_the_progress() {
    Course course = new Course(1, Course.Shape.LINEAR, -0.125, 0.25, 0.75, 0);
    Tensor scalar = new Tensor(graph.placeHolder("c", DataType.DOUBLE, 1), List.of(1));
    StepInput input = new StepInput.Coefficient("conv/c", scalar, course);
    StepInputBuffers buffers = new StepInputBuffers(List.of(input), DataType.DOUBLE, 7);
    buffers.fill(0, new Progress(2, 4));
    assertThat(read(buffers, "conv/c")).containsExactly(0.875);
    buffers.fill(0, new Progress(0.5, 4));
    assertThat(read(buffers, "conv/c")).containsExactly(0);
    buffers.fill(1000, new Progress(3, 4));
    assertThat(read(buffers, "conv/c")).containsExactly(0.75);
  }

  private StepInput draws(String name, Initializer initializer) {
    Tensor place = new Tensor(graph.placeHolder(name, DataType.DOUBLE, 3, 4), List.of(3, 4));
    return new StepInput.Draws(name, place, initializer, new Fans(3, 4));
  }

  private static double[] values(List<StepInput> inputs, long seed, long step, String name) {
    StepInputBuffers buffers = new StepInputBuffers(inputs, DataType.DOUBLE, seed);
    buffers.fill(step, START);
    return read(buffers, name);
  }

  private static double[] read(StepInputBuffers buffers, String name) {
    return Objects.requireNonNull(buffers.buffers().get(name)).dup('c').data().asDouble();
  }
}
