// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.engine.TestNetworks;
import org.retrograde.engine.TestRules;
import org.retrograde.engine.Tolerances;
import org.retrograde.engine.compile.Bindings;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Program;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.TrainingStep;

/** Every kernel library against the reference library. */
final class KernelAgreementTest {

  private static final int BATCH = 3;

  private static Stream<KernelLibrary> libraries() {
    return ServiceLoader.load(KernelLibrary.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(library -> !library.id().equals("nd4j"));
  }

  static Stream<Arguments> convolutions() {
    List<ConvolutionGeometry> geometries =
        List.of(
            new ConvolutionGeometry(8, 8, 16, 32, 3, 1, 1),
            new ConvolutionGeometry(9, 7, 3, 20, 3, 2, 1),
            new ConvolutionGeometry(8, 8, 5, 7, 1, 2, 0),
            new ConvolutionGeometry(11, 11, 1, 6, 5, 1, 0),
            new ConvolutionGeometry(14, 14, 3, 64, 7, 2, 3),
            new ConvolutionGeometry(1, 1, 4, 4, 1, 1, 0),
            ConvolutionGeometry.same(14, 14, 3, 64, 7, 2),
            ConvolutionGeometry.same(7, 8, 5, 6, 3, 2),
            ConvolutionGeometry.same(8, 8, 64, 64, 2, 1));
    return libraries().flatMap(library -> geometries.stream().map(g -> Arguments.of(library, g)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("convolutions")
  void the_three_passes_of_a_convolution_agree(KernelLibrary library, ConvolutionGeometry g) {
    assumeCanServe(library);
    SameDiff graph = SameDiff.create();
    ConvolutionMap map = new ConvolutionMap(g);
    Map<String, INDArray> inputs = new HashMap<>();
    SDVariable x = feed(graph, inputs, "x", BATCH, g.height(), g.width(), g.inputChannels());
    SDVariable d =
        feed(graph, inputs, "d", BATCH, g.outputHeight(), g.outputWidth(), g.outputChannels());
    SDVariable k =
        feed(graph, inputs, "k", g.kernel(), g.kernel(), g.inputChannels(), g.outputChannels());
    String y = map.apply(k, x).name();
    String filter = map.filterGradient(x, d).name();
    String error = map.adjoint(k, d).name();
    for (Set<String> outputs :
        List.of(Set.of(y), Set.of(filter), Set.of(error), Set.of(y, filter, error))) {
      Bindings bindings = new Bindings(inputs, Map.of(), outputs);
      Program expected = new Compiler(new Nd4jKernels()).compile(graph, bindings);
      Program got = new Compiler(library).compile(graph, bindings);
      expected.run();
      got.run();
      outputs.forEach(name -> assertAgree(name, got.value(name), expected.value(name)));
    }
  }

  static Stream<Arguments> libraryAndBatch() {
    return libraries()
        .flatMap(library -> Stream.of(1, 5).map(batch -> Arguments.of(library, batch)));
  }

  @ParameterizedTest(name = "batch {1}")
  @MethodSource("libraryAndBatch")
  void training_steps_agree_array_by_array(KernelLibrary library, int batch) {
    assumeCanServe(library);
    TrainingStep expected = step(new Nd4jKernels(), batch);
    TrainingStep got = step(library, batch);
    for (int i = 0; i < 3; i++) {
      Batch images = TestNetworks.batch(batch, i);
      expected.run(images, 0.05, 0.05);
      got.run(images, 0.05, 0.05);
    }
    for (String name : new LinkedHashSet<>(expected.names())) {
      assertAgree(name, array(got, name), array(expected, name));
    }
  }

  static Stream<KernelLibrary> others() {
    return libraries();
  }

  @ParameterizedTest
  @MethodSource("others")
  void two_runs_are_bit_identical(KernelLibrary library) {
    assumeCanServe(library);
    TrainingStep first = step(library, 5);
    TrainingStep second = step(library, 5);
    for (int i = 0; i < 3; i++) {
      first.run(TestNetworks.batch(5, i), 0.05, 0.05);
      second.run(TestNetworks.batch(5, i), 0.05, 0.05);
    }
    assertThat(second.save()).usingRecursiveComparison().isEqualTo(first.save());
  }

  @Test
  void there_is_a_library_to_compare() {
    assertThat(libraries()).isNotEmpty();
  }

  private static void assumeCanServe(KernelLibrary library) {
    assumeTrue(
        library.obstacle().isEmpty(), () -> library.id() + ": " + library.obstacle().orElse(""));
  }

  private static TrainingStep step(KernelLibrary library, int batch) {
    return new TrainingStep(
        TestNetworks.small(Mode.TRAINING, batch),
        RuleAssignment.everywhere(TestRules.tied(FeedbackGroup.ALIGNMENT)),
        OptimizerSpec.sgd(0.05, 0.9, 1e-3),
        OptimizerSpec.sgd(0.05, 0.9, 0),
        3,
        library);
  }

  private static INDArray array(TrainingStep step, String name) {
    return Nd4j.createFromArray((float[]) step.get(name).values());
  }

  private static SDVariable feed(
      SameDiff graph, Map<String, INDArray> inputs, String name, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    RandomStream stream = RandomStream.of(1, name, 0);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, stream.nextGaussian());
    }
    inputs.put(name, array);
    return graph.placeHolder(name, DataType.FLOAT, shape);
  }

  private static void assertAgree(String name, INDArray got, INDArray expected) {
    assertThat(got.shape()).as(name).isEqualTo(expected.shape());
    double largest = Math.max(1e-3, expected.amaxNumber().doubleValue());
    double difference = got.sub(expected).amaxNumber().doubleValue();
    assertThat(difference / largest).as(name).isLessThan(Tolerances.ACCUMULATED);
  }
}
