// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Errors about settings that make no sense together. */
final class Refusals {

  private Refusals() {}

  static RetrogradeException contradiction(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
