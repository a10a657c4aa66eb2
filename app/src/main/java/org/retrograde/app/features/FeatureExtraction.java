// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArrayFormat;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.datasets.OrderedBatches;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.train.LayerReader;
import org.retrograde.engine.train.NetworkWeights;

/**
 * Writes the features of images, a batch at a time; never more than a batch is in memory.
 *
 * @param network a network for evaluation
 * @param weights its weights
 * @param kernels the kernel library
 */
public record FeatureExtraction(Network network, NetworkWeights weights, KernelLibrary kernels) {

  /**
   * Writes a file.
   *
   * @param images the images
   * @param layers the layers
   * @param reduction what is done to their outputs
   * @param file the file, which appears under its name when it is whole
   * @param format how it is written
   * @param progress is told after each batch how many images are done
   * @return the arrays of the file
   * @throws org.retrograde.api.error.RetrogradeException if an image cannot be read, or the file
   *     not written
   */
  public List<ArraySpec> write(
      FeatureImages images,
      List<FeatureLayer> layers,
      Reduction reduction,
      Path file,
      ArrayFormat format,
      IntConsumer progress) {
    List<FeatureArrays> arrays =
        layers.stream().map(l -> new FeatureArrays(l, reduction.of(l.name(), l.shape()))).toList();
    List<ArraySpec> specs = new ArrayList<>();
    arrays.forEach(layer -> specs.addAll(layer.specs(images.count())));
    specs.addAll(FeatureArrays.about(images));
    try (LayerReader reader = new LayerReader(network, weights, tensors(layers), kernels);
        ArrayFile made = ArrayFile.create(file, specs, format)) {
      arrays.forEach(layer -> layer.writeSteps(made));
      FeatureArrays.writeAbout(images, made);
      walk(images, reader, arrays, made, progress);
      made.commit();
    }
    return specs;
  }

  private static List<Tensor> tensors(List<FeatureLayer> layers) {
    return layers.stream()
        .flatMap(layer -> layer.moments().stream())
        .map(FeatureLayer.Moment::tensor)
        .toList();
  }

  private void walk(
      FeatureImages images,
      LayerReader reader,
      List<FeatureArrays> arrays,
      ArrayFile file,
      IntConsumer progress) {
    OrderedBatches batches =
        new OrderedBatches(images.split(), images.normalization(), network.batchSize());
    int done = 0;
    try (BatchCursor cursor = batches.open(0, 0)) {
      Optional<Batch> next = cursor.next();
      while (done < images.count() && next.isPresent()) {
        reader.run(next.get());
        int rows = Math.min(next.get().valid(), images.count() - done);
        arrays.forEach(layer -> file.append(layer.name(), rows(layer, reader, rows)));
        done += rows;
        progress.accept(done);
        next = done < images.count() ? cursor.next() : Optional.empty();
      }
    }
  }

  /** The features of the first images of the batch, {@code [images, steps, features]}. */
  private static float[] rows(FeatureArrays layer, LayerReader reader, int images) {
    List<FeatureLayer.Moment> moments = layer.layer().moments();
    Reduction.Reducer reducer = layer.reducer();
    int features = reducer.features();
    float[] rows = new float[Math.multiplyExact(images * moments.size(), features)];
    for (int step = 0; step < moments.size(); step++) {
      FeatureLayer.Moment moment = moments.get(step);
      float[] values = reader.values(moment.tensor());
      int size = moment.tensor().featuresPerExample();
      for (int image = 0; image < images; image++) {
        int from = moment.driven() ? image * size : 0;
        reducer.reduce(values, from, rows, (image * moments.size() + step) * features);
      }
    }
    return rows;
  }
}
