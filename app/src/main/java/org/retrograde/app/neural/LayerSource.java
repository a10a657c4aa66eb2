// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Optional;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.neural.score.StimulusActivations;

/** A layer that is to be scored. */
public interface LayerSource {

  /**
   * Returns its name.
   *
   * @return the name
   */
  String name();

  /**
   * Returns what stands for the layer where time does not matter.
   *
   * @param readout which steps are taken
   * @param window the time of the responses
   * @return one row a stimulus
   */
  StimulusActivations still(Readout readout, TimeBin window);

  /**
   * Returns what it gave in each step.
   *
   * @return empty for a layer that is not unrolled in time
   */
  Optional<ModelSteps> steps();
}
