// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.retrograde.api.graph.ImageShape;

class DatasetDigestTest {

  private static final ImageShape SHAPE = new ImageShape(2, 1, 1);
  private static final InMemorySplit TRAINING =
      new InMemorySplit(SHAPE, Idx.bytes(1, 2, 3, 4), Idx.bytes(0, 1));
  private static final InMemorySplit TEST = new InMemorySplit(SHAPE, Idx.bytes(5, 6), Idx.bytes(2));

  @Test
  void it_is_that_of_the_four_unpacked_files_joined() throws Exception {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(Idx.images(2, 2, 1, Idx.bytes(1, 2, 3, 4)));
    joined.write(Idx.labels(2, Idx.bytes(0, 1)));
    joined.write(Idx.images(1, 2, 1, Idx.bytes(5, 6)));
    joined.write(Idx.labels(1, Idx.bytes(2)));
    byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(joined.toByteArray());
    assertThat(DatasetDigest.of(TRAINING, TEST)).isEqualTo(HexFormat.of().formatHex(sha256));
  }

  @Test
  void it_depends_on_every_part() {
    InMemorySplit otherLabel = new InMemorySplit(SHAPE, Idx.bytes(5, 6), Idx.bytes(3));
    InMemorySplit otherPixel = new InMemorySplit(SHAPE, Idx.bytes(5, 7), Idx.bytes(2));
    InMemorySplit otherShape =
        new InMemorySplit(new ImageShape(1, 2, 1), Idx.bytes(5, 6), Idx.bytes(2));
    InMemorySplit otherChannels =
        new InMemorySplit(new ImageShape(1, 1, 2), Idx.bytes(5, 6), Idx.bytes(2));
    assertThat(
            Stream.of(TEST, otherLabel, otherPixel, otherShape, otherChannels)
                .map(test -> DatasetDigest.of(TRAINING, test)))
        .doesNotHaveDuplicates();
  }
}
