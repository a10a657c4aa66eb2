// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.data.BatchSource;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.graph.ImageShape;

/** Small splits whose images say which they are, and walks over them. */
final class Toys {

  /** Leaves pixels on the scale 0 to 1. */
  static final Normalization IDENTITY = new Normalization(List.of(0.0), List.of(1.0));

  private Toys() {}

  /** A copied batch. */
  record Copy(List<Float> images, List<Integer> labels, int valid) {}

  /** Image i has the label i and the first pixel i / 255; up to 256 images of 4 x 4 pixels. */
  static InMemorySplit numbered(int count) {
    ImageShape shape = new ImageShape(4, 4, 1);
    byte[] pixels = new byte[count * shape.size()];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) i;
      for (int pixel = 0; pixel < shape.size(); pixel++) {
        pixels[i * shape.size() + pixel] = (byte) (i + 16 * pixel);
      }
    }
    return new InMemorySplit(shape, pixels, labels);
  }

  static List<Copy> walk(BatchSource source, long epoch, int firstBatch) {
    List<Copy> copies = new ArrayList<>();
    try (BatchCursor cursor = source.open(epoch, firstBatch)) {
      for (var batch = cursor.next(); batch.isPresent(); batch = cursor.next()) {
        copies.add(copy(batch.get()));
      }
    }
    return copies;
  }

  static List<Integer> labels(List<Copy> walk) {
    return walk.stream().flatMap(batch -> batch.labels().stream()).toList();
  }

  static List<Float> pixels(List<Copy> walk) {
    return walk.stream().flatMap(batch -> batch.images().stream()).toList();
  }

  private static Copy copy(Batch batch) {
    List<Float> images = new ArrayList<>();
    for (float value : batch.images()) {
      images.add(value);
    }
    List<Integer> labels = new ArrayList<>();
    for (int label : batch.labels()) {
      labels.add(label);
    }
    return new Copy(images, labels, batch.valid());
  }
}
