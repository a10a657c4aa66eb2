// SPDX-License-Identifier: Apache-2.0

package org.retrograde.benchmarks;

import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;

/**
 * The kernels that a training step of a ResNet-18 spends most of its time in, in float32.
 *
 * <p>Each runs on buffers of its own, as in a program. Not final: JMH derives from it.
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
public class KernelBenchmark {

  private static final double EPSILON = 1e-5;

  /** Made by JMH. */
  public KernelBenchmark() {}

  /** {@code y = C_K(x)}, compiled as in a training step: packing and Winograd's tiles included. */
  @State(Scope.Benchmark)
  public static class Forward {

    private Kernel kernel = () -> {};

    /** Made by JMH. */
    public Forward() {}

    /**
     * Binds the kernel.
     *
     * @param place what is varied
     */
    @Setup
    public void bind(Workplace place) {
      SameDiff graph = SameDiff.create();
      INDArray x = place.activations("x");
      INDArray weights = place.weights("K");
      ConvolutionMap map = new ConvolutionMap(place.layer.geometry());
      SDVariable y = map.apply(placeholder(graph, "K", weights), placeholder(graph, "x", x));
      kernel = place.compiled(y, Map.of("x", x, "K", weights));
    }
  }

  /** {@code F(x, d)}, compiled as in a training step. */
  @State(Scope.Benchmark)
  public static class FilterGradient {

    private Kernel kernel = () -> {};

    /** Made by JMH. */
    public FilterGradient() {}

    /**
     * Binds the kernel.
     *
     * @param place what is varied
     */
    @Setup
    public void bind(Workplace place) {
      SameDiff graph = SameDiff.create();
      INDArray x = place.activations("x");
      INDArray d = place.activations("d");
      ConvolutionMap map = new ConvolutionMap(place.layer.geometry());
      SDVariable gradient =
          map.filterGradient(placeholder(graph, "x", x), placeholder(graph, "d", d));
      kernel = place.compiled(gradient, Map.of("x", x, "d", d));
    }
  }

  /** The gradient of training batch normalisation. */
  @State(Scope.Benchmark)
  public static class BatchNormGradient {

    private Kernel kernel = () -> {};

    /** Made by JMH. */
    public BatchNormGradient() {}

    /**
     * Binds the kernel.
     *
     * @param place what is varied
     */
    @Setup
    public void bind(Workplace place) {
      List<INDArray> inputs =
          List.of(
              place.activations("x"),
              place.channelRow("gamma"),
              place.channelRow("mean"),
              place.channelRow("variance"),
              place.activations("dy"));
      List<INDArray> outputs =
          List.of(place.activations("dx"), place.channelRow("dgamma"), place.channelRow("dbeta"));
      kernel = place.kernel(new Operation.BatchNormGradient(EPSILON, false), inputs, outputs);
    }
  }

  private static SDVariable placeholder(SameDiff graph, String name, INDArray array) {
    return graph.placeHolder(name, array.dataType(), array.shape());
  }

  /**
   * Runs the convolution.
   *
   * @param state holds the kernel
   */
  @Benchmark
  public void convolution(Forward state) {
    state.kernel.run();
  }

  /**
   * Runs the gradient of the convolution's weights.
   *
   * @param state holds the kernel
   */
  @Benchmark
  public void convolutionFilterGradient(FilterGradient state) {
    state.kernel.run();
  }

  /**
   * Runs the gradient of batch normalisation.
   *
   * @param state holds the kernel
   */
  @Benchmark
  public void batchNormGradient(BatchNormGradient state) {
    state.kernel.run();
  }
}
