// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Programs of this machine, stopped where they take too long.
 *
 * @param limit how long one may take
 */
record SystemCommands(Duration limit) implements CommandRunner {

  @Override
  public Optional<Result> run(List<String> command) {
    try {
      // A file, since a program that hangs would keep a pipe open.
      Path output = Files.createTempFile("retrograde", ".out");
      try {
        return start(command, output).map(process -> finish(process, command.get(0), output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return Optional.of(new Result(-1, "no temporary file: " + e.getMessage()));
    }
  }

  private static Optional<Process> start(List<String> command, Path output) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      return Optional.of(process);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Result finish(Process process, String name, Path output) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Result(process.exitValue(), text);
      }
      process.destroyForcibly();
      return new Result(-1, name + " gave no answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new Result(-1, "interrupted");
    } catch (IOException e) {
      return new Result(-1, "unreadable: " + e.getMessage());
    }
  }
}
