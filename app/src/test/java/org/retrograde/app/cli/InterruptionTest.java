// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  @Test
  void a_stop_says_what_is_kept_while_networks_are_trained_or_scored() throws InterruptedException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Interruption stop = Interruption.install(new PrintStream(said, true, StandardCharsets.UTF_8));
    assertThat(stop.getAsBoolean()).isFalse();
    Thread hook = new Thread(stop::hold);
    hook.start();
    stop.close();
    hook.join();
    assertThat(stop.getAsBoolean()).isTrue();
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("stopping; what is trained so far is kept")
        .doesNotContain("checkpoint");
  }
}
