// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.Console;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the program prints.
 *
 * @param out results
 * @param err errors, warnings, and progress where results are for a machine
 * @param interactive whether a line on the screen can be updated in place
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {

  /**
   * Returns the streams of this process.
   *
   * @return the terminal
   */
  public static Terminal system() {
    return new Terminal(System.out, System.err, isTerminal(System.console()));
  }

  /**
   * From Java 22 on there is a console even where output goes to a file, and a method that tells.
   */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
