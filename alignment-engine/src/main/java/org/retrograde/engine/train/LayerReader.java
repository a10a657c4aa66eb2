// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.compile.Request;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Reads what layers put out, in a program that computes these layers and what they need, no more.
 *
 * <p>Not safe for use by several threads.
 */
public final class LayerReader implements AutoCloseable {

  private final BatchBuffers batchBuffers;
  private final Plan plan;
  private final Program program;

  /**
   * Compiles the program.
   *
   * @param network a network for evaluation
   * @param weights its parameters and running averages, shared, not copied
   * @param tensors what to read, such as values of {@link Network#layers()}
   * @param kernels the kernel library
   */
  public LayerReader(
      Network network, NetworkWeights weights, Collection<Tensor> tensors, KernelLibrary kernels) {
    Set<String> outputs = new LinkedHashSet<>();
    tensors.forEach(tensor -> outputs.add(tensor.variable().name()));
    Request request = new Request(Set.of(), outputs, weights.buffers().keySet());
    batchBuffers = new BatchBuffers(network);
    Map<String, INDArray> inputs = new LinkedHashMap<>(weights.buffers());
    inputs.put(network.input().variable().name(), batchBuffers.images());
    plan = new Compiler(kernels).plan(network.graph(), request);
    program = plan.bind(inputs, Map.of());
  }

  /**
   * Computes the layers for a batch.
   *
   * @param batch images, as many as the network takes
   */
  public void run(Batch batch) {
    batchBuffers.load(batch);
    program.run();
  }

  /**
   * Returns what a layer put out for the last batch.
   *
   * @param tensor one of those to read
   * @return its values in row-major order, a new array
   */
  public float[] values(Tensor tensor) {
    INDArray value = program.value(tensor.variable().name());
    return value.dup('c').castTo(DataType.FLOAT).data().asFloat();
  }

  /**
   * Returns the memory of the program's own buffers.
   *
   * @return bytes, parameters and the buffers of the batch not included
   */
  public long plannedBytes() {
    return plan.plannedBytes();
  }

  /** Frees the program's buffers. */
  @Override
  public void close() {
    program.close();
  }
}
