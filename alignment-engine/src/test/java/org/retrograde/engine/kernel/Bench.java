// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.Agreement;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.kernel.nd4j.WithReference;

/** Runs single operations on random arrays. */
final class Bench {

  private Bench() {}

  /** All libraries that can serve here, the reference too. */
  static Stream<KernelLibrary> libraries() {
    List<KernelLibrary> libraries =
        ServiceLoader.load(KernelLibrary.class).stream().map(ServiceLoader.Provider::get).toList();
    libraries.forEach(library -> assumeTrue(library.obstacle().isEmpty(), library.id()));
    return libraries.stream();
  }

  static INDArray random(String name, long... shape) {
    INDArray array = Nd4j.create(DataType.FLOAT, shape);
    RandomStream stream = RandomStream.of(4, name, 0);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, stream.nextGaussian());
    }
    return array;
  }

  /** Numbers away from 0 on one side, as variances are. */
  static INDArray positive(String name, long... shape) {
    INDArray array = random(name, shape);
    return array.mul(array).add(0.3);
  }

  /** Runs an operation twice, since kernels may keep state; outputs start as rubbish. */
  static List<INDArray> run(
      KernelLibrary library, Operation operation, List<INDArray> inputs, long[]... outputs) {
    List<INDArray> results = empty(outputs);
    Kernel kernel = new WithReference(library).bind(operation, new BoundBuffers(inputs, results));
    kernel.run();
    kernel.run();
    return results;
  }

  /** Runs an operation with a single output once, which lies where one of the inputs does. */
  static INDArray runInPlace(
      KernelLibrary library, Operation operation, List<INDArray> inputs, int place) {
    List<INDArray> own = new ArrayList<>(inputs.stream().map(INDArray::dup).toList());
    INDArray result = own.get(place);
    new WithReference(library).bind(operation, new BoundBuffers(own, List.of(result))).run();
    return result;
  }

  /** The first output of an operation on the reference library. */
  static INDArray reference(Operation operation, List<INDArray> inputs, long... output) {
    return run(new Nd4jKernels(), operation, inputs, output).get(0);
  }

  static double[] doubles(INDArray array) {
    return array.dup('c').data().asDouble();
  }

  static void requireAgree(String what, INDArray got, double[] expected) {
    Agreement.require(what, got.dup('c').data().asFloat(), expected);
  }

  private static List<INDArray> empty(long[]... shapes) {
    List<INDArray> arrays = new ArrayList<>();
    for (long[] shape : shapes) {
      INDArray array = Nd4j.create(DataType.FLOAT, shape);
      arrays.add(array.assign(77));
    }
    return arrays;
  }
}
