// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.GraphSteps;
import org.retrograde.convrnn.graph.ParameterCount;

final class ControlsTest {

  private static final ImageShape SMALL = new ImageShape(32, 32, 1);

  private static long trained(ZooModel model) {
    return ParameterCount.of(model.graph()).trainable();
  }

  /** Convolutions grow with the square of the width: about 2.9 makes 4.2 million 24 million. */
  @Test
  void the_matched_control_of_rgc_shallow_is_about_three_times_as_wide() {
    GraphSpec graph = ZooModel.published(ZooDepth.SHALLOW, ZooCell.RECIPROCAL_GATED).graph();
    ZooModel control =
        Controls.matchedFeedforward(graph, ZooDepth.SHALLOW, ZooModel.PUBLISHED_IMAGE, 1000);
    assertThat(control.width()).isBetween(2.85, 2.95);
    assertThat(control.cell()).isEqualTo(ZooCell.FEEDFORWARD);
  }

  @ParameterizedTest
  @EnumSource(ZooCell.class)
  void no_other_width_comes_nearer(ZooCell cell) {
    ZooModel model = new ZooModel(ZooDepth.SHALLOW, cell, FeedbackEdges.NONE, SMALL, 10, 0.25);
    long target = trained(model);
    ZooModel control = Controls.matchedFeedforward(model.graph(), ZooDepth.SHALLOW, SMALL, 10);
    long distance = Math.abs(trained(control) - target);
    for (int i = -200; i <= 200; i++) {
      double width = control.width() * (1 + i / 4000.0);
      assertThat(Math.abs(trained(control.withWidth(width)) - target))
          .isGreaterThanOrEqualTo(distance);
    }
  }

  @Test
  void a_feedforward_network_is_its_own_control() {
    ZooModel model =
        new ZooModel(
            ZooDepth.INTERMEDIATE, ZooCell.FEEDFORWARD, FeedbackEdges.NONE, SMALL, 10, 0.5);
    ZooModel control = Controls.matchedFeedforward(model.graph(), ZooDepth.INTERMEDIATE, SMALL, 10);
    assertThat(trained(control)).isEqualTo(trained(model));
  }

  /** With five edges, the last of them carry the image to the logits at step 14. */
  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "SHALLOW, FEEDFORWARD, NONE, 6",
    "SHALLOW, GRU, NONE, 7",
    "INTERMEDIATE, FEEDFORWARD, NONE, 11",
    "INTERMEDIATE, RECIPROCAL_GATED, NONE, 12",
    "INTERMEDIATE, RECIPROCAL_GATED, TWO, 15",
    "INTERMEDIATE, RECIPROCAL_GATED, FIVE, 15"
  })
  void the_minimal_unrolling_passes_every_edge_once(
      ZooDepth depth, ZooCell cell, FeedbackEdges feedback, int steps) {
    GraphSpec graph = new ZooModel(depth, cell, feedback, SMALL, 10, 0.1).graph();
    assertThat(new GraphSteps(graph).minimalSteps()).isEqualTo(steps);
  }

  /** One step more than nodes on the longest way. */
  @ParameterizedTest(name = "{0} {1}: {2}, {3}")
  @CsvSource({"SHALLOW, NONE, 7, 5", "INTERMEDIATE, NONE, 12, 10", "INTERMEDIATE, FIVE, 12, 10"})
  void steps_follow_from_the_longest_way(
      ZooDepth depth, FeedbackEdges feedback, int steps, int firstOutput) {
    GraphSteps got =
        new GraphSteps(
            new ZooModel(depth, ZooCell.RECIPROCAL_GATED, feedback, SMALL, 10, 0.1).graph());
    assertThat(got.defaultSteps()).isEqualTo(steps);
    assertThat(got.firstOutput()).isEqualTo(firstOutput);
    assertThat(got.firstDriven("conv1")).isZero();
    assertThat(got.firstDriven("conv5")).isEqualTo(4);
  }

  /** For the logits of step 16, conv_l is driven in steps l - 1 to l + 5. */
  @Test
  void each_layer_is_needed_in_seven_driven_steps_of_seventeen() {
    GraphSteps steps =
        new GraphSteps(ZooModel.published(ZooDepth.INTERMEDIATE, ZooCell.RECIPROCAL_GATED).graph());
    for (int layer = 1; layer <= 10; layer++) {
      String node = "conv" + layer;
      assertThat(steps.firstDriven(node)).isEqualTo(layer - 1);
      assertThat(steps.lastNeeded(node, 16)).isEqualTo(layer + 5);
    }
  }
}
