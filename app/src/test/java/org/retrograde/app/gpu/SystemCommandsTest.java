// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemCommandsTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @Test
  void a_program_that_ends_is_heard() {
    CommandRunner.Result result = run(Duration.ofMinutes(1), JAVA, "-no-such-option");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("-no-such-option");
  }

  @Test
  void a_program_that_takes_too_long_is_stopped() {
    CommandRunner.Result result = run(Duration.ZERO, JAVA, "-version");

    assertThat(result).isEqualTo(new CommandRunner.Result(-1, JAVA + " gave no answer within 0 s"));
  }

  @Test
  void a_program_that_is_not_there_is_none() {
    assertThat(new SystemCommands(Duration.ofMinutes(1)).run(List.of("no-such-program-here")))
        .isEmpty();
  }

  @Test
  void one_who_is_interrupted_stays_so() {
    Thread.currentThread().interrupt();

    CommandRunner.Result result = run(Duration.ofMinutes(1), JAVA, "-version");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.output()).isEqualTo("interrupted");
  }

  private static CommandRunner.Result run(Duration limit, String... command) {
    return new SystemCommands(limit).run(List.of(command)).orElseThrow();
  }
}
