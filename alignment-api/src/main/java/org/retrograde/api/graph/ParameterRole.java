// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

/** What a trainable parameter is, which decides whether weight decay reaches it. */
public enum ParameterRole {
  /** The kernel W of a synapse: weight decay applies. */
  WEIGHT,
  /** An additive bias. */
  BIAS,
  /** A factor: the scale γ of a normalisation, a peephole, a decay. */
  SCALE,
  /** The shift β of a normalisation. */
  SHIFT
}
