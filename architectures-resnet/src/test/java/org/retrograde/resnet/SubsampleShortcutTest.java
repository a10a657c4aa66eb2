// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;

final class SubsampleShortcutTest {

  @Test
  void every_second_pixel_is_kept_and_zeros_stand_on_both_sides_of_the_channels() {
    NetworkBuilder builder =
        new NetworkBuilder(Mode.EVALUATION, DataType.FLOAT, 1, new ImageShape(3, 3, 2), 2);
    ResidualLayers layers =
        new ResidualLayers(builder, new Initializer.GlorotUniform(), BatchNormDefaults.standard());

    Tensor y = Shortcut.subsample(layers).append("block", builder.input(), 4, 2);

    float[] pixels = new float[18];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i + 1;
    }
    INDArray result =
        y.variable()
            .getSameDiff()
            .outputSingle(
                Map.of("input", Nd4j.createFromArray(pixels).reshape(1, 3, 3, 2)),
                y.variable().name());
    assertThat(result.shape()).containsExactly(1, 2, 2, 4);
    assertThat(result.dup('c').data().asFloat())
        .containsExactly(0, 1, 2, 0, 0, 5, 6, 0, 0, 13, 14, 0, 0, 17, 18, 0);
  }
}
