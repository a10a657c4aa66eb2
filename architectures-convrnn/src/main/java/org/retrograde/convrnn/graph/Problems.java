// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Errors of this package. */
final class Problems {

  private Problems() {}

  static RetrogradeException usage(String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
