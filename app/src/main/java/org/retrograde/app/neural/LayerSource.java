// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
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
   * Returns what it answers.
   *
   * @return the id of each row
   */
  List<String> stimuli();

  /**
   * Returns its width, without reading it.
   *
   * @return how many values it has for a stimulus in one step
   */
  int units();

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
