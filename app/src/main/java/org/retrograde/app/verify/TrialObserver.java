// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import org.retrograde.app.run.RunObserver;

/** Watches a verification. */
@FunctionalInterface
public interface TrialObserver {

  /**
   * A run is about to begin, to go on, or to be found finished.
   *
   * @param trial the run
   * @return what watches it
   */
  RunObserver begins(Trial trial);
}
