// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Gives every value its buffer and every node its kernel. */
final class Binder {

  private final KernelLibrary library;
  private final KernelLibrary reference = new Nd4jKernels();
  private final Bindings bindings;
  private final Map<String, INDArray> buffers = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final List<Kernel> kernels = new ArrayList<>();
  private final List<String> listing = new ArrayList<>();
  private final List<INDArray> owned = new ArrayList<>();

  Binder(KernelLibrary library, Bindings bindings) {
    this.library = library;
    this.bindings = bindings;
    buffers.putAll(bindings.inputs());
  }

  Program bind(List<Node> nodes) {
    nodes.forEach(this::bind);
    bindings.targets().forEach(this::store);
    bindings.outputs().forEach(this::requireComputed);
    return new Program(kernels, listing, buffers, owned);
  }

  private void bind(Node node) {
    if (node.operation() instanceof Operation.View) {
      Value view = node.outputs().get(0);
      buffers.put(view.name(), bufferOf(node.inputs().get(0)).reshape('c', view.lengths()));
      return;
    }
    List<INDArray> inputs = node.inputs().stream().map(this::bufferOf).toList();
    List<INDArray> outputs = node.outputs().stream().map(this::allocate).toList();
    add(node.operation(), new BoundBuffers(inputs, outputs), node.outputs().get(0).name());
  }

  private INDArray bufferOf(Value value) {
    return value.constant().orElseGet(() -> buffers.get(value.name()));
  }

  /** A node's output goes straight to the caller's buffer where there is one. */
  private INDArray allocate(Value value) {
    INDArray target = bindings.targets().get(value.name());
    if (target != null) {
      stored.add(value.name());
      buffers.put(value.name(), target);
      return target;
    }
    INDArray buffer = Nd4j.createUninitialized(value.type(), value.lengths());
    owned.add(buffer);
    buffers.put(value.name(), buffer);
    return buffer;
  }

  /** Views and inputs have buffers of their own: a target of that kind is copied at the end. */
  private void store(String variable, INDArray target) {
    requireComputed(variable);
    if (!stored.contains(variable)) {
      BoundBuffers copy = new BoundBuffers(List.of(buffers.get(variable)), List.of(target));
      add(new Operation.Copy(), copy, variable);
    }
  }

  private void requireComputed(String variable) {
    if (!buffers.containsKey(variable)) {
      throw new IllegalArgumentException(
          "'" + variable + "' is a constant or no variable of the graph");
    }
  }

  private void add(Operation operation, BoundBuffers operands, String name) {
    kernels.add(
        library
            .bind(operation, operands)
            .or(() -> reference.bind(operation, operands))
            .orElseThrow());
    listing.add(
        operation.label()
            + " -> "
            + name
            + " "
            + java.util.Arrays.toString(operands.output(0).shape()));
  }
}
