// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

/**
 * What a score will cost, to the order of magnitude, known before it starts.
 *
 * @param bytes of memory for products, factors and predictions; activations themselves are not
 *     counted
 * @param operations additions and multiplications
 */
public record ScoreCost(double bytes, double operations) {

  private static final double NUMBER = Double.BYTES;

  /** A factorisation of a symmetric matrix with its vectors takes about so many cubes. */
  private static final double FACTORISATION = 9;

  /** The product of all rows, that of a part, and its factors. */
  private static final double MATRICES = 3;

  /**
   * Estimates one score.
   *
   * @param request what would be scored
   * @return the cost
   */
  public static ScoreCost of(ScoreRequest request) {
    return of(
        request.activations().values().stimuli(),
        request.activations().values().units(),
        request.responses().neuroids().size(),
        request.folds().size());
  }

  /**
   * Estimates a trajectory's score.
   *
   * @param request what would be scored
   * @return the cost
   */
  public static ScoreCost of(TemporalRequest request) {
    double stimuli = request.activations().stimuli().size();
    double units = request.activations().bins().get(0).units();
    double neuroids = request.responses().neuroids().size();
    int bins = request.responses().bins().size();
    int folds = request.folds().size();
    return switch (request.mode()) {
      case SHARED -> of(stimuli * bins, units, neuroids, folds);
      case FLATTENED -> of(stimuli, units, neuroids * bins, folds);
      case PER_BIN -> {
        ScoreCost one = of(stimuli, units, neuroids, folds);
        yield new ScoreCost(one.bytes * bins, one.operations * bins);
      }
    };
  }

  /**
   * Estimates.
   *
   * @param rows stimuli, or pairs of stimulus and time bin
   * @param units columns of the activations
   * @param neuroids columns of the responses
   * @param folds fits
   * @return the cost
   */
  public static ScoreCost of(double rows, double units, double neuroids, double folds) {
    double side = Math.min(rows, units);
    double product = 2 * rows * units * side;
    double fit = FACTORISATION * side * side * side + 4 * rows * side * neuroids;
    return new ScoreCost(
        NUMBER * (MATRICES * side * side + (1 + folds) * rows * neuroids), product + folds * fit);
  }
}
