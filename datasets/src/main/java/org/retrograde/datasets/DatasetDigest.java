// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.retrograde.api.graph.ImageShape;

/**
 * SHA-256 over a dataset written as four unpacked IDX files, one after the other: training images,
 * training labels, test images, test labels. For a whole dataset that is what {@code zcat} and
 * {@code sha256sum} compute.
 */
final class DatasetDigest {

  private static final int UNSIGNED_BYTES = 0x800;

  private DatasetDigest() {}

  static String of(InMemorySplit training, InMemorySplit test) {
    MessageDigest digest = sha256();
    add(digest, training);
    add(digest, test);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, InMemorySplit split) {
    ImageShape shape = split.shape();
    if (shape.channels() == 1) {
      digest.update(header(split.size(), shape.height(), shape.width()));
    } else {
      digest.update(header(split.size(), shape.height(), shape.width(), shape.channels()));
    }
    split.addPixels(digest);
    digest.update(header(split.size()));
    split.addLabels(digest);
  }

  /** The header of an IDX file of unsigned bytes. */
  static byte[] header(int... lengths) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + lengths.length));
    bytes.putInt(UNSIGNED_BYTES | lengths.length);
    for (int length : lengths) {
      bytes.putInt(length);
    }
    return bytes.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
