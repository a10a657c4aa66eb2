// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.engine.kernel.Kernel;

/** RMSProp; see {@link Algorithm.RmsProp}. */
final class RmsPropOptimizer implements Optimizer {

  private final Algorithm.RmsProp settings;
  private final INDArray meanSquare;
  private final INDArray velocity;
  private final INDArray gradient;
  private final INDArray scratch;
  private final INDArray minusOne;
  private final List<Kernel> loadGradient;
  private final Kernel apply;

  RmsPropOptimizer(Algorithm.RmsProp settings, GroupArithmetic group) {
    this.settings = settings;
    meanSquare = group.row().assign(settings.initialMeanSquare());
    velocity = group.row();
    gradient = group.row();
    scratch = group.row();
    minusOne = Nd4j.create(velocity.dataType(), 1).assign(-1);
    loadGradient = group.decayed(gradient, 0, gradient);
    apply = group.addScaled(velocity, minusOne);
  }

  @Override
  public void update(double learningRate, long step) {
    loadGradient.forEach(Kernel::run);
    gradient.muli(gradient, scratch).muli(1 - settings.decay());
    meanSquare.muli(settings.decay()).addi(scratch);
    meanSquare.addi(settings.epsilon(), scratch);
    Transforms.sqrt(scratch, false);
    gradient.divi(scratch).muli(learningRate);
    velocity.muli(settings.momentum()).addi(gradient);
    apply.run();
  }

  @Override
  public Map<String, INDArray> state() {
    return new TreeMap<>(Map.of("meanSquare", meanSquare, "velocity", velocity));
  }
}
