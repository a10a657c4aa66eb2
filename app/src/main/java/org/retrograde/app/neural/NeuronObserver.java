// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import org.retrograde.app.features.FeatureWatcher;

/** Watches the scoring of an experiment's networks, to show how it gets on. */
public interface NeuronObserver extends ScoreWatcher, FeatureWatcher {

  /**
   * Something begins, or was found to be done already.
   *
   * @param line one line
   */
  void note(String line);
}
