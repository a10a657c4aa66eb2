// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.engine.kernel.Kernel;

/** Adagrad; see {@link Algorithm.Adagrad}. */
final class AdagradOptimizer implements Optimizer {

  private final INDArray sumOfSquares;
  private final INDArray gradient;
  private final INDArray scratch;
  private final INDArray rate;
  private final List<Kernel> loadGradient;
  private final Kernel apply;

  AdagradOptimizer(Algorithm.Adagrad settings, GroupArithmetic group) {
    sumOfSquares = group.row().assign(settings.initialAccumulator());
    gradient = group.row();
    scratch = group.row();
    rate = Nd4j.create(gradient.dataType(), 1);
    loadGradient = group.decayed(gradient, 0, gradient);
    apply = group.addScaled(gradient, rate);
  }

  @Override
  public void update(double learningRate, long step) {
    loadGradient.forEach(Kernel::run);
    gradient.muli(gradient, scratch);
    sumOfSquares.addi(scratch);
    scratch.assign(sumOfSquares);
    Transforms.sqrt(scratch, false);
    gradient.divi(scratch);
    rate.putScalar(0, -learningRate);
    apply.run();
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of("sumOfSquares", sumOfSquares);
  }
}
