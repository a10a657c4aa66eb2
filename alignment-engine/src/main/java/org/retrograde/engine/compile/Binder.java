// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.WithReference;

/** Gives every value its buffer and every node its kernel. */
final class Binder {

  private final WithReference kernels;
  private final Request request;
  private final Lifetimes lifetimes;
  private final Map<Value, Storage> storages;
  private final Map<String, INDArray> inputs;
  private final Map<String, INDArray> targets;
  private final Map<DataType, INDArray> arenas = new EnumMap<>(DataType.class);
  private final Map<String, INDArray> buffers = new HashMap<>();
  private final Map<String, INDArray> constants = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final List<INDArray> owned = new ArrayList<>();

  Binder(
      KernelLibrary library,
      Request request,
      Lifetimes lifetimes,
      Map<Value, Storage> storages,
      Map<String, INDArray> inputs,
      Map<String, INDArray> targets) {
    this.kernels = new WithReference(library);
    this.request = request;
    this.lifetimes = lifetimes;
    this.storages = storages;
    this.targets = targets;
    this.inputs = inputs;
    buffers.putAll(inputs);
  }

  Program bind(List<Node> nodes, int prologue) {
    allocate();
    List<Kernel> once = bound(nodes.subList(0, prologue));
    List<Kernel> always = bound(nodes.subList(prologue, nodes.size()));
    request.targets().stream().sorted().forEach(name -> store(name, always));
    request.outputs().forEach(this::requireComputed);
    // Native kernels know addresses only: the program keeps what nobody else may hold.
    Map<String, INDArray> readable = new HashMap<>(constants);
    readable.putAll(inputs);
    request.kept().forEach(name -> readable.put(name, buffer(name)));
    return new Program(once, always, readable, owned);
  }

  private void allocate() {
    ArenaPlanner.lengths(storages)
        .forEach(
            (type, length) -> {
              INDArray arena = Nd4j.createUninitialized(type, length);
              owned.add(arena);
              arenas.put(type, arena);
            });
  }

  private List<Kernel> bound(List<Node> nodes) {
    List<Kernel> bound = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.View) {
        Value view = node.output();
        buffers.put(view.name(), reshaped(bufferOf(node.input(0)), view));
      } else {
        List<INDArray> inputs = node.inputs().stream().map(this::bufferOf).toList();
        List<INDArray> outputs = node.outputs().stream().map(this::place).toList();
        bound.add(kernels.bind(node.operation(), new BoundBuffers(inputs, outputs)));
      }
    }
    return bound;
  }

  private static INDArray reshaped(INDArray array, Value view) {
    return array.reshape('c', view.lengths());
  }

  private INDArray bufferOf(Value value) {
    if (value.constant().isPresent()) {
      INDArray constant = value.constant().get();
      constants.put(value.name(), constant);
      return constant;
    }
    INDArray array = buffer(value.name());
    if (!Arrays.equals(array.shape(), value.lengths())) {
      throw new IllegalArgumentException(
          "'%s' has shape %s, its buffer %s"
              .formatted(value.name(), value.shape(), Arrays.toString(array.shape())));
    }
    return array;
  }

  private INDArray buffer(String name) {
    INDArray array = buffers.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no buffer for placeholder '" + name + "'");
    }
    return array;
  }

  /** A node's output goes straight to the caller's buffer where there is one. */
  private INDArray place(Value value) {
    INDArray target = targets.get(lifetimes.destination(value).name());
    if (target == null) {
      INDArray own = cut(value);
      buffers.put(value.name(), own);
      return own;
    }
    stored.add(value.name());
    buffers.put(value.name(), target);
    return target;
  }

  private INDArray cut(Value value) {
    Storage storage = Objects.requireNonNull(storages.get(lifetimes.owner(value)), value.name());
    INDArray arena = Objects.requireNonNull(arenas.get(storage.type()));
    long end = storage.offset() + value.size();
    return arena.get(NDArrayIndex.interval(storage.offset(), end)).reshape('c', value.lengths());
  }

  /** Views and inputs have buffers of their own: a target of that kind is copied at the end. */
  private void store(String variable, List<Kernel> bound) {
    requireComputed(variable);
    if (!stored.contains(variable)) {
      INDArray target = Objects.requireNonNull(targets.get(variable), variable);
      bound.add(
          kernels.bind(
              new Operation.Copy(), new BoundBuffers(List.of(buffer(variable)), List.of(target))));
    }
  }

  private void requireComputed(String variable) {
    if (!buffers.containsKey(variable)) {
      throw new IllegalArgumentException(
          "'" + variable + "' is a constant or no variable of the graph");
    }
  }
}
