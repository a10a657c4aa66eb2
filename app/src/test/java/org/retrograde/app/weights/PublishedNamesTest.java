// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.WeightFile;
import org.retrograde.convrnn.graph.CheckpointEntry;
import org.retrograde.convrnn.zoo.ZooCell;
import org.retrograde.convrnn.zoo.ZooDepth;
import org.retrograde.convrnn.zoo.ZooModel;
import org.retrograde.engine.checkpoint.NamedArray;

final class PublishedNamesTest {

  private static final String KERNEL = "tnn_model/conv1/pre_0/weights_";

  /** Two inputs of 1 and 2 channels, a kernel of 2 pixels, 2 outputs. */
  private static PublishedNames joined() {
    return new PublishedNames(
        List.of(
            new CheckpointEntry(
                "conv1/pre0.W",
                List.of(1, 2, 3, 2),
                List.of(
                    new CheckpointEntry.Variable(KERNEL + "basenet", List.of(1, 2, 1, 2)),
                    new CheckpointEntry.Variable(KERNEL + "0", List.of(1, 2, 2, 2))))));
  }

  private static NamedArray numbers(int first, Long... shape) {
    int size = List.of(shape).stream().reduce(1L, Math::multiplyExact).intValue();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = first + i;
    }
    return new NamedArray(List.of(shape), values);
  }

  private static WeightFile theirs() {
    Map<String, NamedArray> arrays = new LinkedHashMap<>();
    arrays.put(KERNEL + "basenet", numbers(0, 1L, 2L, 1L, 2L));
    arrays.put(KERNEL + "0", numbers(10, 1L, 2L, 2L, 2L));
    return new WeightFile("theirs.npz", arrays);
  }

  @Test
  void kernels_of_several_inputs_are_joined_along_input_channels_and_parted_again() {
    WeightFile own = joined().toOwn(theirs());
    assertThat((float[]) own.arrays().get("conv1/pre0.W").values())
        .containsExactly(0, 1, 10, 11, 12, 13, 2, 3, 14, 15, 16, 17);
    assertThat(joined().toPublished(own).arrays())
        .usingRecursiveComparison()
        .isEqualTo(theirs().arrays());
  }

  @Test
  void what_else_a_checkpoint_holds_is_passed_over_but_nothing_unknown() {
    WeightFile more =
        theirs()
            .with(
                Map.of(
                    "global_step",
                    NamedArray.scalar(5),
                    KERNEL + "0/Momentum",
                    numbers(0, 1L),
                    "tnn_model/conv1/memory_decay",
                    numbers(0, 1L)));
    assertThat(joined().toOwn(more).arrays()).containsOnlyKeys("conv1/pre0.W");
    WeightFile wrong = theirs().where(name -> name.endsWith("basenet"));
    assertThatThrownBy(() -> joined().toOwn(wrong.with(Map.of(KERNEL + "1", numbers(0, 1L)))))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("1 missing: " + KERNEL + "0 (nearest: " + KERNEL + "1)")
        .hasMessageContaining("1 surplus: " + KERNEL + "1 (nearest: " + KERNEL + "0)");
  }

  @Test
  void weights_that_no_published_network_has_are_named() {
    ZooModel model = ZooModel.published(ZooDepth.SHALLOW, ZooCell.GRU);
    assertThatThrownBy(() -> PublishedNames.of(model.graph(), Set.of("conv1/pre0.W", "mine.W")))
        .hasMessageContaining("1 weights without a published name: mine.W");
    assertThat(PublishedNames.of(model.graph(), Set.of("conv1/pre0.W")).shapes())
        .containsExactly(
            Map.entry("tnn_model/conv1/pre_0/weights_basenet", List.of(7L, 7L, 3L, 64L)));
  }
}
