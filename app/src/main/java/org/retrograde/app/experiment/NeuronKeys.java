// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.neural.score.TemporalMode;

/**
 * The keys of {@code neurons}: what networks are scored against, and how. Options of the commands
 * that score and simulate take their ranges and defaults from here.
 */
public final class NeuronKeys {

  /** The section. */
  public static final String SECTION = "neurons";

  /** The mapping or metric if nobody says otherwise. */
  public static final String USUAL_METRIC = "pls";

  /** What turns a choice off. */
  public static final String NONE = "none";

  static final String SIMULATE = "simulate";
  static final String METRIC = "metric";
  static final String ASSEMBLY = "assembly";
  static final String LAYERS = "layers";
  static final String REGIONS = "regions";
  static final String PART = "part";
  static final String VALIDATION = "validation";
  static final String IMAGES = "images";
  static final String PROJECTION_SEED = "projectionSeed";
  private static final String REDUCE = "reduce";
  private static final int MANY = 1_000_000;
  private static final int SPLITS = 10_000;
  private static final int HALVINGS = 100_000;
  private static final int STEPS = 1000;
  private static final int DRAWS = 1000;

  private NeuronKeys() {}

  /**
   * Returns the keys that say against what networks are scored.
   *
   * @return the recording, its stimuli, and the layers and regions
   */
  static ParameterTable data() {
    return ParameterTable.of(
        ParameterSpec.text(
                ASSEMBLY,
                null,
                "the recording: .nc (BrainIO), .nwb, .npz or .csv; none with 'simulate'")
            .asOptional(),
        ParameterSpec.text(
                "stimuli", null, "the stimulus set, .csv: columns stimulus_id and filename")
            .asOptional(),
        ParameterSpec.texts(
            LAYERS, List.of("all"), "layers without '@step', which every network has; or all"),
        ParameterSpec.texts(REGIONS, List.of(), "regions of the recording; by default each"));
  }

  /**
   * Returns the keys that say which images are shown and what becomes of layers' outputs.
   *
   * @return the keys
   */
  public static ParameterTable images() {
    return ParameterTable.of(
        ParameterSpec.text(
                IMAGES, null, "a folder of images; without it, some of the dataset's own")
            .asOptional(),
        ParameterSpec.choice(
            PART, "test", List.of("test", "train", VALIDATION), "which of the dataset's images"),
        ParameterSpec.integer(
                "limit", "images", 1, 1, Integer.MAX_VALUE, "the first so many; by default all")
            .asOptional(),
        ParameterSpec.text(
            REDUCE,
            "mean",
            "mean (over positions), flatten, or random:D, a sparse random projection to D values"),
        ParameterSpec.integer(
            PROJECTION_SEED, "1", 1, 0, Integer.MAX_VALUE, "what random:D is drawn from"));
  }

  /** The keys of {@link #images()} that the others leave without a use, and why. */
  static Map<String, String> unused(Parameters keys) {
    Map<String, String> unused = new LinkedHashMap<>();
    if (keys.has(IMAGES)) {
      unused.put(PART, "a part of the dataset beside a folder of images");
    }
    if (!keys.text(REDUCE).startsWith("random:")) {
      unused.put(PROJECTION_SEED, "a seed without a random projection");
    }
    return unused;
  }

  /**
   * Returns the keys that say how stimuli are divided.
   *
   * @return the keys
   */
  public static ParameterTable splits() {
    return ParameterTable.of(
        ParameterSpec.choice(
            "split",
            "shuffle",
            List.of("shuffle", "k-fold"),
            "how stimuli are divided: at random, each time anew, or into parts, each scored on"
                + " once"),
        ParameterSpec.integer("splits", "1", 10, 1, SPLITS, "divisions of the stimuli, or parts"),
        ParameterSpec.decimal(
                "train",
                "1",
                0,
                0,
                1,
                "the part that is fitted on, between 0 and 1; by default 0.9 for mappings, 0.5 for"
                    + " metrics; not with k-fold")
            .asOptional(),
        ParameterSpec.integer(
            "splitSeed",
            "1",
            1,
            0,
            Integer.MAX_VALUE,
            "what divisions are drawn from, as scikit-learn does"),
        ParameterSpec.text(
                "stratify",
                null,
                "a column of the recording whose values are spread evenly, or none; by default"
                    + " object_name or texture_type, if there is one")
            .asOptional(),
        ParameterSpec.text(
                "group",
                null,
                "a column of the recording or the stimulus set of which no value may be on both"
                    + " sides; by default none")
            .asOptional());
  }

  /**
   * Returns the keys that say how layers are scored.
   *
   * @return the keys
   */
  public static ParameterTable scoring() {
    return ParameterTable.of(
        ParameterSpec.choice(
            "readout",
            "window",
            List.of("window", "mean", "last"),
            "which steps of an unrolled layer count in the table: those in the time window, all"
                + " driven ones, or the last"),
        ParameterSpec.text(
                "window",
                null,
                "FROM-TO, the time over which responses are averaged, in ms; by default 70-170, as"
                    + " far as it was recorded")
            .asOptional(),
        ParameterSpec.text(
                "course",
                null,
                "scores over time: "
                    + String.join(", ", TemporalMode.keys())
                    + " or none; by default shared where there are several time bins and a mapping")
            .asOptional(),
        ParameterSpec.integer(
            "latency", "steps", 5, 0, STEPS, "the most that neurons may lag behind the network"),
        ParameterSpec.decimal(
            "ceilingThreshold", "1", 0.1, 0, 1, "ceilings below are not divided by"),
        ParameterSpec.integer(
            "bootstrap", "1", DRAWS, 1, MANY, "samples of neuroids behind intervals"),
        ParameterSpec.integer(
            "consistency",
            "1",
            0,
            0,
            HALVINGS,
            "random halves of the trials behind the best layer's noise-corrected consistency, 0 for"
                + " none"));
  }

  /**
   * Returns the key that says which checkpoints are scored too.
   *
   * @return the key
   */
  public static ParameterSpec every() {
    return ParameterSpec.integer(
            "predictivityEvery",
            "steps",
            1,
            1,
            Integer.MAX_VALUE,
            "score the checkpoints kept after every so many steps too; by default none")
        .asOptional();
  }

  /**
   * Returns the keys that say what simulated neuroids are like.
   *
   * @return the keys
   */
  public static ParameterTable population() {
    return ParameterTable.of(
        ParameterSpec.integer(
            "neuroids", "1", 32, 1, MANY, "simulated neuroids that follow each layer"),
        ParameterSpec.decimal(
            "correlation",
            "1",
            0.8,
            0,
            1,
            "between a neuroid without noise and the layer's best prediction"),
        ParameterSpec.decimal(
            "reliability", "1", 0.8, 0, 1, "of the mean over repetitions; above 0"),
        ParameterSpec.integer("repetitions", "1", 20, 1, MANY, "trials of each stimulus"),
        ParameterSpec.integer("latency", "steps", 0, 0, STEPS, "that neurons are behind"),
        ParameterSpec.integer("units", "1", 16, 1, MANY, "units that a neuroid listens to"));
  }

  /** What is simulated: the keys besides those of {@link #population()}. */
  static ParameterTable simulated() {
    return ParameterTable.of(
        ParameterSpec.integer(
                "seed",
                "1",
                1,
                0,
                Integer.MAX_VALUE,
                "what the network that they follow is drawn from, and they themselves; another than"
                    + " those of runs")
            .asRequired(),
        ParameterSpec.texts(
                LAYERS,
                List.of(),
                "LAYER=REGION, layers and the region of the neuroids that follow them")
            .asRequired());
  }
}
