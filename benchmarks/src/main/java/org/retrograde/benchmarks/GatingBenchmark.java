// SPDX-License-Identifier: Apache-2.0

package org.retrograde.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.op.TensorOps;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;

/**
 * What a gated recurrent step does besides convolutions, {@code (1 - σ(c)) c + (1 - σ(h)) x}, with
 * and without the pass that fuses it. Not final: JMH derives from it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-Dorg.bytedeco.javacpp.logger=slf4j",
      "-Dorg.bytedeco.javacpp.maxbytes=0",
      "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    })
public class GatingBenchmark {

  /** Made by JMH. */
  public GatingBenchmark() {}

  /** A compiled step. */
  @State(Scope.Benchmark)
  public static class Step {

    /** Whether gates are fused. */
    @Param({"true", "false"})
    public boolean fused = true;

    private Runnable program = () -> {};

    /** Made by JMH. */
    public Step() {}

    /**
     * Compiles the step.
     *
     * @param place what is varied
     */
    @Setup
    public void compile(Workplace place) {
      SameDiff graph = SameDiff.create();
      Map<String, INDArray> inputs = new LinkedHashMap<>();
      for (String name : new String[] {"c", "h", "x"}) {
        INDArray array = place.activations(name);
        inputs.put(name, array);
        graph.placeHolder(name, array.dataType(), array.shape());
      }
      SDVariable c = graph.getVariable("c");
      SDVariable kept = TensorOps.product(left(c), c);
      SDVariable taken = TensorOps.product(left(graph.getVariable("h")), graph.getVariable("x"));
      Bindings bindings = new Bindings(inputs, Map.of(), Set.of(kept.add(taken).name()));
      Set<String> without = fused ? Set.of() : Set.of("fuse-gates");
      Program compiled = new Compiler(place.kernels(), without).compile(graph, bindings);
      program = compiled::run;
    }

    private static SDVariable left(SDVariable gate) {
      return TensorOps.complement(Activation.SIGMOID.apply(gate));
    }
  }

  /**
   * Runs the step.
   *
   * @param step holds the program
   */
  @Benchmark
  public void gatedStep(Step step) {
    step.program.run();
  }
}
