// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.app.experiment.Experiment;

/** Makes trainings of experiments. */
public interface TrainingStarter {

  /**
   * Checks what shows only once the data are read: that the network can be built and every rule
   * fits its layers.
   *
   * @param experiment any number of runs
   * @throws org.retrograde.api.error.RetrogradeException if one of them could not be prepared
   */
  void check(Experiment experiment);

  /**
   * Checks that the data are there and can be read.
   *
   * @param experiment any number of runs
   * @throws org.retrograde.api.error.RetrogradeException if they are not; the problem says where
   *     they belong
   */
  void requireData(Experiment experiment);

  /**
   * Reads the data and prepares the network.
   *
   * @param run an experiment with one rule and one seed
   * @return the training; the caller closes it
   * @throws org.retrograde.api.error.RetrogradeException if data, network and rule do not fit
   *     together
   */
  Training prepare(Experiment run);
}
