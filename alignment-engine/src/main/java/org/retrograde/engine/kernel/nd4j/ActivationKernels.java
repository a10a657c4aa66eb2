// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.nd4j;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarAdd;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarReverseSubtraction;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/**
 * Element-wise nonlinearities and their gradients; the result may lie where the last input does.
 */
final class ActivationKernels {

  private ActivationKernels() {}

  static Optional<Kernel> of(Operation operation, BoundBuffers buffers) {
    if (operation instanceof Operation.Activation activation) {
      return Optional.of(forward(activation.kind(), buffers.input(0), buffers.output(0)));
    } else if (operation instanceof Operation.ActivationGradient gradient) {
      return Optional.of(gradient(gradient, buffers));
    }
    return Optional.empty();
  }

  static Kernel reluInPlace(INDArray y) {
    return forward(ActivationKind.RELU, y, y);
  }

  /** dy where y is positive; y may be the nonlinearity's input as well. */
  static Kernel reluGradient(INDArray y, INDArray dy, INDArray dx) {
    INDArray factor = Nd4j.createUninitialized(y.dataType(), y.shape());
    return inTurn(scalar(new Step(y, factor, 0.0)), times(factor, dy, dx));
  }

  private static Kernel forward(ActivationKind kind, INDArray x, INDArray y) {
    return switch (kind) {
      case RELU -> NativeCall.of("relu").decimals(0).over(List.of(x), List.of(y));
      case ELU -> NativeCall.of("elu").decimals(1).over(List.of(x), List.of(y));
      case TANH -> legacy(new Tanh(x, y));
      case SIGMOID -> legacy(new Sigmoid(x, y));
    };
  }

  private static Kernel gradient(Operation.ActivationGradient operation, BoundBuffers buffers) {
    INDArray reference = buffers.input(0);
    INDArray dy = buffers.input(1);
    INDArray dx = buffers.output(0);
    if (operation.kind() == ActivationKind.RELU) {
      return reluGradient(reference, dy, dx);
    }
    if (operation.fromResult()) {
      return fromResult(operation.kind(), reference, dy, dx);
    }
    INDArray y = Nd4j.createUninitialized(dx.dataType(), dx.shape());
    return inTurn(forward(operation.kind(), reference, y), fromResult(operation.kind(), y, dy, dx));
  }

  /** tanh' = 1 - y²; sigmoid' = y (1 - y); elu' = 1 + min(y, 0). */
  private static Kernel fromResult(ActivationKind kind, INDArray y, INDArray dy, INDArray dx) {
    INDArray factor = Nd4j.createUninitialized(y.dataType(), y.shape());
    Kernel derivative =
        switch (kind) {
          case RELU -> scalar(new Step(y, factor, 0.0));
          case TANH ->
              inTurn(
                  times(y, y, factor),
                  scalar(new ScalarReverseSubtraction(factor, null, factor, 1)));
          case SIGMOID ->
              inTurn(
                  scalar(new ScalarReverseSubtraction(y, null, factor, 1)),
                  times(factor, y, factor));
          case ELU ->
              inTurn(
                  scalar(new ScalarMin(y, null, factor, 0)),
                  scalar(new ScalarAdd(factor, null, factor, 1)));
        };
    return inTurn(derivative, times(factor, dy, dx));
  }

  private static Kernel times(INDArray a, INDArray b, INDArray product) {
    return NativeCall.of("multiply").over(List.of(a, b), List.of(product));
  }

  private static Kernel scalar(ScalarOp op) {
    return () -> Nd4j.getExecutioner().exec(op);
  }

  private static Kernel legacy(Op op) {
    return () -> Nd4j.getExecutioner().exec(op);
  }

  private static Kernel inTurn(Kernel first, Kernel second) {
    return () -> {
      first.run();
      second.run();
    };
  }
}
