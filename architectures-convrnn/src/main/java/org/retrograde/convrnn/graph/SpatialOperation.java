// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** How inputs of another size are brought to a harbor's height and width. */
public enum SpatialOperation {
  /**
   * Bilinear, corners on corners: {@code source = target (in - 1) / (out - 1)}, without
   * anti-aliasing. Nothing happens where sizes are equal.
   */
  RESIZE
}
