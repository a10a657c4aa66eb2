// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests, independently of the reader and of the digest. */
final class Idx {

  static final String TRAINING_IMAGES = "train-images-idx3-ubyte";
  static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  private Idx() {}

  static byte[] images(int count, int height, int width, byte... pixels) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + pixels.length);
    return bytes.putInt(0x803).putInt(count).putInt(height).putInt(width).put(pixels).array();
  }

  static byte[] labels(int count, byte... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
    return bytes.putInt(0x801).putInt(count).put(labels).array();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static DataFile file(byte... bytes) {
    return new DataFile("some-file", () -> new ByteArrayInputStream(bytes));
  }

  /** Two training images and one test image of 1 x 2 pixels. */
  static void writeSmallDataset(Path folder, String suffix) {
    write(folder.resolve(TRAINING_IMAGES + suffix), images(2, 1, 2, bytes(0, 255, 51, 102)));
    write(folder.resolve(TRAINING_LABELS + suffix), labels(2, bytes(7, 9)));
    write(folder.resolve(TEST_IMAGES + suffix), images(1, 1, 2, bytes(255, 0)));
    write(folder.resolve(TEST_LABELS + suffix), labels(1, bytes(3)));
  }

  static void write(Path path, byte... bytes) {
    try {
      Files.createDirectories(path.getParent());
      Files.write(path, path.toString().endsWith(".gz") ? gzip(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
