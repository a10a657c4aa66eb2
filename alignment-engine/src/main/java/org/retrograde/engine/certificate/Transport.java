// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import java.util.Locale;

/**
 * What of a synapse's W gets to where errors are carried back, other than through y; the most last.
 */
public enum Transport {
  /** Nothing. */
  NONE,
  /** The signs. */
  SIGNS,
  /** The weights. */
  WEIGHTS;

  /**
   * Returns the name for readers.
   *
   * @return one word
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
