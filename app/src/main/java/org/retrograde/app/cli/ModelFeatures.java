// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.app.features.ModelExtraction;
import org.retrograde.app.neural.ExtractedFeatures;
import org.retrograde.app.neural.FeatureSource;
import org.retrograde.app.run.EngineStarter;

/** The features of a model: a file of them, or what is extracted into one first. */
final class ModelFeatures {

  private ModelFeatures() {}

  /**
   * Finds them.
   *
   * @param model a run folder, an experiment file or an {@code .npz} file
   * @param out the folder in which extracted features are written
   * @param layers the layers to extract, or {@code all}
   * @param option the option that names them
   */
  static FeatureSource of(
      Path model,
      Path out,
      List<String> layers,
      String option,
      Invocation invocation,
      Workbench bench) {
    if (model.toString().endsWith(".npz")) {
      requireNoFeatureFlags(model, invocation);
      return FeatureSource.of(model);
    }
    FeatureFlags flags = FeatureFlags.of(invocation);
    ModelExtraction extraction =
        new ModelExtraction(starter(invocation, bench), flags.choice(), flags.reduction());
    return new ExtractedFeatures(
        step ->
            step.isPresent()
                ? ModelFlags.read(model, step, bench, invocation)
                : ModelFlags.read(model, bench, invocation),
        extraction,
        layers,
        "--" + option,
        out,
        new FeatureProgress(invocation));
  }

  static EngineStarter starter(Invocation invocation, Workbench bench) {
    return new EngineStarter(
        bench.catalog(), bench.kernels().get(), MachineOptions.of(invocation).data());
  }

  private static void requireNoFeatureFlags(Path model, Invocation invocation) {
    List<String> useless = new ArrayList<>(FeatureFlags.OPTIONS);
    useless.addAll(List.of(ModelFlags.CHECKPOINT, ExperimentFlags.SET));
    for (String option : useless) {
      if (invocation.has(option)) {
        throw Invocation.usage(
            "--" + option,
            "features that are already in " + model,
            "a run folder or an experiment file, whose features are still to be made",
            "remove it");
      }
    }
  }
}
