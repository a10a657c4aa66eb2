// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import org.apache.commons.cli.HelpFormatter;
import org.apache.commons.cli.Options;

/** The texts of {@code help} and {@code --help}. */
final class Help {

  private static final int WIDTH = 100;

  private Help() {}

  static String overview(Collection<Command> commands) {
    StringBuilder text =
        new StringBuilder(
            "Trains networks whose errors travel back by learned feedback weights.\n\n");
    text.append("Usage: retrograde COMMAND [options]\n\nCommands:\n");
    commands.forEach(
        command -> text.append(String.format("  %-10s %s%n", command.name(), command.summary())));
    text.append(String.format("  %-10s %s%n", "version", "Prints the version"));
    text.append(
        String.format(
            "  %-10s %s%n", "help", "Prints this, or what 'retrograde COMMAND --help' prints"));
    return text.append("\nExample:\n  retrograde run experiments/quickstart.yaml\n").toString();
  }

  static String of(Command command) {
    StringBuilder text =
        new StringBuilder(command.summary())
            .append("\n\nUsage: retrograde ")
            .append(command.name());
    text.append(command.arguments().isEmpty() ? "" : " " + command.arguments())
        .append(" [options]\n\nOptions:\n");
    text.append(options(CommonOptions.complete(command)));
    text.append(command.examples().size() == 1 ? "\nExample:\n" : "\nExamples:\n");
    command.examples().forEach(example -> text.append("  ").append(example).append('\n'));
    return text.append("\nExit code: 0 for success, 1 for a failure, 2 for wrong usage.\n")
        .toString();
  }

  private static String options(Options options) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    HelpFormatter formatter = new HelpFormatter();
    formatter.printOptions(writer, WIDTH, options, 2, 3);
    writer.flush();
    return text.toString();
  }
}
