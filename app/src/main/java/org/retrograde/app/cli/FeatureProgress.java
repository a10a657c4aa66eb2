// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.util.function.IntConsumer;

/** Shows how many images are done: a line updated in place on a terminal, else one a tenth. */
final class FeatureProgress implements IntConsumer {

  private static final int TENTHS = 10;

  private final PrintStream out;
  private final boolean interactive;
  private final int images;
  private int shown;

  FeatureProgress(Invocation invocation, int images) {
    this.out = invocation.progress();
    this.interactive = invocation.terminal().interactive();
    this.images = images;
  }

  @Override
  public void accept(int done) {
    String line = Numbers.grouped(done) + " of " + Numbers.grouped(images) + " images";
    int tenth = (int) ((long) TENTHS * done / images);
    if (interactive) {
      out.print("\r" + line);
      out.flush();
    } else if (tenth > shown) {
      out.println(line);
    }
    shown = tenth;
  }

  void end() {
    if (interactive) {
      out.println();
    }
  }
}
