// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.optimize;

import java.util.Map;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.random.NoiseFill;

/** An optimiser after each of whose updates noise is added to the parameters. */
final class NoisyOptimizer implements Optimizer {

  private final Optimizer optimizer;
  private final UpdateNoise noise;
  private final INDArray values;
  private final INDArray drawn;
  private final LongFunction<RandomStream> streams;

  NoisyOptimizer(
      Optimizer optimizer, UpdateNoise noise, INDArray values, LongFunction<RandomStream> streams) {
    this.optimizer = optimizer;
    this.noise = noise;
    this.values = values;
    this.drawn = values.like();
    this.streams = streams;
  }

  @Override
  public void update(double learningRate, long step) {
    optimizer.update(learningRate, step);
    double deviation = learningRate * noise.standardDeviation();
    RandomStream stream = streams.apply(step);
    if (noise.kind() == UpdateNoise.Kind.NORMAL) {
      NoiseFill.normal(drawn, deviation, stream);
    } else {
      NoiseFill.uniform(drawn, -Math.sqrt(3) * deviation, Math.sqrt(3) * deviation, stream);
    }
    values.addi(drawn);
  }

  @Override
  public Map<String, INDArray> state() {
    return optimizer.state();
  }
}
