// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.EXACT;
import static org.retrograde.testkit.Tolerance.FLOAT;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** When what is shown reaches which layer, and what does not matter. */
final class TimingTest {

  private static final int BATCH = 3;
  private static final double WIDTH = 1.0 / 64;
  private static final ImageShape IMAGE = new ImageShape(32, 32, 1);

  @Test
  void layer_l_is_driven_from_step_l_minus_1_on() {
    Unrolled net = shallow(Map.of("presentation", "constant", "steps", 8));
    Map<String, INDArray> weights = net.weights(1, 0.3);
    List<String> layers = List.of("conv1", "conv2", "conv3", "conv4", "conv5", "imnetds");
    List<String> names = new ArrayList<>();
    layers.forEach(layer -> names.addAll(over(layer, 0, 8)));
    Set<String> same =
        same(
            net.layers(names, weights, images(1, IMAGE)),
            net.layers(names, weights, images(2, IMAGE)));
    for (int l = 0; l < layers.size(); l++) {
      for (int t = 0; t < 8; t++) {
        String name = layers.get(l) + "@" + t;
        assertThat(same.contains(name)).as(name).isEqualTo(t < l);
      }
    }
  }

  @Test
  void before_that_the_states_are_the_same_for_all_images_and_computed_once() {
    Unrolled net = shallow(Map.of());
    assertThat(net.network().layers().get("conv4@2").length(0)).isEqualTo(1);
    assertThat(net.network().layers().get("conv4@3").length(0)).isEqualTo(BATCH);
    assertThat(net.network().layers().get("imnetds@4").length(0)).isEqualTo(1);
    assertThat(net.network().logitsByStep().keySet()).first().isEqualTo(5);
  }

  /** The blank of step 12 reaches the logits in step 17, after the last of 16 steps. */
  @Test
  void at_the_training_length_the_blank_does_not_reach_the_logits() {
    Unrolled constant = shallow(Map.of("presentation", "constant"));
    INDArray x = images(1, IMAGE);
    requireSameLogits(constant, x, shallow(Map.of()), x, constant.weights(1, 0.3));
  }

  @Test
  void a_blank_from_step_10_reaches_the_logits_in_step_15() {
    Unrolled shown = shallow(Map.of("presentation", "constant", "steps", 17));
    Unrolled gone = shallow(Map.of("imageOff", 10, "steps", 17));
    Map<String, INDArray> weights = shown.weights(1, 0.3);
    INDArray x = images(1, IMAGE);
    List<String> names = over("imnetds", 5, 17);
    assertThat(same(shown.layers(names, weights, x), gone.layers(names, weights, x)))
        .containsExactlyElementsOf(over("imnetds", 5, 15));
  }

  @Test
  void a_movie_of_the_same_frame_is_that_image_throughout() {
    Unrolled movie =
        net(Map.of("presentation", "movie", "frames", 4), new ImageShape(32, 32, 4), BATCH);
    Unrolled constant = shallow(Map.of("presentation", "constant"));
    Map<String, INDArray> weights = constant.weights(1, 0.3);
    INDArray x = images(1, IMAGE);
    INDArray frames = Nd4j.concat(3, x, x, x, x);
    requireSameLogits(movie, frames, constant, x, weights);
  }

  @Test
  void frames_arrive_one_after_another() {
    Unrolled movie =
        net(Map.of("presentation", "movie", "frames", 8), new ImageShape(32, 32, 8), BATCH);
    Map<String, INDArray> weights = movie.weights(1, 0.3);
    INDArray frames = images(1, new ImageShape(32, 32, 8));
    INDArray changed = frames.dup();
    changed
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(3))
        .addi(1);
    List<String> names = over("imnetds", 0, 10);
    assertThat(same(movie.layers(names, weights, frames), movie.layers(names, weights, changed)))
        .containsExactlyElementsOf(over("imnetds", 0, 8));
  }

  /** Biases are 0, so that edges carry nothing before the image arrives. */
  @Test
  void feedback_from_conv8_to_conv5_changes_conv5_from_step_8_and_logits_from_14() {
    ImageShape image = new ImageShape(64, 64, 1);
    Unrolled net =
        net(Map.of("depth", "intermediate", "feedback", 2, "presentation", "constant"), image, 1);
    Map<String, INDArray> weights = net.weights(1, 0);
    weights.get("conv6/cell.out.feedback.W").assign(0);
    Map<String, INDArray> without = new HashMap<>(weights);
    INDArray kernel = weights.get("conv5/cell.out.feedback.W");
    without.put("conv5/cell.out.feedback.W", Nd4j.zerosLike(kernel));
    INDArray x = images(1, image).get(NDArrayIndex.interval(0, 1)).dup('c');
    Map<String, Integer> first = Map.of("conv4", 17, "conv5", 8, "conv8", 11, "imnetds", 14);
    List<String> names = new ArrayList<>();
    List<String> untouched = new ArrayList<>();
    first.forEach((layer, t) -> names.addAll(over(layer, 4, 17)));
    first.forEach((layer, t) -> untouched.addAll(over(layer, 4, t)));
    assertThat(same(net.layers(names, weights, x), net.layers(names, without, x)))
        .containsExactlyInAnyOrderElementsOf(untouched);
  }

  @Test
  void an_image_alone_gives_what_it_gives_among_others() {
    Unrolled many = shallow(Map.of());
    Unrolled one = net(Map.of(), IMAGE, 1);
    Map<String, INDArray> weights = many.weights(1, 0.3);
    INDArray x = images(1, IMAGE);
    List<String> names = List.of("conv3@7", "conv5@12", "imnetds@15");
    Map<String, INDArray> all = many.layers(names, weights, x);
    for (int i = 0; i < BATCH; i++) {
      INDArray image = x.get(NDArrayIndex.interval(i, i + 1)).dup('c');
      Map<String, INDArray> alone = one.layers(names, weights, image);
      for (String name : names) {
        INDArray among = all.get(name).get(NDArrayIndex.interval(i, i + 1));
        FLOAT.requireAgree(name, values(alone.get(name)), values(among));
      }
    }
  }

  private static List<String> over(String layer, int from, int to) {
    return IntStream.range(from, to).mapToObj(t -> layer + "@" + t).toList();
  }

  /** The layers that are the same in both, in order. */
  private static Set<String> same(Map<String, INDArray> one, Map<String, INDArray> other) {
    Set<String> same = new LinkedHashSet<>(one.keySet());
    same.removeIf(name -> !one.get(name).equals(other.get(name)));
    return same;
  }

  private static void requireSameLogits(
      Unrolled one, INDArray x, Unrolled other, INDArray y, Map<String, INDArray> weights) {
    List<String> last = List.of("imnetds@15");
    EXACT.requireAgree(
        "logits",
        values(one.layers(last, weights, x).get("imnetds@15")),
        values(other.layers(last, weights, y).get("imnetds@15")));
  }

  private static Unrolled shallow(Map<String, Object> more) {
    return net(more, IMAGE, BATCH);
  }

  private static Unrolled net(Map<String, Object> more, ImageShape image, int batch) {
    Map<String, Object> parameters = new HashMap<>(Map.of("width", WIDTH));
    parameters.putAll(more);
    return new Unrolled(parameters, image, 4, batch, DataType.FLOAT, new Nd4jKernels());
  }

  private static INDArray images(long seed, ImageShape shape) {
    RandomStream stream = RandomStream.of(seed, "images", 0);
    INDArray array =
        Nd4j.create(DataType.FLOAT, BATCH, shape.height(), shape.width(), shape.channels());
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, stream.nextGaussian());
    }
    return array;
  }

  private static double[] values(INDArray array) {
    return array.dup('c').data().asDouble();
  }
}
