// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.retrograde.api.cell.CellSite;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.random.RandomStream;
import org.retrograde.engine.differentiate.ExactError;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/**
 * What every recurrent cell must satisfy. A test class implements this interface, and inherits the
 * tests. The cell must be smooth where it is tested, for finite differences.
 */
public interface RecurrentCellContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  RecurrentCell cell();

  /**
   * Returns the values of its parameters as they would stand in a file.
   *
   * @return raw values by key, empty for all defaults
   */
  Map<String, Object> values();

  @Test
  default void states_keep_their_shapes_and_the_output_is_an_image() {
    CellTrial trial = trial(3, 2);
    ImageShape image = trial.image();
    CellSite site = new CellSite(trial.node(), image, image, Optional.empty());
    List<List<Integer>> expected = new ArrayList<>();
    cell()
        .states(site, trial.parameters())
        .forEach(s -> expected.add(List.of(2, s.height(), s.width(), s.channels())));
    List<List<Integer>> shapes = trial.shapes();
    assertEquals(expected, shapes.subList(1, shapes.size()));
    assertEquals(4, shapes.get(0).size());
    assertEquals(2, shapes.get(0).get(0));
  }

  @Test
  default void every_step_has_the_same_weights() {
    assertEquals(learned(trial(1, 2)), learned(trial(4, 2)));
    learned(trial(1, 2))
        .keySet()
        .forEach(name -> assertTrue(name.startsWith("node/"), "begins with the node: " + name));
  }

  @Test
  default void the_gradient_goes_through_time() {
    CellTrial trial = trial(3, 2);
    Map<String, INDArray> at = point(trial);
    Map<String, INDArray> gradients = results(trial, at).gradients();
    gradients.forEach(
        (name, gradient) -> {
          if (!name.startsWith("beside") && !name.equals("r")) {
            double[] along = numbers(name + " direction", Math.toIntExact(gradient.length()));
            double expected = slope(trial, at, name, along);
            double[] g = gradient.dup('c').data().asDouble();
            double got = 0;
            for (int i = 0; i < g.length; i++) {
              got += g[i] * along[i];
            }
            Tolerance.FINITE_DIFFERENCES.requireAgree("gradient of " + name, got, expected);
          }
        });
  }

  @Test
  default void an_image_alone_gives_what_it_gives_among_others() {
    CellTrial trial = trial(3, 2);
    Map<String, INDArray> at = point(trial);
    INDArray among = results(trial, at).outputs().get(2);
    for (int i = 0; i < 2; i++) {
      int index = i;
      Map<String, INDArray> one = new HashMap<>(at);
      for (String name : List.of("x0", "x1", "x2", "beside-x", "r")) {
        one.computeIfPresent(name, (n, all) -> row(all, index));
      }
      INDArray alone = results(trial(3, 1), one).outputs().get(2);
      Tolerance.DOUBLE.requireAgree(
          "image " + i, alone.data().asDouble(), row(among, i).data().asDouble());
    }
  }

  private static INDArray row(INDArray all, int i) {
    return all.get(NDArrayIndex.interval(i, i + 1)).dup('c');
  }

  private double slope(CellTrial trial, Map<String, INDArray> at, String name, double[] along) {
    return FiniteDifferences.gradient(
        t -> {
          Map<String, INDArray> moved = new HashMap<>(at);
          moved.computeIfPresent(name, (n, array) -> moved(array, along, t[0]));
          INDArray last = results(trial, moved).outputs().get(trial.steps() - 1);
          INDArray r = at.getOrDefault("r", last);
          return last.mul(r).sumNumber().doubleValue();
        },
        new double[1])[0];
  }

  private static INDArray moved(INDArray array, double[] along, double by) {
    INDArray result = array.dup('c');
    for (int i = 0; i < along.length; i++) {
      result.putScalar(i, result.getDouble(i) + by * along[i]);
    }
    return result;
  }

  private CellTrial.Results results(CellTrial trial, Map<String, INDArray> at) {
    Map<String, INDArray> weights = new HashMap<>(at);
    INDArray r = weights.remove("r");
    if (r == null) {
      throw new IllegalStateException("no r");
    }
    return trial.run(weights, r, new ExactError(), DataType.DOUBLE, new Nd4jKernels());
  }

  /** Numbers for everything, of either sign. */
  private Map<String, INDArray> point(CellTrial trial) {
    Map<String, INDArray> point = new LinkedHashMap<>(trial.zeros(DataType.DOUBLE));
    List<Integer> output = trial.shapes().get(0);
    point.put(
        "r", Nd4j.zeros(DataType.DOUBLE, output.stream().mapToLong(Integer::longValue).toArray()));
    point.forEach(
        (name, array) -> {
          double[] values = numbers(name, Math.toIntExact(array.length()));
          for (int i = 0; i < values.length; i++) {
            array.putScalar(i, 0.5 * values[i]);
          }
        });
    return point;
  }

  private static double[] numbers(String name, int count) {
    RandomStream stream = RandomStream.of(1, "cell-contract/" + name, 0);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = stream.nextGaussian();
    }
    return numbers;
  }

  private static Map<String, List<Long>> learned(CellTrial trial) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    trial
        .zeros(DataType.FLOAT)
        .forEach(
            (name, array) -> {
              if (!name.startsWith("x") && !name.startsWith("beside")) {
                shapes.put(name, Arrays.stream(array.shape()).boxed().toList());
              }
            });
    return shapes;
  }

  private CellTrial trial(int steps, int batch) {
    Parameters parameters = cell().parameters().bind(values(), KeyLocation.under("cell"));
    return new CellTrial(
        cell(),
        parameters,
        "node",
        Optional.empty(),
        Activation.LINEAR,
        new ImageShape(3, 4, 2),
        steps,
        batch);
  }
}
