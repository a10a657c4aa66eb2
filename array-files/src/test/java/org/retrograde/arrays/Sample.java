// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.file.Path;
import java.util.List;

/** A small file as features are written: two arrays filled in turn, axes, flags and texts. */
final class Sample {

  static final List<String> FILES = List.of("a.png", "größe.png", "漢字 c.png");

  private Sample() {}

  static List<ArraySpec> arrays() {
    return List.of(
        array("conv5", ElementType.FLOAT32, List.of(3L, 2L, 2L), "image", "conv5.steps", "x"),
        array("conv5.steps", ElementType.INT64, List.of(2L), "conv5.steps"),
        array("conv5.driven", ElementType.UINT8, List.of(2L), "conv5.steps"),
        array("logits", ElementType.FLOAT32, List.of(3L, 1L), "image", "logits.features"),
        array("files", ElementType.text(12), List.of(3L), "image"));
  }

  static void write(Path file, ArrayFormat format) {
    try (ArrayFile made = ArrayFile.create(file, arrays(), format)) {
      made.append("conv5.steps", new long[] {4, 5});
      made.append("conv5.driven", new byte[] {0, 1});
      made.append("conv5", new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      made.append("logits", new float[] {-1, -2});
      made.append("files", FILES);
      made.append("conv5", new float[] {9, 10, 11, Float.MIN_VALUE});
      made.append("logits", new float[] {-3});
      made.commit();
    }
  }

  private static ArraySpec array(
      String name, ElementType type, List<Long> shape, String... dimensions) {
    return new ArraySpec(name, type, shape, List.of(dimensions), "what " + name + " is: größer");
  }
}
