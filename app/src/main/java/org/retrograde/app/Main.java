// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app;

import com.google.inject.Guice;
import java.util.List;
import org.retrograde.app.cli.Program;
import org.retrograde.app.cli.Terminal;
import org.retrograde.app.wiring.CommandModule;

/** The entry point. */
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    if (words.contains("--verbose")) {
      // Read when the first logger is made; simplelogger.properties says what holds otherwise.
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty("org.slf4j.simpleLogger.log.org.nd4j", "info");
    }
    System.exit(
        Guice.createInjector(new CommandModule(Terminal.system()))
            .getInstance(Program.class)
            .run(words));
  }
}
