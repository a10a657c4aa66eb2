// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;

/** oneDNN's CPU engine and its stream, with ND4J's buffers wrapped in place. */
final class Device {

  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);
  private final memory.data_type products;

  Device(memory.data_type products) {
    this.products = products;
  }

  engine cpu() {
    return cpu;
  }

  /** An ND4J buffer seen through a descriptor; nothing is copied. */
  memory wrap(memory.desc descriptor, INDArray array) {
    return new memory(descriptor, cpu, array.data().addressPointer());
  }

  /** The type in which convolutions multiply. */
  memory.data_type products() {
    return products;
  }

  /** Part of an ND4J buffer of float32 from an element on. */
  memory wrap(memory.desc descriptor, INDArray array, long offset) {
    // A position counts bytes where no type is asked for.
    Pointer start = new BytePointer(array.data().addressPointer()).position(offset * Float.BYTES);
    return new memory(descriptor, cpu, start);
  }

  /** Numbers that stay as they are, in memory of oneDNN's. */
  memory constant(memory.desc descriptor, float[][] matrix) {
    memory constant = new memory(descriptor, cpu);
    FloatPointer numbers = new FloatPointer(constant.get_data_handle());
    for (int i = 0; i < matrix.length; i++) {
      numbers.position((long) i * matrix[i].length).put(matrix[i]);
    }
    return constant;
  }

  /** Several kernels as one. */
  static Kernel all(List<Kernel> calls) {
    Kernel[] kernels = calls.toArray(Kernel[]::new);
    return () -> {
      for (Kernel kernel : kernels) {
        kernel.run();
      }
    };
  }

  /** A primitive with its arguments: pairs of argument number and memory. */
  Kernel call(primitive operation, Argument... arguments) {
    IntMemoryMap map = new IntMemoryMap();
    for (Argument argument : arguments) {
      map.put(argument.place(), argument.value());
    }
    return () -> operation.execute(queue, map);
  }

  /** A change of layout. */
  Kernel reorder(memory from, memory to) {
    reorder operation = new reorder(from, to);
    return () -> operation.execute(queue, from, to);
  }

  /**
   * An argument of a primitive.
   *
   * @param place oneDNN's number for it
   * @param value the memory
   */
  record Argument(int place, memory value) {}
}
