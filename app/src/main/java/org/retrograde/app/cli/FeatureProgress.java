// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import org.retrograde.app.features.FeatureWatcher;

/** Shows how many images are done: a line updated in place on a terminal, else one a tenth. */
final class FeatureProgress implements FeatureWatcher {

  private static final int TENTHS = 10;

  private final PrintStream out;
  private final boolean interactive;
  private int shown;

  FeatureProgress(Invocation invocation) {
    this.out = invocation.progress();
    this.interactive = invocation.terminal().interactive();
  }

  @Override
  public void extracted(int done, int images) {
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

  @Override
  public void extractionEnded() {
    shown = 0;
    if (interactive) {
      out.println();
    }
  }
}
