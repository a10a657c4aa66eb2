// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** Ridge regression whose penalty leaves the smallest errors on rows left out one at a time. */
public final class RidgeCv implements Mapping {

  private static final ParameterTable PARAMETERS =
      ParameterTable.of(
          ParameterSpec.decimals(
              "alphas",
              "squared activation",
              publishedPenalties(),
              1e-12,
              Double.MAX_VALUE,
              "penalties to choose from, the first of equally good ones"),
          ParameterSpec.flag(
              "alphaPerTarget", false, "whether each neuroid has a penalty of its own"));

  @Override
  public String id() {
    return "ridge-cv";
  }

  @Override
  public String description() {
    return "Ridge regression with the penalty that predicts left-out training stimuli best";
  }

  @Override
  public String source() {
    return "leave-one-out errors in closed form: Rifkin and Lippert 2007; scikit-learn's RidgeCV,"
        + " with the penalties of Brain-Score";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    List<Double> alphas = parameters.decimals("alphas");
    if (alphas.isEmpty() || train.length < 2) {
      throw RetrogradeException.usage(
          new Problem(
              "ridge-cv.alphas",
              alphas.size() + " penalties to try on " + train.length + " stimuli",
              "at least one penalty and two stimuli",
              "leave the key out for the usual 99 penalties"));
    }
    boolean perTarget = parameters.flag("alphaPerTarget");
    return activations.units() >= train.length
        ? dual(CentredKernel.of(activations, train), alphas, perTarget)
        : primal(CentredUnits.of(activations, train, false), alphas, perTarget);
  }

  private static Design dual(CentredKernel kernel, List<Double> alphas, boolean perTarget) {
    RidgeSpectrum spectrum = RidgeSpectrum.ofKernel(kernel.train());
    return responses -> {
      Centred y = Centred.of(responses);
      PenaltyChoice choice = new PenaltySearch(spectrum, y.values(), alphas).choose(perTarget);
      return new DualFit(kernel, choice.solution(), y, notes(choice));
    };
  }

  private static Design primal(CentredUnits units, List<Double> alphas, boolean perTarget) {
    RidgeSpectrum spectrum = RidgeSpectrum.ofUnits(units.scatter(), units.rows(units.train()));
    return responses -> {
      Centred y = Centred.of(responses);
      PenaltyChoice choice = new PenaltySearch(spectrum, y.values(), alphas).choose(perTarget);
      return new PrimalFit(units, choice.solution(), y, notes(choice));
    };
  }

  private static FitNotes notes(PenaltyChoice choice) {
    return new FitNotes(
        Map.of("alpha", choice.alphas(), "criterion", choice.criteria()), List.of());
  }

  /** The 99 penalties of Brain-Score. */
  private static List<Double> publishedPenalties() {
    List<Double> alphas = new ArrayList<>(List.of(0.01, 0.1, 0.5, 1.0, 10.0, 32.5, 55.0, 77.5));
    for (double decade = 1e2; decade < 1e6; decade *= 10) {
      for (int i = 0; i < 18; i++) {
        alphas.add(decade + i * (9 * decade / 18));
      }
    }
    for (int i = 0; i < 19; i++) {
      alphas.add(1e6 + i * (9e6 / 18));
    }
    return List.copyOf(alphas);
  }
}
