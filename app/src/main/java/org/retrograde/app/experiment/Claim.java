// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;
import java.util.Optional;

/**
 * A published result that can be tried again.
 *
 * @param id what it is called on the command line
 * @param title one line
 * @param source the paper
 * @param note what the numbers are, and where the experiment departs from the published one
 * @param metric what is compared with the published number
 * @param needs what this program lacks to do the experiment, empty if nothing
 * @param minutes how long all of it takes, as measured; 0 if it was not
 * @param search how a learning rate is chosen where several are given
 * @param entries the rules with their published numbers, at least one, each label once
 */
public record Claim(
    String id,
    String title,
    String source,
    String note,
    Metric metric,
    Optional<String> needs,
    double minutes,
    RateSearch search,
    List<ClaimEntry> entries) {

  /** What is compared, in % of the test images that are classified wrongly. */
  public enum Metric {
    /** The epoch after which the error was smallest. */
    BEST_EPOCH("test-error-best-epoch", "test error in %, best epoch"),
    /** The last epoch. */
    LAST_EPOCH("test-error-last-epoch", "test error in %, last epoch");

    private final String id;
    private final String words;

    Metric(String id, String words) {
      this.id = id;
      this.words = words;
    }

    /**
     * Returns the word in files.
     *
     * @return for example {@code test-error-best-epoch}
     */
    public String id() {
      return id;
    }

    /**
     * Returns what it says to a reader.
     *
     * @return for example {@code test error in %, best epoch}
     */
    public String words() {
      return words;
    }
  }

  /**
   * How a learning rate is chosen: the network is trained with each, at a constant rate and without
   * some training images, and the rate with the smallest error on those is taken.
   *
   * @param epochs how long, at least 1
   * @param validation the share of training images that is held out, above 0 and below 1
   * @param lastEpochs over how many epochs at the end the error is averaged, at least 1
   * @param divergedError the error in % that counts for a run whose numbers stop being finite
   */
  public record RateSearch(int epochs, double validation, int lastEpochs, double divergedError) {}

  /** Copies the entries. */
  public Claim {
    entries = List.copyOf(entries);
  }
}
