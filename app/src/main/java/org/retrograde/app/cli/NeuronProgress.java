// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import org.retrograde.app.neural.NeuronObserver;
import org.retrograde.neural.score.ScoreCost;

/** Shows how the scoring of an experiment's networks gets on. */
final class NeuronProgress implements NeuronObserver {

  private final PrintStream out;
  private final FeatureProgress features;
  private final ScoreProgress scores;

  NeuronProgress(Invocation invocation) {
    this.out = invocation.progress();
    this.features = new FeatureProgress(invocation);
    this.scores = new ScoreProgress(invocation);
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  @Override
  public void extracted(int done, int images) {
    features.extracted(done, images);
  }

  @Override
  public void extractionEnded() {
    features.extractionEnded();
  }

  @Override
  public void planned(String region, int layers, ScoreCost cost) {
    scores.planned(region, layers, cost);
  }

  @Override
  public void fitted(int done, int total) {
    scores.fitted(done, total);
  }

  @Override
  public void ended() {
    scores.ended();
  }
}
