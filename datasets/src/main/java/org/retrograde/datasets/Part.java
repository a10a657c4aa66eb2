// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.Arrays;
import org.retrograde.api.data.Split;
import org.retrograde.api.graph.ImageShape;

/** Some images of a split, in the split's order. */
final class Part implements Split {

  private final Split whole;
  private final int[] indices;

  /** Takes the images of the given numbers, at least one. */
  Part(Split whole, int[] indices) {
    if (indices.length < 1) {
      throw new IllegalArgumentException("a part has at least 1 image");
    }
    this.whole = whole;
    this.indices = indices.clone();
    Arrays.sort(this.indices);
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public ImageShape shape() {
    return whole.shape();
  }

  @Override
  public int label(int index) {
    return whole.label(indices[index]);
  }

  @Override
  public void copyImage(int index, float[] target, int offset) {
    whole.copyImage(indices[index], target, offset);
  }
}
