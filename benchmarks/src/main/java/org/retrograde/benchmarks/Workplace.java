// SPDX-License-Identifier: Apache-2.0

package org.retrograde.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.NativeBackend;

/** What the benchmarks vary, and how they come to a kernel. Not final: JMH derives from it. */
@State(Scope.Benchmark)
public class Workplace {

  /** The id of the kernel library. */
  @Param({"nd4j", "onednn"})
  public String library = "nd4j";

  /** The layer whose shapes are taken. */
  @Param public ResNetLayer layer = ResNetLayer.GROUP1;

  /** Images in a batch. */
  @Param("32")
  public int batch = 32;

  /** Threads that kernels may use. */
  @Param("2")
  public int threads = 2;

  /** Made by JMH. */
  public Workplace() {}

  INDArray activations(String name) {
    return noise(name, layer.activations(batch));
  }

  INDArray weights(String name) {
    return noise(name, layer.weights());
  }

  INDArray channelRow(String name) {
    return noise(name, layer.channelRow());
  }

  Kernel kernel(Operation operation, List<INDArray> inputs, List<INDArray> outputs) {
    NativeBackend.useThreads(threads);
    return kernels()
        .bind(operation, new BoundBuffers(inputs, outputs))
        .orElseThrow(() -> new IllegalStateException(library + " has no " + operation.label()));
  }

  /** A program of one operation on arrays, with all that the compiler makes of it. */
  Kernel compiled(SDVariable result, Map<String, INDArray> inputs) {
    NativeBackend.useThreads(threads);
    Bindings bindings = new Bindings(inputs, Map.of(), Set.of(result.name()));
    Program program = new Compiler(kernels()).compile(result.getSameDiff(), bindings);
    return program::run;
  }

  KernelLibrary kernels() {
    KernelLibrary found =
        ServiceLoader.load(KernelLibrary.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(candidate -> candidate.id().equals(library))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no kernel library '" + library + "'"));
    found
        .obstacle()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(library + ": " + reason);
            });
    return found;
  }

  /**
   * Positive, so that it can serve as a variance too; kernels do not run faster on other values.
   */
  private static INDArray noise(String name, long... shape) {
    float[] values = new float[Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b))];
    RandomStream stream = RandomStream.of(1, name, 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + stream.nextDouble());
    }
    return Nd4j.createFromArray(values).reshape(shape);
  }
}
