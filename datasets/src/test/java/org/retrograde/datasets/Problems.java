// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Asserts the parts of an error message. */
final class Problems {

  private Problems() {}

  /** The call must end in a usage error; returns its parts. */
  static Problem usage(ThrowingCallable call) {
    RetrogradeException thrown = catchThrowableOfType(RetrogradeException.class, call);
    assertThat(thrown).as("a RetrogradeException").isNotNull();
    assertThat(thrown.kind()).isEqualTo(RetrogradeException.Kind.USAGE);
    return thrown.problem();
  }

  static void assertParts(
      Problem problem, String where, String found, String expected, String advice) {
    assertThat(problem.where()).contains(where);
    assertThat(problem.found()).contains(found);
    assertThat(problem.expected()).contains(expected);
    assertThat(problem.advice()).contains(advice);
  }
}
