// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Course;
import org.retrograde.api.graph.Fans;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.rule.StepInputs;
import org.retrograde.engine.TestNetworks;

final class StepInputCollectorTest {

  private static final Initializer NORMAL = new Initializer.Normal(1);
  private static final Fans FANS = new Fans(1, 1);
  private static final List<Integer> SHAPE = List.of(2, 3);
  private static final Course FALLING = new Course(1, Course.Shape.LINEAR, -0.1, 0, 1, 0);

  private final Network network = TestNetworks.small(Mode.TRAINING, 2);
  private final StepInputCollector collector = new StepInputCollector(network);
  private final StepInputs inputs = collector.at("conv1");

  @Test
  void whoever_asks_twice_gets_the_same_variable() {
    SDVariable noise = inputs.draws("noise", NORMAL, FANS, SHAPE);
    assertThat(inputs.draws("noise", NORMAL, FANS, SHAPE)).isSameAs(noise);
    assertThat(collector.at("conv1").draws("noise", NORMAL, FANS, SHAPE)).isSameAs(noise);
    SDVariable falling = inputs.course("c", FALLING);
    assertThat(inputs.course("c", FALLING)).isSameAs(falling);
    assertThat(collector.all())
        .extracting(StepInput::name)
        .containsExactly("conv1/noise", "conv1/c");
    assertThat(noise.placeholderShape()).containsExactly(2, 3);
  }

  @Test
  void names_and_layers_tell_inputs_apart() {
    SDVariable noise = inputs.draws("noise", NORMAL, FANS, SHAPE);
    assertThat(inputs.draws("other", NORMAL, FANS, SHAPE)).isNotSameAs(noise);
    assertThat(collector.at("conv2").draws("noise", NORMAL, FANS, SHAPE)).isNotSameAs(noise);
    assertThat(collector.all()).hasSize(3);
  }

  @Test
  void a_name_has_one_meaning() {
    inputs.draws("noise", NORMAL, FANS, SHAPE);
    inputs.course("c", FALLING);
    refuse(() -> inputs.draws("noise", new Initializer.Normal(2), FANS, SHAPE), "conv1/noise");
    refuse(() -> inputs.draws("noise", NORMAL, new Fans(2, 1), SHAPE), "conv1/noise");
    refuse(() -> inputs.draws("noise", NORMAL, FANS, List.of(3, 2)), "conv1/noise");
    refuse(() -> inputs.course("c", Course.constant(1)), "conv1/c");
    refuse(() -> inputs.course("noise", FALLING), "conv1/noise");
    refuse(() -> inputs.draws("c", NORMAL, FANS, List.of(1)), "conv1/c");
    assertThat(collector.all()).hasSize(2);
  }

  private static void refuse(Runnable asking, String name) {
    assertThatThrownBy(asking::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a step input has one meaning")
        .hasMessageContaining(name);
  }
}
