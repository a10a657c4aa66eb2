// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Packing;

/** Programs written down node by node, for tests of single passes. */
final class Sketch {

  static final ConvolutionGeometry GEOMETRY = new ConvolutionGeometry(5, 5, 2, 3, 3, 1, 1);

  private Sketch() {}

  /** A matrix or image of no particular size. */
  static Value value(String name) {
    return value(name, 4, 3);
  }

  static Value value(String name, long... shape) {
    return Value.variable(name, shape, DataType.FLOAT);
  }

  static Node node(Operation operation, List<Value> inputs, Value... outputs) {
    return new Node(operation, inputs, List.of(outputs));
  }

  static Node view(Value origin, Value view) {
    return node(new Operation.View(), List.of(origin), view);
  }

  static Node activation(ActivationKind kind, Value x, Value y) {
    return node(new Operation.Activation(kind), List.of(x), y);
  }

  static Node relu(Value x, Value y) {
    return activation(ActivationKind.RELU, x, y);
  }

  static Node gradient(
      ActivationKind kind, boolean fromResult, Value reference, Value dy, Value dx) {
    return node(new Operation.ActivationGradient(kind, fromResult), List.of(reference, dy), dx);
  }

  static Node sum(List<Double> coefficients, List<Value> terms, Value result) {
    return node(new Operation.LinearCombination(coefficients, false), terms, result);
  }

  static Node plus(Value a, Value b, Value result) {
    return sum(List.of(1.0, 1.0), List.of(a, b), result);
  }

  static Node convolution(Value x, Value kernel, Value y) {
    return node(new Operation.Convolution(GEOMETRY), List.of(x, kernel), y);
  }

  static Node adjoint(Value kernel, Value d, Value error) {
    return node(new Operation.ConvolutionAdjoint(GEOMETRY, false), List.of(kernel, d), error);
  }

  static Node filterGradient(Value x, Value d, Value gradient) {
    return node(new Operation.ConvolutionFilterGradient(GEOMETRY, false), List.of(x, d), gradient);
  }

  static PassContext keeping(KernelLibrary library, String... kept) {
    return new PassContext(library, Set.of(kept), Set.of(), Set.of(), false, Optional.empty());
  }

  /** A library that joins everything, and keeps and packs nothing. */
  static Answers willing() {
    return new Answers(operation -> true, 0, 0);
  }

  /** A library that joins nothing. */
  static Answers unwilling() {
    return new Answers(operation -> false, 0, 0);
  }

  /** A library that answers the compiler's questions but has no kernel. */
  record Answers(Predicate<Operation> joins, long notes, long packed) implements KernelLibrary {
    @Override
    public String id() {
      return "answers";
    }

    @Override
    public String description() {
      return "has no kernel";
    }

    @Override
    public boolean fuses(Operation operation) {
      return joins.test(operation);
    }

    @Override
    public long notesLength(Operation operation, List<Long> input, DataType type) {
      return notes;
    }

    /** Packs kernels only, each operation's in a way of its own. */
    @Override
    public Optional<Packing> packing(Operation operation, int operand, long batch, DataType type) {
      boolean kernel =
          operation instanceof Operation.Convolution
              ? operand == 1
              : operation instanceof Operation.ConvolutionAdjoint
                  ? operand == 0
                  : operand == Packing.RESULT;
      return kernel && packed > 0
          ? Optional.of(new Packing(operation + " of " + batch, List.of(packed)))
          : Optional.empty();
    }

    @Override
    public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
      return Optional.empty();
    }
  }
}
