// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.random.RandomStream;

/**
 * Batches of noise held in memory, the same in every epoch.
 *
 * @param batchSize images in a batch
 * @param batches the batches
 */
record RandomBatches(int batchSize, List<Batch> batches) implements BatchSource {

  /** Makes the same batches each time it is asked for them. */
  static RandomBatches of(NetworkRecipe network, int batchSize, int count, long seed) {
    List<Batch> batches =
        IntStream.range(0, count)
            .mapToObj(i -> batch(network, batchSize, RandomStream.of(seed, "benchmark-images", i)))
            .toList();
    return new RandomBatches(batchSize, batches);
  }

  @Override
  public int batchesPerEpoch() {
    return batches.size();
  }

  @Override
  public BatchCursor open(long epoch, int firstBatch) {
    return new Walk(batches.subList(firstBatch, batches.size()).iterator());
  }

  private static Batch batch(NetworkRecipe network, int batchSize, RandomStream stream) {
    float[] images = new float[Math.multiplyExact(batchSize, network.image().size())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) stream.nextGaussian();
    }
    int[] labels = IntStream.range(0, batchSize).map(i -> i % network.classes()).toArray();
    return new Batch(images, labels, batchSize);
  }

  private record Walk(Iterator<Batch> rest) implements BatchCursor {

    @Override
    public Optional<Batch> next() {
      return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
