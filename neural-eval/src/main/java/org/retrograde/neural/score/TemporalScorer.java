// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.assembly.TimeBin;

/** Scores predictions of responses over time. */
public final class TemporalScorer {

  /**
   * Scores.
   *
   * @param request what from
   * @param listener hears of each fit
   * @return the scores of all bins
   * @throws RetrogradeException as {@link PredictivityScorer#score}, or if activations that change
   *     over time are to be flattened
   */
  public TemporalScore score(TemporalRequest request, ScoreListener listener) {
    List<PredictivityScore> scores =
        switch (request.mode()) {
          case PER_BIN -> perBin(request, listener);
          case SHARED -> shared(request, listener);
          case FLATTENED -> flattened(request, listener);
        };
    TemporalScore score =
        new TemporalScore(
            request.mode(),
            request.responses().bins(),
            scores,
            request.ceilingThreshold(),
            List.of());
    return score.withWarnings(warnings(request, score));
  }

  private static List<String> warnings(TemporalRequest request, TemporalScore score) {
    List<String> warnings = new ArrayList<>();
    if (request.mode() == TemporalMode.SHARED && request.activations().isStatic()) {
      warnings.add(
          "activations are the same in every time bin: one mapping for all bins can predict the"
              + " mean over time only");
    }
    if (!score.dropped().isEmpty()) {
      warnings.add(
          "not normalised, with a ceiling below "
              + score.ceilingThreshold()
              + ": "
              + String.join(", ", score.dropped().stream().map(TimeBin::toString).toList()));
    }
    return warnings;
  }

  private static List<PredictivityScore> perBin(TemporalRequest request, ScoreListener listener) {
    int bins = request.responses().bins().size();
    int folds = request.folds().size();
    List<PredictivityScore> scores = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      int before = bin * folds;
      ScoreListener ofAll = (done, total) -> listener.fitted(before + done, bins * folds);
      scores.add(new PredictivityScorer().score(request.bin(bin), ofAll));
    }
    return scores;
  }

  private static List<PredictivityScore> shared(TemporalRequest request, ScoreListener listener) {
    TemporalPreparation preparation = TemporalPreparation.of(request);
    int bins = request.responses().bins().size();
    int rows = request.responses().stimuli().size();
    int sourceRows = request.activations().stimuli().size();
    int[] sources =
        IntStream.range(0, bins * rows)
            .map(i -> i / rows * sourceRows + preparation.pairing().sources()[i % rows])
            .toArray();
    List<Fold> folds =
        preparation.folds().stream()
            .map(f -> new Fold(inAllBins(f.train(), bins, rows), inAllBins(f.test(), bins, rows)))
            .toList();
    List<CrossValidation.Outcome> outcomes =
        new CrossValidation(
                new StackedActivations(request.activations().bins()),
                sources,
                StackedActivations.stacked(preparation.responses()),
                request.mapping())
            .run(folds, listener);
    return IntStream.range(0, bins)
        .mapToObj(bin -> preparation.score(bin, outcomes, o -> rowsOf(o.predicted(), bin, bins)))
        .toList();
  }

  private static int[] inAllBins(int[] rows, int bins, int stimuli) {
    return IntStream.range(0, bins)
        .flatMap(bin -> IntStream.of(rows).map(row -> bin * stimuli + row))
        .toArray();
  }

  private static Matrix rowsOf(Matrix all, int bin, int bins) {
    int size = all.rows() / bins;
    return all.rows(IntStream.range(bin * size, (bin + 1) * size).toArray());
  }

  private static List<PredictivityScore> flattened(
      TemporalRequest request, ScoreListener listener) {
    if (!request.activations().isStatic()) {
      throw RetrogradeException.usage(
          new Problem(
              "mode '" + TemporalMode.FLATTENED.key() + "'",
              "activations that change over time",
              "the same activations in every bin",
              "use mode '" + TemporalMode.SHARED.key() + "', or one time step"));
    }
    TemporalPreparation preparation = TemporalPreparation.of(request);
    List<CrossValidation.Outcome> outcomes =
        new CrossValidation(
                request.activations().bins().get(0),
                preparation.pairing().sources(),
                sideBySide(preparation.responses()),
                request.mapping())
            .run(preparation.folds(), listener);
    int bins = request.responses().bins().size();
    return IntStream.range(0, bins)
        .mapToObj(bin -> preparation.score(bin, outcomes, o -> columns(o.predicted(), bin, bins)))
        .toList();
  }

  private static Matrix sideBySide(List<Matrix> bins) {
    int columns = bins.get(0).columns();
    Matrix result = Matrix.zeros(bins.get(0).rows(), bins.size() * columns);
    for (int bin = 0; bin < bins.size(); bin++) {
      for (int i = 0; i < result.rows(); i++) {
        System.arraycopy(
            bins.get(bin).values(),
            i * columns,
            result.values(),
            i * result.columns() + bin * columns,
            columns);
      }
    }
    return result;
  }

  private static Matrix columns(Matrix all, int bin, int bins) {
    int count = all.columns() / bins;
    Matrix result = Matrix.zeros(all.rows(), count);
    for (int i = 0; i < all.rows(); i++) {
      int from = i * all.columns() + bin * count;
      System.arraycopy(all.values(), from, result.values(), i * count, count);
    }
    return result;
  }
}
