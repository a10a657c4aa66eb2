// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;

/** Reads what networks are scored against when they are trained. */
final class NeuronParser {

  private static final String EXAMPLE = "{assembly: recording.nc}";
  private static final String SIMULATION = "{seed: 9, layers: [conv5=IT]}";

  private final ExperimentSchema schema;
  private final ArchitectureParser architectures;

  NeuronParser(ExperimentSchema schema, ArchitectureParser architectures) {
    this.schema = schema;
    this.architectures = architectures;
  }

  Optional<NeuronSettings> parse(
      Map<String, Object> raw, DatasetSettings dataset, KeyLocation location) {
    if (!raw.containsKey(NeuronKeys.SECTION)) {
      return Optional.empty();
    }
    Map<String, Object> values =
        SectionBinder.map(raw.get(NeuronKeys.SECTION), location.of(NeuronKeys.SECTION), EXAMPLE);
    KeyLocation inside = location.inside(NeuronKeys.SECTION);
    Bound bound = SectionBinder.bind(schema.neurons(), values, inside, Set.of(NeuronKeys.SIMULATE));
    Optional<SimulationSettings> simulation = simulation(values, inside);
    requireOne(bound.keys(), simulation, inside);
    requireUsed(values, bound.keys(), inside);
    requireHeldOut(bound.keys(), dataset, inside);
    requireRegions(bound.keys(), simulation, inside);
    Bound metric = bound.section(NeuronKeys.METRIC);
    return Optional.of(
        new NeuronSettings(
            bound.keys(), new PluginChoice(metric.option(), metric.optionKeys()), simulation));
  }

  private Optional<SimulationSettings> simulation(
      Map<String, Object> values, KeyLocation location) {
    if (!values.containsKey(NeuronKeys.SIMULATE)) {
      return Optional.empty();
    }
    Map<String, Object> raw =
        SectionBinder.map(
            values.get(NeuronKeys.SIMULATE), location.of(NeuronKeys.SIMULATE), SIMULATION);
    KeyLocation inside = location.inside(NeuronKeys.SIMULATE);
    Bound bound =
        SectionBinder.bind(
            ExperimentSchema.simulation(), raw, inside, Set.of(ArchitectureParser.ONE));
    requirePairs(bound.keys(), inside);
    @Nullable Object followed = raw.get(ArchitectureParser.ONE);
    return Optional.of(
        new SimulationSettings(
            bound.keys(),
            followed == null
                ? Optional.empty()
                : Optional.of(architectures.one(followed, ArchitectureParser.ONE, inside))));
  }

  private static void requireOne(
      Parameters keys, Optional<SimulationSettings> simulation, KeyLocation location) {
    boolean recorded = keys.has(NeuronKeys.ASSEMBLY);
    if (recorded == simulation.isPresent()) {
      throw problem(
          location.of(recorded ? NeuronKeys.SIMULATE : NeuronKeys.ASSEMBLY),
          recorded ? "assembly and simulate" : "neither assembly nor simulate",
          "one of the two",
          recorded ? "remove 'assembly' or 'simulate'" : "write 'assembly: recording.nc'");
    }
    if (!recorded && keys.has("stimuli")) {
      throw problem(
          location.of("stimuli"),
          "a stimulus set of simulated neurons",
          "one only beside 'assembly'",
          "remove it");
    }
  }

  private static void requireUsed(Map<String, Object> raw, Parameters keys, KeyLocation location) {
    NeuronKeys.unused(keys)
        .forEach(
            (key, why) -> {
              if (raw.containsKey(key)) {
                throw problem(location.of(key), why, "no such key", "remove it");
              }
            });
  }

  private static void requireHeldOut(
      Parameters keys, DatasetSettings dataset, KeyLocation location) {
    if (keys.text(NeuronKeys.PART).equals(NeuronKeys.VALIDATION)
        && !keys.has(NeuronKeys.IMAGES)
        && dataset.preparation().validation() == 0) {
      throw problem(
          location.of(NeuronKeys.PART),
          "validation, for an experiment that holds no images out",
          "test or train",
          "write 'part: test', or set dataset.validation");
    }
  }

  private static void requireRegions(
      Parameters keys, Optional<SimulationSettings> simulation, KeyLocation location) {
    if (simulation.isEmpty()) {
      return;
    }
    List<String> known =
        simulation.get().keys().texts(NeuronKeys.LAYERS).stream()
            .map(pair -> pair.substring(pair.lastIndexOf('=') + 1).strip())
            .distinct()
            .toList();
    for (String region : keys.texts(NeuronKeys.REGIONS)) {
      if (!known.contains(region)) {
        throw problem(
            location.of(NeuronKeys.REGIONS),
            "'" + region + "', which is not simulated",
            "some of " + String.join(", ", known),
            "correct it, or add it to simulate.layers");
      }
    }
  }

  private static void requirePairs(Parameters keys, KeyLocation location) {
    List<String> pairs = keys.texts(NeuronKeys.LAYERS);
    List<String> wrong =
        pairs.stream().filter(pair -> !pair.matches("\\s*\\S.*=\\s*\\S.*")).toList();
    Set<String> layers = new HashSet<>();
    boolean twice =
        pairs.stream()
            .filter(pair -> !wrong.contains(pair))
            .anyMatch(pair -> !layers.add(pair.substring(0, pair.lastIndexOf('=')).strip()));
    if (pairs.isEmpty() || !wrong.isEmpty() || twice) {
      throw problem(
          location.of(NeuronKeys.LAYERS),
          pairs.isEmpty()
              ? "no layer"
              : (wrong.isEmpty() ? pairs : wrong)
                  .stream().collect(Collectors.joining(", ", "'", "'")),
          "LAYER=REGION, each layer once",
          "write for example [conv5=IT]");
    }
    if (keys.decimal("reliability") == 0) {
      throw problem(
          location.of("reliability"), "0.0", "above 0 and at most 1", "write for example 0.8");
    }
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
