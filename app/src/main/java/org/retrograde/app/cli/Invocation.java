// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.Json;

/**
 * A command line that was taken apart.
 *
 * @param line the options and arguments
 * @param terminal where to print
 * @param json writes results for a machine
 */
public record Invocation(CommandLine line, Terminal terminal, Json json) {

  boolean has(String option) {
    return line.hasOption(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(line.getOptionValue(option));
  }

  Optional<Path> path(String option) {
    return value(option).map(text -> path("--" + option, text));
  }

  /** Returns a whole number between two bounds. */
  int number(String option, int byDefault, int minimum, int maximum) {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= minimum && number <= maximum) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    String expected = "a whole number from " + minimum + " to " + maximum;
    throw usage(
        "--" + option,
        "'" + text.get() + "'",
        expected,
        "correct it, for example --" + option + " " + byDefault);
  }

  List<String> arguments() {
    return line.getArgList();
  }

  /** Returns the arguments as paths, at least one. */
  List<Path> paths(String what, String advice) {
    if (arguments().isEmpty()) {
      throw usage("command line", "no " + what, "at least one", advice);
    }
    return arguments().stream().map(text -> path("command line", text)).toList();
  }

  void requireNoArguments() {
    if (!arguments().isEmpty()) {
      throw usage("command line", "'" + arguments().get(0) + "'", "options only", "see --help");
    }
  }

  boolean wantsJson() {
    return has("json");
  }

  /** Where progress goes: results for a machine must not be mixed with it. */
  PrintStream progress() {
    return wantsJson() ? terminal.err() : terminal.out();
  }

  void print(String text) {
    terminal.out().println(text);
  }

  void printJson(Object value) {
    terminal.out().println(json.pretty(value));
  }

  /** Tells of a failure that does not end the command. */
  void error(Problem problem) {
    terminal.err().println("retrograde: " + problem.line().replaceAll("\\s*\\R\\s*", " "));
  }

  private static Path path(String where, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw usage(where, "'" + text + "'", "a path", "correct it");
    }
  }

  static RetrogradeException usage(String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
