// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.convrnn.graph.ParameterCount;

/** The published networks' sizes, by arithmetic. */
final class ZooCountTest {

  private static final double GIGA = 1e9;

  private static ParameterCount count(ZooDepth depth, ZooCell cell) {
    return ParameterCount.of(ZooModel.published(depth, cell).graph());
  }

  private static List<Long> numbers(String slashed) {
    return Arrays.stream(slashed.replace(",", "").split("/"))
        .map(text -> Long.valueOf(text.trim()))
        .toList();
  }

  /** Multiply-accumulates are published in units of 10 million. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "shallow | time_decay | 4197742 | 0.77",
        "shallow | simple_rnn | 6272875 | 1.37",
        "shallow | gru | 25434475 | 4.93",
        "shallow | lstm | 21126251 | 2.86",
        "shallow | intersection_rnn | 32513387 | 6.32",
        "shallow | ugrnn | 18355563 | 3.55",
        "shallow | reciprocal_gated | 23956843 | 4.65",
        "intermediate | time_decay | 16403443 | 3.12",
        "intermediate | simple_rnn | 33512940 | 6.13",
        "intermediate | gru | 67725036 | 12.14",
        "intermediate | lstm | 84832236 | 15.15",
        "intermediate | intersection_rnn | 84832236 | 15.15",
        "intermediate | ugrnn | 50617836 | 9.14",
        "intermediate | reciprocal_gated | 15445804 | 4.21",
      })
  void parameters_and_products_are_as_published(
      String depth, String cell, long parameters, String giga) {
    ParameterCount count = count(depth(depth), cell(cell));
    assertThat(count.total()).isEqualTo(parameters);
    assertThat(String.format(Locale.ROOT, "%.2f", count.multiplicationsPerStep() / GIGA))
        .isEqualTo(giga);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "shallow | simple_rnn | 163072",
        "shallow | gru | 275968",
        "shallow | lstm | 326144",
        "shallow | intersection_rnn | 275968",
        "shallow | ugrnn | 275968",
        "shallow | reciprocal_gated | 551936",
        "intermediate | simple_rnn | 827904",
        "intermediate | gru | 827904",
        "intermediate | lstm | 1655808",
        "intermediate | reciprocal_gated | 1138368",
      })
  void states_are_as_published(String depth, String cell, long states) {
    assertThat(count(depth(depth), cell(cell)).stateSize()).isEqualTo(states);
  }

  /** conv1 to conv5 and the readout; conv1 and conv2 are the same everywhere. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "time_decay | 295,169 / 590,081 / 1,180,161 / 2,049,001",
        "simple_rnn | 738,048 / 1,475,840 / 2,950,656 / 1,025,001",
        "gru | 3,834,880 / 4,129,792 / 15,337,472 / 2,049,001",
        "lstm | 1,083,392 / 5,167,872 / 13,766,656 / 1,025,001",
        "intersection_rnn | 5,014,784 / 5,309,696 / 20,056,576 / 2,049,001",
        "ugrnn | 2,654,976 / 2,949,888 / 10,618,368 / 2,049,001",
        "reciprocal_gated | 3,539,200 / 4,129,024 / 14,156,288 / 2,049,001",
      })
  void every_node_of_the_shallow_networks_has_the_published_size(String cell, String nodes) {
    Collection<Long> got = count(ZooDepth.SHALLOW, cell(cell)).parameters().values();
    assertThat(List.copyOf(got).subList(0, 2)).containsExactly(9_473L, 73_857L);
    assertThat(List.copyOf(got).subList(2, 6)).isEqualTo(numbers(nodes));
  }

  /** conv4 to conv9; conv10 is as conv9. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "time_decay | 229,633 / 295,169 / 918,017 / 1,180,161 / 3,671,041 / 4,719,617",
        "simple_rnn | 524,800 / 590,336 / 2,098,176 / 2,360,320 / 8,390,656 / 9,439,232",
        "ugrnn | 819,712 / 885,248 / 3,277,824 / 3,539,968 / 13,109,248 / 14,157,824",
        "gru | 1,114,752 / 1,180,288 / 4,457,728 / 4,719,872 / 17,828,352 / 18,876,928",
        "lstm | 1,409,792 / 1,475,328 / 5,637,632 / 5,899,776 / 22,547,456 / 23,596,032",
        "intersection_rnn | 1,409,792 / 1,475,328 / 5,637,632 / 5,899,776 / 22,547,456 /"
            + " 23,596,032",
      })
  void every_node_of_the_deeper_networks_has_the_published_size(String cell, String nodes) {
    List<Long> got = List.copyOf(count(ZooDepth.INTERMEDIATE, cell(cell)).parameters().values());
    assertThat(got.subList(0, 3)).containsExactly(9_473L, 73_857L, 73_857L);
    assertThat(got.subList(3, 9)).isEqualTo(numbers(nodes));
    assertThat(got.get(9)).isEqualTo(got.get(8));
    assertThat(got.get(10)).isEqualTo(513_001L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value =
          "9,473 / 73,857 / 147,585 / 384,064 / 416,960 / 1,314,880 / 1,511,488 / 1,380,160 /"
              + " 4,454,208 / 5,240,128 / 513,001")
  void every_node_of_rgc_intermediate_has_the_published_size(String nodes) {
    ParameterCount count = count(ZooDepth.INTERMEDIATE, ZooCell.RECIPROCAL_GATED);
    assertThat(List.copyOf(count.parameters().values())).isEqualTo(numbers(nodes));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"shallow, 4197736", "intermediate, 16403432"})
  void the_feedforward_networks_train_the_published_number(String depth, long parameters) {
    assertThat(count(depth(depth), ZooCell.FEEDFORWARD).trainable()).isEqualTo(parameters);
  }

  /** Of the fixed scalars only those of nodes without a cell remain: 3 or 4. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "shallow, gru, 3",
    "shallow, time_decay, 3",
    "intermediate, gru, 4",
    "intermediate, reciprocal_gated, 4"
  })
  void nodes_without_memory_count_a_fixed_decay(String depth, String cell, long fixed) {
    assertThat(count(depth(depth), cell(cell)).fixed()).isEqualTo(fixed);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "shallow, gru, 0.37",
    "intermediate, gru, 0.92",
    "intermediate, reciprocal_gated, 1.31"
  })
  void outputs_are_as_published(String depth, String cell, String millions) {
    long sum = count(depth(depth), cell(cell)).outputs().values().stream().mapToLong(n -> n).sum();
    assertThat(String.format(Locale.ROOT, "%.2f", sum / 1e6)).isEqualTo(millions);
  }

  private static ZooDepth depth(String name) {
    return ZooDepth.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static ZooCell cell(String name) {
    return ZooCell.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
