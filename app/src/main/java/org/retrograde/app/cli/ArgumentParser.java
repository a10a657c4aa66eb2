// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;

/** Takes a command line apart. */
final class ArgumentParser {

  private ArgumentParser() {}

  static CommandLine parse(Command command, List<String> arguments) {
    Options options = CommonOptions.complete(command);
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .build()
              .parse(options, arguments.toArray(String[]::new));
      requireOnce(line);
      return line;
    } catch (UnrecognizedOptionException e) {
      throw unknown(e.getOption(), options);
    } catch (MissingArgumentException e) {
      String name = "--" + e.getOption().getLongOpt();
      throw Invocation.usage(
          "command line",
          name + " without a value",
          name + " " + e.getOption().getArgName(),
          "add the value");
    } catch (ParseException e) {
      throw Invocation.usage(
          "command line", String.valueOf(e.getMessage()), "options as in --help", "see --help");
    }
  }

  private static RetrogradeException unknown(String option, Options options) {
    List<String> names =
        options.getOptions().stream().map(known -> "--" + known.getLongOpt()).toList();
    String near =
        Nearest.to(option, names).map(name -> "did you mean '" + name + "'?").orElse("see --help");
    return Invocation.usage(
        "command line",
        "unknown option '" + option + "'",
        "one of " + String.join(", ", names),
        near);
  }

  /** Of an option given twice, Commons CLI would silently use the first. */
  private static void requireOnce(CommandLine line) {
    for (Option option : line.getOptions()) {
      String name = option.getLongOpt();
      String @Nullable [] values = line.getOptionValues(name);
      if (!name.equals(ExperimentFlags.SET) && values != null && values.length > 1) {
        throw Invocation.usage(
            "command line", "--" + name + " twice", "each option once", "remove one of the two");
      }
    }
  }
}
