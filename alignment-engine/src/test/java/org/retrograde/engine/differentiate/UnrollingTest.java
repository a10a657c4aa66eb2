// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.UnrolledNetworks;

final class UnrollingTest {

  private static Unrolling.Layer layer(String name, int uses, int blind, int reach) {
    return new Unrolling.Layer(name, uses, blind, Optional.of(reach));
  }

  private static Unrolling scored(int batch, List<Integer> steps) {
    Network network = UnrolledNetworks.scored(Mode.TRAINING, DataType.FLOAT, batch, steps);
    return Unrolling.of(
            new Differentiator(RuleAssignment.everywhere(TestRules.backpropagation()))
                .differentiate(network))
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0} images")
  @ValueSource(ints = {1, 5})
  void uses_before_the_image_and_those_that_reach_the_loss_are_counted(int batch) {
    Unrolling got = scored(batch, List.of(3));
    assertThat(got.timeSteps()).isEqualTo(4);
    assertThat(got.firstLogits()).isEqualTo(1);
    assertThat(got.layers())
        .containsExactly(layer("in", 4, 1, 4), layer("recurrent", 4, 2, 4), layer("head", 3, 0, 1));
  }

  @Test
  void an_earlier_loss_is_reached_by_fewer_uses() {
    assertThat(scored(2, List.of(1, 2)).layers())
        .containsExactly(layer("in", 4, 1, 3), layer("recurrent", 4, 2, 3), layer("head", 3, 0, 2));
  }

  @Test
  void without_a_backward_pass_nothing_reaches_a_loss() {
    Network network = UnrolledNetworks.small(Mode.EVALUATION, 2);
    assertThat(Unrolling.of(network).orElseThrow().layers())
        .contains(new Unrolling.Layer("recurrent", 4, 2, Optional.empty()));
    assertThat(Unrolling.of(TestNetworks.small(Mode.EVALUATION, 2))).isEmpty();
  }
}
