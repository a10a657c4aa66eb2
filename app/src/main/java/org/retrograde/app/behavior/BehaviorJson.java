// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.neural.behaviour.BehaviouralScore;
import org.retrograde.neural.behaviour.SolutionTimeScore;

/** Every number of a comparison of behaviour, as it stands in {@code behavior.json}. */
public final class BehaviorJson {

  private BehaviorJson() {}

  /**
   * Returns what was compared on choices.
   *
   * @param settings how
   * @param data the choices
   * @param layers what was found
   * @return maps, lists, numbers and texts
   */
  public static Map<String, Object> choices(
      BehaviorSettings settings, ChoiceData data, List<LayerChoices> layers) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("classifier", settings.forChoices().id());
    json.put("readout", settings.readout().id());
    json.put("formula", "r/sqrt(c)");
    json.put("objects", data.objects());
    json.put("trainStimuli", data.train().size());
    json.put("testStimuli", data.test().size());
    json.put("shownStimuli", data.shown());
    json.put("trials", data.trials().count());
    json.put("excluded", data.excluded());
    json.put("layers", layers.stream().map(BehaviorJson::layer).toList());
    return json;
  }

  private static Map<String, Object> layer(LayerChoices layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", layer.layer());
    json.put("units", layer.units());
    json.put("correct", layer.correct());
    json.put("i1", score(layer.i1()));
    json.put("i2n", score(layer.i2n()));
    return json;
  }

  private static Map<String, Object> score(BehaviouralScore score) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("raw", score.raw());
    json.put("error", score.error());
    json.put("ceiling", score.ceiling());
    json.put("ceilingError", score.ceilingError());
    json.put("normalized", score.score());
    return json;
  }

  /**
   * Returns what was compared on solution times.
   *
   * @param settings how
   * @param data the neurons' times
   * @param layers what was found
   * @return maps, lists, numbers and texts
   */
  public static Map<String, Object> times(
      BehaviorSettings settings, SolutionData data, List<LayerTimes> layers) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("classifier", settings.forTimes().id());
    json.put("formula", "r/c");
    json.put("ceiling", SolutionTimeScore.CEILING);
    json.put("splits", settings.splits());
    json.put("test", BehaviorSettings.TEST_SHARE);
    json.put("splitSeed", settings.splitSeed());
    json.put("stimuli", data.stimuli().size());
    json.put("solvedByNeurons", data.solved());
    json.put("excluded", data.excluded());
    json.put("layers", layers.stream().map(layer -> layer(data, layer)).toList());
    return json;
  }

  private static Map<String, Object> layer(SolutionData data, LayerTimes layer) {
    SolutionTimeScore score = layer.score();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", layer.layer());
    json.put("units", layer.units());
    json.put("firstStep", layer.first());
    json.put("lastStep", layer.last());
    json.put("raw", score.raw());
    json.put("error", score.error());
    json.put("normalized", score.score());
    json.put("shareSolved", score.shareSolved());
    json.put("warnings", score.warnings());
    json.put("ids", data.stimuli());
    json.put("neuralTimes", Arrays.stream(data.times()).boxed().toList());
    json.put("modelTimes", Arrays.stream(score.times()).boxed().toList());
    return json;
  }
}
