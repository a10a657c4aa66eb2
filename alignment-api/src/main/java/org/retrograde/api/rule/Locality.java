// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

/** Whether what drives the feedback weights is at hand at the synapse. */
public enum Locality {
  /** Reads only the synapse's own input, output and B. */
  LOCAL,
  /** Reads W, or projects the input through B on a path that the network does not have. */
  NON_LOCAL
}
