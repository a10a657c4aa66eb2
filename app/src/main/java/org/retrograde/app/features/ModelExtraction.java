// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.nio.file.Path;
import java.util.List;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Model;
import org.retrograde.arrays.NpzFormat;

/**
 * Writes what layers of networks put out for the same images.
 *
 * @param starter reads data and builds networks
 * @param choice which images
 * @param reduction what becomes of outputs
 */
public record ModelExtraction(EngineStarter starter, ImageChoice choice, Reduction reduction) {

  /** Images at a time. */
  public static final int BATCH = 32;

  /**
   * Writes the features of a network.
   *
   * @param model the network and its weights
   * @param layers the layers, or {@link LayerCatalog#ALL} alone
   * @param where what named them, for messages
   * @param file the {@code .npz} file
   * @param watcher hears how far it is
   * @throws org.retrograde.api.error.RetrogradeException if there is no such layer or image
   */
  public void write(
      Model model, List<String> layers, String where, Path file, FeatureWatcher watcher) {
    Dataset dataset = starter.dataset(model.experiment());
    Network network = starter.network(model.experiment(), dataset).build(Mode.EVALUATION, BATCH);
    List<FeatureLayer> chosen =
        new LayerCatalog(network).choose(layers, StartConvention.FIRST, where);
    FeatureImages images = choice.images(starter, model.experiment(), dataset);
    new FeatureExtraction(network, model.weightsOf(network), starter.kernels())
        .write(
            images,
            chosen,
            reduction,
            file,
            new NpzFormat(),
            done -> watcher.extracted(done, images.count()));
    watcher.extractionEnded();
  }
}
