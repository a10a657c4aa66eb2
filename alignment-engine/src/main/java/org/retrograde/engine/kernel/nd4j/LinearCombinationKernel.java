// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/** One multiple is written, the others are added to it. The result may lie in one of the inputs. */
final class LinearCombinationKernel implements Kernel {

  private final List<Double> coefficients;
  private final BoundBuffers buffers;
  private final int first;
  private final Kernel writeFirst;
  private final Kernel finish;

  LinearCombinationKernel(Operation.LinearCombination sum, BoundBuffers buffers) {
    this.coefficients = sum.coefficients();
    this.buffers = buffers;
    INDArray result = buffers.output(0);
    first = placeOf(result);
    OpExecutioner executioner = Nd4j.getExecutioner();
    ScalarMultiplication multiple =
        new ScalarMultiplication(buffers.input(first), null, result, coefficients.get(first));
    writeFirst = () -> executioner.exec(multiple);
    finish = sum.relu() ? ActivationKernels.reluInPlace(result) : () -> {};
  }

  @Override
  public void run() {
    writeFirst.run();
    for (int i = 0; i < coefficients.size(); i++) {
      if (i != first) {
        Rows.addScaled(coefficients.get(i), buffers.input(i), buffers.output(0));
      }
    }
    finish.run();
  }

  private int placeOf(INDArray result) {
    long address = result.data().addressPointer().address();
    for (int i = 0; i < buffers.inputs().size(); i++) {
      if (buffers.input(i).data().addressPointer().address() == address) {
        return i;
      }
    }
    return 0;
  }
}
