// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.retrograde.app.neural.ScoreWatcher;
import org.retrograde.neural.linear.Speed;
import org.retrograde.neural.score.ScoreCost;

/** Says what a scoring will cost, and how far it is. */
final class ScoreProgress implements ScoreWatcher {

  private static final int TENTHS = 10;
  private static final double GIGA = 1e9;
  private static final double NANOSECONDS = 1e-9;

  private final PrintStream out;
  private final boolean interactive;
  private final LongSupplier clock;
  private final DoubleSupplier speed;
  private long start;
  private int shown;

  ScoreProgress(Invocation invocation) {
    this(
        invocation.progress(),
        invocation.terminal().interactive(),
        System::nanoTime,
        () -> Speed.measured(System::nanoTime));
  }

  /** Where {@code speed} tells how many operations are done in a second. */
  ScoreProgress(PrintStream out, boolean interactive, LongSupplier clock, DoubleSupplier speed) {
    this.out = out;
    this.interactive = interactive;
    this.clock = clock;
    this.speed = speed;
  }

  @Override
  public void planned(String region, int layers, ScoreCost cost) {
    start = clock.getAsLong();
    shown = 0;
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %d layer%s, about %s GFLOP or %s here, %s beside the activations",
            region.isEmpty() ? "all neuroids" : region,
            layers,
            layers == 1 ? "" : "s",
            Numbers.fixed(cost.operations() / GIGA, 1),
            Numbers.duration(cost.operations() / speed.getAsDouble()),
            Numbers.mebibytes(Math.round(cost.bytes()))));
  }

  @Override
  public void fitted(int done, int total) {
    int tenth = (int) ((long) TENTHS * done / total);
    double seconds = (clock.getAsLong() - start) * NANOSECONDS;
    String line =
        String.format(
            Locale.ROOT,
            "fit %d/%d  %s fits/s  %s left",
            done,
            total,
            Numbers.fixed(done / seconds, 1),
            Numbers.duration(seconds / done * (total - done)));
    if (interactive) {
      out.print("\r" + line + "  ");
      out.flush();
    } else if (tenth > shown) {
      out.println(line);
    }
    shown = tenth;
  }

  @Override
  public void ended() {
    if (interactive) {
      out.println();
    }
  }
}
