// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.List;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;

/**
 * What object solution times are scored from. Images are rows everywhere, in one order.
 *
 * @param bins the activations in each time bin, ascending
 * @param starts the start of each bin in ms
 * @param labels the object of each image, from 0
 * @param objects how many objects there are
 * @param neural the time at which neurons solve each image in ms; NaN if they never do
 * @param thresholds the I1 that counts as solved, of each image
 * @param folds the divisions of images; published: ten, one tenth to score on, seed 1
 * @param readout how objects are told apart
 */
@SuppressWarnings("ArrayRecordComponent")
public record SolutionTimeRequest(
    List<? extends Activations> bins,
    double[] starts,
    int[] labels,
    int objects,
    double[] neural,
    double[] thresholds,
    List<Fold> folds,
    SoftmaxReadout readout) {

  /** Checks that everything has one length. */
  public SolutionTimeRequest {
    bins = List.copyOf(bins);
    folds = List.copyOf(folds);
    int images = labels.length;
    if (bins.isEmpty()
        || bins.size() != starts.length
        || neural.length != images
        || thresholds.length != images
        || bins.stream().anyMatch(bin -> bin.stimuli() != images)) {
      throw new IllegalArgumentException(
          "lengths differ: "
              + bins.size()
              + " bins, "
              + starts.length
              + " starts, "
              + images
              + " labels, "
              + neural.length
              + " times, "
              + thresholds.length
              + " thresholds");
    }
  }
}
