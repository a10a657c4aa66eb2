// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is explained to the user in one line.
 *
 * <p>The command line prints {@link Problem#line()} and ends with the kind's exit code; the stack
 * trace is shown on request only.
 */
public final class RetrogradeException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /** Who has to act, and hence the exit code. */
  public enum Kind {
    /** The run failed: exit code 1. */
    FAILURE(1),
    /** The input or the command was wrong: exit code 2. */
    USAGE(2);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /**
     * Returns the exit code of the process.
     *
     * @return 1 or 2
     */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final transient Problem problem;

  private RetrogradeException(Kind kind, Problem problem, @Nullable Throwable cause) {
    super(problem.line(), cause);
    this.kind = kind;
    this.problem = problem;
  }

  /**
   * A wrong command, file or value: the user has to change the input.
   *
   * @param problem what is wrong
   * @return the exception to throw
   */
  public static RetrogradeException usage(Problem problem) {
    return new RetrogradeException(Kind.USAGE, problem, null);
  }

  /**
   * A run that failed although its input was well formed.
   *
   * @param problem what is wrong
   * @return the exception to throw
   */
  public static RetrogradeException failure(Problem problem) {
    return new RetrogradeException(Kind.FAILURE, problem, null);
  }

  /**
   * A run that failed because of another exception.
   *
   * @param problem what is wrong
   * @param cause the exception behind it
   * @return the exception to throw
   */
  public static RetrogradeException failure(Problem problem, Throwable cause) {
    return new RetrogradeException(Kind.FAILURE, problem, cause);
  }

  /**
   * Returns who has to act.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the four parts of the message.
   *
   * @return the problem
   */
  public Problem problem() {
    return problem;
  }
}
