// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;

/** oneDNN's CPU engine and its stream, with ND4J's buffers wrapped in place. */
final class Device {

  private final engine cpu = new engine(engine.kind.cpu, 0);
  private final stream queue = new stream(cpu);

  engine cpu() {
    return cpu;
  }

  /** An ND4J buffer seen through a descriptor; nothing is copied. */
  memory wrap(memory.desc descriptor, INDArray array) {
    return new memory(descriptor, cpu, array.data().addressPointer());
  }

  /** Fresh settings of a primitive. */
  primitive_attr attributes() {
    return new primitive_attr();
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
