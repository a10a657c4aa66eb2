// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.Version;

/**
 * Finds the command that was called, runs it, and turns whatever goes wrong into one line and an
 * exit code.
 */
public final class Program {

  /** The exit code when something failed. */
  static final int FAILED = 1;

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Terminal terminal;
  private final Json json;

  /**
   * The program.
   *
   * @param commands its commands, in the order of the overview
   * @param terminal where to print
   * @param json writes results for a machine
   */
  public Program(List<Command> commands, Terminal terminal, Json json) {
    commands.forEach(command -> this.commands.put(command.name(), command));
    this.terminal = terminal;
    this.json = json;
  }

  /**
   * Runs a command line.
   *
   * @param arguments the words after the program's name
   * @return the exit code: 0 for success, 1 for a failure, 2 for wrong usage
   */
  public int run(List<String> arguments) {
    try {
      return dispatch(arguments);
    } catch (RetrogradeException e) {
      return report(arguments, e.problem().line(), e, e.kind().exitCode());
    } catch (OutOfMemoryError e) {
      String line =
          "not enough memory: "
              + e.getMessage()
              + "; use a smaller batch or network, or a larger machine";
      return report(arguments, line, e, FAILED);
    } catch (RuntimeException | Error e) {
      String line =
          "a defect of the program: " + e + "; repeat with --verbose and report what it prints";
      return report(arguments, line, e, FAILED);
    }
  }

  private int dispatch(List<String> arguments) {
    if (arguments.isEmpty()) {
      terminal.err().print(Help.overview(commands.values()));
      return RetrogradeException.Kind.USAGE.exitCode();
    }
    String name = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (name) {
      case "help", "--help", "-h" -> help(rest);
      case "version", "--version" -> version(rest);
      default -> run(command(name), rest);
    };
  }

  private int run(Command command, List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      terminal.out().print(Help.of(command));
      return 0;
    }
    return command.run(new Invocation(ArgumentParser.parse(command, arguments), terminal, json));
  }

  private int help(List<String> arguments) {
    terminal
        .out()
        .print(
            arguments.isEmpty() || arguments.get(0).startsWith("-")
                ? Help.overview(commands.values())
                : Help.of(command(arguments.get(0))));
    return 0;
  }

  private int version(List<String> arguments) {
    if (arguments.contains("--json")) {
      terminal.out().println(json.line(Map.of("version", Version.current())));
    } else {
      terminal.out().println("retrograde " + Version.current());
    }
    return 0;
  }

  private Command command(String name) {
    @Nullable Command command = commands.get(name);
    if (command == null) {
      String near =
          Nearest.to(name, commands.keySet())
              .map(n -> "did you mean '" + n + "'?")
              .orElse("see --help");
      throw Invocation.usage(
          "command line",
          "no command '" + name + "'",
          "one of " + String.join(", ", commands.keySet()),
          near);
    }
    return command;
  }

  private int report(List<String> arguments, String line, Throwable error, int exitCode) {
    terminal.err().println("retrograde: " + line.replaceAll("\\s*\\R\\s*", " "));
    if (arguments.contains("--verbose")) {
      error.printStackTrace(terminal.err());
    }
    return exitCode;
  }
}
