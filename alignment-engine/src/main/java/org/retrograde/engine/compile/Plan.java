// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

/** A program before any of its memory is allocated. */
public final class Plan {

  private final KernelLibrary library;
  private final Request request;
  private final List<Node> nodes;
  private final int prologue;
  private final Lifetimes lifetimes;
  private final Map<Value, Storage> storages;

  /**
   * A plan.
   *
   * @param prologue how many of the nodes come first and follow from invariants alone
   */
  Plan(
      KernelLibrary library,
      Request request,
      List<Node> nodes,
      int prologue,
      Lifetimes lifetimes,
      Map<Value, Storage> storages) {
    this.library = library;
    this.request = request;
    this.nodes = List.copyOf(nodes);
    this.prologue = prologue;
    this.lifetimes = lifetimes;
    this.storages = Map.copyOf(storages);
  }

  /**
   * Allocates the memory and makes the kernels.
   *
   * @param inputs by the name of a placeholder, the buffer that holds it; contiguous, row-major
   * @param targets by the name of a variable, the buffer that its value is to be stored in;
   *     contiguous, row-major
   * @return the program, its invariants not read yet
   * @throws IllegalArgumentException if a placeholder that is needed has no buffer, or one of
   *     another shape
   */
  public Program bind(Map<String, INDArray> inputs, Map<String, INDArray> targets) {
    return new Binder(library, request, lifetimes, storages, inputs, targets).bind(nodes, prologue);
  }

  /**
   * Returns the memory of the program's own buffers; those of the caller are not counted.
   *
   * @return bytes
   */
  public long plannedBytes() {
    return ArenaPlanner.lengths(storages).entrySet().stream()
        .mapToLong(arena -> arena.getValue() * arena.getKey().width())
        .sum();
  }

  /**
   * Returns the memory that the buffers would take if each value had its own.
   *
   * @return bytes
   */
  public long unsharedBytes() {
    return nodes.stream()
        .filter(node -> !Instruction.isView(node))
        .flatMap(node -> node.outputs().stream())
        .filter(value -> !request.targets().contains(value.name()))
        .mapToLong(Instruction::bytes)
        .sum();
  }

  /**
   * Returns what the program does.
   *
   * @return one instruction a kernel, in the order of their execution
   */
  public List<Instruction> instructions() {
    Stream<Instruction> kernels =
        IntStream.range(0, nodes.size())
            .filter(i -> !Instruction.isView(nodes.get(i)))
            .mapToObj(i -> Instruction.of(nodes.get(i), i < prologue));
    return Stream.concat(kernels, copies()).toList();
  }

  /** A target that is another shape of some value gets its values at the end of a run. */
  private Stream<Instruction> copies() {
    return nodes.stream()
        .filter(Instruction::isView)
        .map(Node::output)
        .filter(value -> request.targets().contains(value.name()))
        .sorted(Comparator.comparing(Value::name))
        .map(value -> new Node(new Operation.Copy(), List.of(value), List.of(value)))
        .map(copy -> Instruction.of(copy, false));
  }
}
