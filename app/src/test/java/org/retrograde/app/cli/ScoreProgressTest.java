// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.retrograde.neural.score.ScoreCost;

/** What is said before and while layers are scored. */
final class ScoreProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private static String watch(boolean interactive) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong time = new AtomicLong();
    ScoreProgress progress =
        new ScoreProgress(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            interactive,
            () -> time.getAndAdd(SECOND),
            () -> 1e9 / 60);
    progress.planned("IT", 2, new ScoreCost(3L << 20, 2.5e9));
    for (int done = 1; done <= 20; done++) {
      progress.fitted(done, 20);
    }
    progress.ended();
    progress.planned("", 1, new ScoreCost(0, 0));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void elsewhere_every_tenth_is_a_line() {
    assertThat(watch(false).lines())
        .hasSize(12)
        .startsWith(
            "IT: 2 layers, about 2.5 GFLOP or 2:30 here, 3 MiB beside the activations",
            "fit 2/20  1.0 fits/s  0:18 left")
        .endsWith(
            "fit 20/20  1.0 fits/s  0:00 left",
            "all neuroids: 1 layer, about 0.0 GFLOP or 0:00 here, 0 MiB beside the activations");
  }

  @Test
  void on_a_terminal_one_line_is_updated() {
    assertThat(watch(true))
        .contains("\rfit 1/20  1.0 fits/s  0:19 left  \rfit 2/20")
        .contains("\rfit 20/20  1.0 fits/s  0:00 left  \n");
  }
}
