// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import java.util.OptionalLong;
import org.retrograde.app.neural.FeatureSource;
import org.retrograde.app.neural.NetworkScore;
import org.retrograde.app.neural.NetworkScoring;
import org.retrograde.app.neural.ScoreFiles;

/**
 * Scores the networks that a command line names.
 *
 * @param invocation the options
 * @param bench what is worked with
 * @param scoring how networks are scored
 */
record ScoreRun(Invocation invocation, Workbench bench, NetworkScoring scoring) {

  /** Writes the files of a network's score, and prints it. */
  NetworkScore score(ScoreTargets.Target target, OptionalLong every) {
    FeatureSource features =
        ModelFeatures.of(
            target.model(),
            target.out(),
            scoring.scope().layers(),
            ScoreCommand.LAYERS,
            invocation,
            bench);
    List<Long> steps =
        ModelFlags.reader(bench, invocation)
            .checkpoints(
                target.model(), every, line -> invocation.progress().println("note: " + line));
    NetworkScore score = scoring.score(target.model(), features, steps);
    new ScoreFiles(target.out()).write(invocation.json(), score.json(), score.regions());
    if (!invocation.wantsJson()) {
      invocation.print("\n" + target.model() + "\n" + ScoreText.of(score));
    }
    return score;
  }
}
