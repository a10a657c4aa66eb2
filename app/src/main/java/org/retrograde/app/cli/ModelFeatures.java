// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.app.features.FeatureExtraction;
import org.retrograde.app.features.FeatureImages;
import org.retrograde.app.features.FeatureLayer;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.app.features.StartConvention;
import org.retrograde.app.neural.FeatureFile;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Model;
import org.retrograde.arrays.NpzFormat;

/**
 * The features of a model: a file of them, or what is extracted into one first.
 *
 * @param model a run folder, an experiment file or an {@code .npz} file
 * @param out the folder in which extracted features are written
 * @param step which checkpoint of a run; empty for that of the options, else the newest
 * @param invocation the options
 * @param bench what is worked with
 */
record ModelFeatures(
    Path model, Path out, OptionalLong step, Invocation invocation, Workbench bench) {

  private static final int BATCH = 32;

  /**
   * Opens them.
   *
   * @param layers the layers to extract, separated by commas, or {@code all}
   */
  FeatureFile open(String layers) {
    if (!isFile()) {
      return FeatureFile.open(extracted(layers));
    }
    for (String option : FeatureFlags.OPTIONS) {
      if (invocation.has(option)) {
        throw Invocation.usage(
            "--" + option,
            "features that are already in " + model,
            "a run folder or an experiment file, whose features are still to be made",
            "remove it");
      }
    }
    return FeatureFile.open(model);
  }

  /** What became of the layers' outputs. */
  String reduction() {
    return isFile() ? "as in the file" : FeatureFlags.of(invocation).reduction().toString();
  }

  /** Removes what was extracted; a file that was given stays. */
  void remove() {
    if (!isFile()) {
      try {
        Files.deleteIfExists(file());
      } catch (IOException e) {
        throw Invocation.usage(
            file().toString(), "no way to delete it", "a file that can be removed", "remove it");
      }
    }
  }

  private Path file() {
    return out.resolve(".features.npz");
  }

  private boolean isFile() {
    return model.toString().endsWith(".npz");
  }

  private Path extracted(String wanted) {
    FeatureFlags flags = FeatureFlags.of(invocation);
    Model read =
        step.isPresent()
            ? ModelFlags.read(model, step, bench, invocation)
            : ModelFlags.read(model, bench, invocation);
    try {
      EngineStarter starter =
          new EngineStarter(
              bench.catalog(), bench.kernels().get(), MachineOptions.of(invocation).data());
      Dataset dataset = starter.dataset(read.experiment());
      Network network = starter.network(read.experiment(), dataset).build(Mode.EVALUATION, BATCH);
      List<String> names = List.of(wanted.split(",", -1));
      List<FeatureLayer> layers =
          new LayerCatalog(network)
              .choose(names.stream().map(String::strip).toList(), StartConvention.FIRST);
      FeatureImages images = flags.images(starter, read.experiment(), dataset);
      FeatureProgress progress = new FeatureProgress(invocation, images.count());
      Path file = file();
      Files.createDirectories(out);
      new FeatureExtraction(network, read.weightsOf(network), starter.kernels())
          .write(images, layers, flags.reduction(), file, new NpzFormat(), progress);
      progress.end();
      return file;
    } catch (IOException e) {
      throw Invocation.usage(
          "--out", out + " (" + e.getMessage() + ")", "a folder that can be made", "name another");
    } catch (RetrogradeException e) {
      throw Experiments.naming(read.source(), e);
    }
  }
}
