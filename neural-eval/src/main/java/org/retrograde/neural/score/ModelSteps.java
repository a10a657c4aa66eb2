// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.neural.assembly.TimeBin;

/**
 * A layer's activations at each step of a network.
 *
 * @param stimuli the id of each row
 * @param steps X at each step from stimulus onset
 * @param first the first step at which the layer says anything; earlier ones are not used
 * @param duration of a step in ms; usual: 10
 */
public record ModelSteps(
    List<String> stimuli, List<Activations> steps, int first, double duration) {

  /** Copies the lists. */
  public ModelSteps {
    stimuli = List.copyOf(stimuli);
    steps = List.copyOf(steps);
  }

  /**
   * Steps beside the bins they answer.
   *
   * @param activations of the bins that a step answers
   * @param responses in these bins
   * @param lost the bins that no step answers
   */
  public record Aligned(
      TemporalActivations activations, TemporalResponses responses, List<TimeBin> lost) {}

  /**
   * Aligns steps with bins: the bin from {@code duration * k} ms is answered by step {@code k -
   * latency}. Bins for which there is no such step are left out, of fitting as of scoring.
   *
   * @param responses Y over time
   * @param latency how many steps neurons lag behind the network
   * @return what remains
   * @throws RetrogradeException if nothing remains
   */
  public Aligned align(TemporalResponses responses, int latency) {
    return align(responses, latency, answered(responses.bins(), latency));
  }

  Aligned align(TemporalResponses responses, int latency, List<Integer> places) {
    if (places.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "alignment of steps and time bins",
              "steps "
                  + first
                  + " to "
                  + (steps.size() - 1)
                  + " and a latency of "
                  + latency
                  + " steps, which answer none of the bins from "
                  + responses.bins().get(0),
              "at least one bin that starts where a step does",
              "run the network for more steps, or give later bins"));
    }
    List<Activations> bins =
        places.stream().map(i -> steps.get(step(responses.bins().get(i), latency))).toList();
    return new Aligned(
        new TemporalActivations(stimuli, bins), responses.only(places), responses.except(places));
  }

  List<Integer> answered(List<TimeBin> bins, int latency) {
    List<Integer> places = new ArrayList<>();
    IntStream.range(0, bins.size())
        .filter(i -> isAnswered(bins.get(i), latency))
        .forEach(places::add);
    return places;
  }

  private boolean isAnswered(TimeBin bin, int latency) {
    int step = step(bin, latency);
    boolean onGrid = Math.rint(bin.start() / duration) * duration == bin.start();
    return onGrid && step >= first && step < steps.size();
  }

  private int step(TimeBin bin, int latency) {
    return (int) Math.rint(bin.start() / duration) - latency;
  }
}
