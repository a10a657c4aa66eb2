// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.experiment.NeuronKeys;
import org.retrograde.app.features.FeatureLayer;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.neural.simulation.PopulationSpec;
import org.retrograde.neural.simulation.SimulatedRecording;
import org.retrograde.neural.simulation.TunedLayer;

/**
 * Simulates a recording of neuroids that follow layers of a file of features.
 *
 * @param spec what neuroids are like
 * @param seed what they are drawn from
 */
public record Simulation(PopulationSpec spec, long seed) {

  /**
   * Makes the recording.
   *
   * @param features the features of the stimuli
   * @param regions the region of the neuroids that follow each layer, by layer
   * @return the recording, to be written
   * @throws RetrogradeException if a layer is not in the file, or rows have no names
   */
  public SimulatedRecording of(FeatureFile features, Map<String, String> regions) {
    List<String> stimuli =
        features
            .names()
            .orElseThrow(
                () ->
                    refusal(
                        features, "rows without names", "an array 'ids' or 'files'", "add one"));
    List<TunedLayer> layers = new ArrayList<>();
    regions.forEach((name, region) -> layers.add(layer(features, stimuli, name, region)));
    requireSameSteps(layers, features.file().toString());
    layers.forEach(layer -> requireFollowable(layer, stimuli, features));
    return new SimulatedRecording(spec, layers, stimuli, features.objects(), seed);
  }

  /**
   * Returns the values of a population.
   *
   * @param keys values of {@link NeuronKeys#population()}
   * @return what neuroids are like
   */
  public static PopulationSpec population(Parameters keys) {
    return new PopulationSpec(
        keys.size("neuroids"),
        keys.decimal("correlation"),
        keys.decimal("reliability"),
        keys.size("repetitions"),
        keys.size("latency"),
        keys.size("units"));
  }

  /** A recording with the stimuli, neuroids and bins that it will have, and no responses. */
  SimulatedRecording planned(
      Map<FeatureLayer, String> regions,
      List<String> stimuli,
      Optional<List<String>> objects,
      String where) {
    List<TunedLayer> layers = new ArrayList<>();
    regions.forEach((layer, region) -> layers.add(planned(layer, region, stimuli.size())));
    requireSameSteps(layers, where);
    return new SimulatedRecording(spec, layers, stimuli, objects, seed);
  }

  private static TunedLayer planned(FeatureLayer layer, String region, int stimuli) {
    Matrix nothing = Matrix.zeros(stimuli, 1);
    List<FeatureLayer.Moment> moments = layer.moments();
    int last = moments.stream().mapToInt(FeatureLayer.Moment::step).max().orElseThrow();
    int first =
        moments.stream()
            .filter(FeatureLayer.Moment::driven)
            .mapToInt(FeatureLayer.Moment::step)
            .min()
            .orElse(0);
    return new TunedLayer(
        layer.name(), region, Collections.nCopies(last + 1, nothing), first, layer.unrolled());
  }

  private static void requireSameSteps(List<TunedLayer> layers, String where) {
    if (layers.stream().map(layer -> layer.steps().size()).distinct().count() > 1) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              "layers of different numbers of steps",
              "all with the same steps, or all without",
              "simulate them one by one"));
    }
  }

  /** Neuroids that follow nothing would be written with a correlation that they do not have. */
  private static void requireFollowable(
      TunedLayer layer, List<String> stimuli, FeatureFile features) {
    List<Matrix> driven = layer.steps().subList(layer.first(), layer.steps().size());
    double[] same = driven.get(0).row(0);
    boolean changes = false;
    for (Matrix step : driven) {
      for (int i = 0; i < step.rows(); i++) {
        for (int j = 0; j < step.columns(); j++) {
          requireFinite(step.at(i, j), layer.layer(), stimuli.get(i), features);
          changes |= step.at(i, j) != same[j];
        }
      }
    }
    if (!changes) {
      throw refusal(
          features,
          "layer '" + layer.layer() + "', which gives every stimulus the same activations",
          "a layer whose activations differ between stimuli, so that neuroids can follow them",
          "name another layer");
    }
  }

  private static void requireFinite(
      double value, String layer, String stimulus, FeatureFile features) {
    if (!Double.isFinite(value)) {
      throw refusal(
          features,
          value + " in layer '" + layer + "' for stimulus '" + stimulus + "'",
          "finite activations",
          "leave out this stimulus, or check the network's weights");
    }
  }

  private static TunedLayer layer(
      FeatureFile features, List<String> stimuli, String name, String region) {
    FeatureFile.Layer layer = features.layers().get(name.replace('/', '.'));
    if (layer == null) {
      throw refusal(
          features,
          "no layer '" + name + "'",
          "one of " + String.join(", ", features.layers().keySet()),
          "name one of them");
    }
    FeatureActivations activations = new FeatureActivations(features, layer, stimuli);
    Optional<ModelSteps> steps = activations.steps();
    if (steps.isEmpty()) {
      Activations still = activations.still(Readout.LAST, Readout.usualWindow()).values();
      return new TunedLayer(name, region, List.of(whole(still)), 0, false);
    }
    return new TunedLayer(
        name,
        region,
        steps.get().steps().stream().map(Simulation::whole).toList(),
        steps.get().first(),
        true);
  }

  private static Matrix whole(Activations activations) {
    return activations.units(0, activations.units());
  }

  private static RetrogradeException refusal(
      FeatureFile features, String found, String expected, String advice) {
    return RetrogradeException.usage(
        new Problem(features.file().toString(), found, expected, advice));
  }
}
