// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.assembly.Box;
import org.retrograde.neural.assembly.NeuroidAssembly;

/**
 * A recording of which nothing is known yet but the description.
 *
 * @param assembly the description
 */
record PlannedSource(NeuroidAssembly assembly) implements AssemblySource {

  @Override
  public String where() {
    return "simulated neurons";
  }

  @Override
  public List<Integer> piece() {
    throw new IllegalStateException("nothing was recorded yet");
  }

  @Override
  public double[] read(Box box) {
    throw new IllegalStateException("nothing was recorded yet");
  }

  @Override
  public void close() {}
}
