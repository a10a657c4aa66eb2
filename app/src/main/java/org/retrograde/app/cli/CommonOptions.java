// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options that several commands have. */
final class CommonOptions {

  private CommonOptions() {}

  /** Returns a command's options together with those of all commands. */
  static Options complete(Command command) {
    Options options = new Options();
    command.options().getOptions().forEach(options::addOption);
    options.addOption(Option.builder("h").longOpt("help").desc("show this help").build());
    options.addOption(flag("json", "print results as JSON, and progress to standard error"));
    options.addOption(flag("verbose", "show stack traces and the messages of all libraries"));
    return options;
  }

  /** Adds what is asked wherever networks are run. */
  static Options withMachine(Options options) {
    return withPlugins(options)
        .addOption(value("data-dir", "DIR", "where data files are looked for"))
        .addOption(
            value(
                "kernels",
                "ID",
                "the library of kernels (default: onednn where it runs, else nd4j)"))
        .addOption(
            value(
                "fpmath",
                "TYPE",
                "how convolutions multiply: float32 (default), or bf16 with sums in float32 where"
                    + " the processor can"))
        .addOption(value("threads", "N", "threads that kernels may use (default: all cores)"));
  }

  static Options withPlugins(Options options) {
    return options.addOption(
        value("plugins", "DIR", "a folder of plugin jars (default: ./plugins, if there is one)"));
  }

  static Options withOut(Options options) {
    return options.addOption(value("out", "DIR", "where run folders go (default: ./runs)"));
  }

  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).build();
  }

  static Option value(String name, String placeholder, String description) {
    return Option.builder().longOpt(name).hasArg().argName(placeholder).desc(description).build();
  }
}
