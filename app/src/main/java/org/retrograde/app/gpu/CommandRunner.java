// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.List;
import java.util.Optional;

/** Runs another program. */
@FunctionalInterface
public interface CommandRunner {

  /**
   * What a program printed.
   *
   * @param exitCode its exit code, not 0 where it had to be stopped
   * @param output standard output and standard error together
   */
  record Result(int exitCode, String output) {}

  /**
   * Runs a program to its end.
   *
   * @param command its name and arguments
   * @return what it printed, empty if there is no such program
   */
  Optional<Result> run(List<String> command);
}
