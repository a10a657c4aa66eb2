// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.graph.BatchNormSpec;

/** The batch normalisation of the published networks. */
final class BatchNormDefaults {

  /** The share of a running average that remains after a step. */
  static final double MOMENTUM = 0.9;

  /** What is added to the variance. */
  static final double EPSILON = 1e-5;

  private BatchNormDefaults() {}

  static BatchNormSpec standard() {
    return new BatchNormSpec(MOMENTUM, EPSILON, 1);
  }
}
