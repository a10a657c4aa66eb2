// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;
import java.util.Map;
import org.retrograde.app.experiment.Claim.RateSearch;

/**
 * One rule of a claim.
 *
 * @param label the rule's label
 * @param published the published test error in %
 * @param band by how much the error may exceed the published one, in points, at least 0
 * @param rates the learning rates to choose from, at least one
 * @param experiment the experiment with this rule
 */
public record ClaimEntry(
    String label, double published, double band, List<Double> rates, Document experiment) {

  private static final String RATE = "training.task.learningRate";
  private static final String EPOCHS = "training.epochs";

  /** Copies the rates. */
  public ClaimEntry {
    rates = List.copyOf(rates);
  }

  /**
   * Returns the experiment with a learning rate.
   *
   * @param rate the rate
   * @return keys and values
   */
  public Document withRate(double rate) {
    return experiment.with(RATE, rate, "rates");
  }

  /**
   * Returns the experiment with a learning rate and another length.
   *
   * @param rate the rate
   * @param epochs the number of epochs
   * @return keys and values
   */
  public Document withRate(double rate, int epochs) {
    return withRate(rate).with(EPOCHS, (long) epochs, "--epochs");
  }

  /**
   * Returns the experiment by which a learning rate is judged.
   *
   * @param rate the rate
   * @param epochs the number of epochs
   * @param search how rates are judged
   * @return keys and values
   */
  public Document searching(double rate, int epochs, RateSearch search) {
    return withRate(rate, epochs)
        .with("training.task.schedule", Map.of("id", "constant"), "search")
        .with("dataset.validation", search.validation(), "search");
  }
}
