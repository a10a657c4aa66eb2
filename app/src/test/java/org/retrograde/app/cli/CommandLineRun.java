// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.google.inject.Guice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.retrograde.app.gpu.Accelerator;
import org.retrograde.app.wiring.CommandModule;

/**
 * What came of a command line.
 *
 * @param exitCode the exit code
 * @param out what was printed on standard output
 * @param err what was printed on standard error, but for the line where nd4j serves for onednn
 */
record CommandLineRun(int exitCode, String out, String err) {

  /** Depends on the machine and is tested by itself. */
  private static final String FALLBACK = "(?m)^retrograde: nd4j kernels serve, since .*\\R";

  /** Runs the program as it is wired, inside this process. */
  static CommandLineRun of(String... words) {
    return on(Accelerator.ofThisMachine(), words);
  }

  /** Runs the program as on a machine with certain cards. */
  static CommandLineRun on(Accelerator accelerator, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(print(out), print(err), false);
    Program program =
        Guice.createInjector(new CommandModule(terminal, accelerator)).getInstance(Program.class);
    int exitCode = program.run(List.of(words));
    return new CommandLineRun(
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8).replaceFirst(FALLBACK, ""));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
