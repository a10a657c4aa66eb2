// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Tensor;

/**
 * A layer to read.
 *
 * @param name its name, without a step
 * @param unrolled whether it has an output for each of several steps
 * @param moments its outputs, in the order of their steps; one if it is not unrolled
 */
public record FeatureLayer(String name, boolean unrolled, List<Moment> moments) {

  private static final long STEP_MILLISECONDS = 10;

  /** Copies the list. */
  public FeatureLayer {
    moments = List.copyOf(moments);
  }

  /**
   * What a layer puts out in one step.
   *
   * @param step the step, counted from 0 at the image's onset
   * @param tensor its values; of one row if they are the same for all images
   * @param driven whether the image can have reached the layer by then
   */
  public record Moment(int step, Tensor tensor, boolean driven) {

    /**
     * Says when the step begins.
     *
     * @return milliseconds after the image's onset
     */
    public long milliseconds() {
      return STEP_MILLISECONDS * step;
    }
  }

  /**
   * Leaves out the steps before a start.
   *
   * @param start with which step it begins
   * @return the layer from there on
   * @throws RetrogradeException if no step is left
   */
  FeatureLayer from(StartConvention start) {
    if (!unrolled || start == StartConvention.ALL) {
      return this;
    }
    int first = moments.stream().filter(Moment::driven).mapToInt(Moment::step).min().orElse(-1);
    int from = start == StartConvention.ZOO ? first + 1 : first;
    List<Moment> left = moments.stream().filter(moment -> moment.step() >= from).toList();
    if (first < 0 || left.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "layer '" + name + "'",
              moments.size()
                  + " steps, "
                  + (first < 0 ? "none" : "only the last")
                  + " driven by the"
                  + " image",
              "at least one step to write",
              "raise the architecture's number of steps with --set, leave the layer out, or write"
                  + " --start all"));
    }
    return new FeatureLayer(name, true, left);
  }

  /**
   * Returns the shape of what it puts out for one image in one step.
   *
   * @return height, width and channels, or the number of features
   */
  public List<Integer> shape() {
    List<Integer> shape = moments.get(0).tensor().shape();
    return shape.subList(1, shape.size());
  }
}
