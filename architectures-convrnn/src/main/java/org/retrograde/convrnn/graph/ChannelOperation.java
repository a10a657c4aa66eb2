// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

/** How a harbor combines its inputs. */
public enum ChannelOperation {
  /** One after the other along the channels. */
  CONCAT,
  /** Their sum; a learned 1 × 1 convolution first gives each the harbor's channels where needed. */
  ADD,
  /** Their product; otherwise as {@link #ADD}. */
  MULTIPLY
}
