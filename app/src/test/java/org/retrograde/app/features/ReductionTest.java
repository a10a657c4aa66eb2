// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.random.RandomStream;

final class ReductionTest {

  private static final List<Integer> SHAPE = List.of(2, 2, 3);

  /** Of a mean over so many draws. */
  private static final double SAMPLING_ERROR = 0.05;

  private static float[] reduced(Reduction reduction, List<Integer> shape, float[] values) {
    Reduction.Reducer reducer = reduction.of("layer", shape);
    float[] padded = new float[values.length + 1];
    System.arraycopy(values, 0, padded, 1, values.length);
    float[] target = new float[reducer.features() + 2];
    reducer.reduce(padded, 1, target, 2);
    assertThat(target).startsWith(0, 0);
    return java.util.Arrays.copyOfRange(target, 2, target.length);
  }

  private static float[] numbers() {
    return new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 18};
  }

  private static float[] noise(int size) {
    RandomStream stream = RandomStream.of(1, "noise", 0);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) stream.nextGaussian();
    }
    return values;
  }

  private static double square(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum;
  }

  @Test
  void a_mean_is_taken_over_positions_channel_by_channel() {
    assertThat(reduced(new Reduction.Mean(), SHAPE, numbers())).containsExactly(5.5f, 6.5f, 9);
    assertThat(reduced(new Reduction.Mean(), List.of(3), new float[] {1, 2, 3}))
        .containsExactly(1, 2, 3);
  }

  @Test
  void flattening_keeps_all() {
    assertThat(reduced(new Reduction.Flatten(), SHAPE, numbers())).containsExactly(numbers());
  }

  @Test
  void a_projection_is_the_same_each_time_and_another_for_other_seeds_and_layers() {
    float[] values = noise(900);
    List<Integer> shape = List.of(10, 10, 9);
    float[] first = reduced(new Reduction.Projection(50, 1), shape, values);
    assertThat(first).hasSize(50);
    assertThat(reduced(new Reduction.Projection(50, 1), shape, values)).containsExactly(first);
    assertThat(reduced(new Reduction.Projection(50, 2), shape, values)).isNotEqualTo(first);
    float[] other = new float[50];
    new Reduction.Projection(50, 1).of("other", shape).reduce(values, 0, other, 0);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void a_projection_is_linear_and_keeps_squared_lengths_on_average() {
    List<Integer> shape = List.of(20, 20, 10);
    Reduction projection = new Reduction.Projection(3000, 7);
    float[] values = noise(4000);
    float[] doubled = values.clone();
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] *= 2;
    }
    float[] got = reduced(projection, shape, values);
    assertThat(square(got) / square(values)).isBetween(1 - SAMPLING_ERROR, 1 + SAMPLING_ERROR);
    float[] twice = reduced(projection, shape, doubled);
    for (int i = 0; i < got.length; i++) {
      assertThat(twice[i]).isEqualTo(2 * got[i]);
    }
  }

  @Test
  void each_value_counts_in_a_share_of_one_over_the_root_of_their_number() {
    int size = 2500;
    int features = 2000;
    Reduction.Reducer reducer = new Reduction.Projection(features, 3).of("layer", List.of(size));
    float[] one = new float[size];
    int counted = 0;
    for (int i = 0; i < size; i += 50) {
      one[i] = 1;
      float[] target = new float[features];
      reducer.reduce(one, 0, target, 0);
      one[i] = 0;
      for (float value : target) {
        counted += value == 0 ? 0 : 1;
        assertThat(Math.abs(value)).isIn(0f, (float) (1 / Math.sqrt(features / 50.0)));
      }
    }
    assertThat(counted * 50.0 / (50.0 * features))
        .isBetween(1 - SAMPLING_ERROR, 1 + SAMPLING_ERROR);
  }

  @Test
  void a_layer_of_fewer_values_than_wanted_stays_as_it_is() {
    assertThat(reduced(new Reduction.Projection(12, 1), SHAPE, numbers()))
        .containsExactly(numbers());
  }
}
