// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** What a window keeps. */
public enum PoolKind {
  /** The greatest value. */
  MAX,
  /** The mean of the values inside the image. */
  AVERAGE
}
