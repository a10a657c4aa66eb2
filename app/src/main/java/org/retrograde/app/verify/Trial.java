// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.math.BigDecimal;
import org.retrograde.app.experiment.Experiment;

/**
 * A run of a verification.
 *
 * @param run the experiment, with one rule and one seed
 * @param rate its learning rate
 * @param search whether it only serves to choose the rate
 * @param epochsBefore how many epochs of the verification come before its own
 * @param totalEpochs the epochs of the whole verification
 */
public record Trial(
    Experiment run, double rate, boolean search, long epochsBefore, long totalEpochs) {

  /**
   * Returns its length.
   *
   * @return epochs, at least 1
   */
  public int epochs() {
    return run.training().plan().epochs();
  }

  /** The name of its folder: it tells the trial from all others of a claim. */
  String folderName() {
    String end = search ? "-search" : "";
    return run.rule().label() + "-rate" + rateText() + "-epochs" + epochs() + end;
  }

  /**
   * Returns the learning rate in digits, without an exponent.
   *
   * @return for example {@code 0.0003}
   */
  public String rateText() {
    return plain(rate);
  }

  /** Java writes numbers below a thousandth with an exponent, which people do not. */
  static String plain(double value) {
    boolean small = value != 0 && Math.abs(value) < 1e-3;
    return small
        ? new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
