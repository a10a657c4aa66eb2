// SPDX-License-Identifier: Apache-2.0

package org.retrograde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;
import org.retrograde.neural.linear.BlockedActivations;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.split.RandomState;
import org.retrograde.neural.stats.Means;

/**
 * Times a fit of a mapping, on the numbers that {@code peers/neural_sklearn.py} times scikit-learn
 * with, and prints a line of JSON.
 */
public final class NeuralPeers {

  private static final int NEUROIDS = 168;
  private static final int LATENTS = 120;

  private NeuralPeers() {}

  /** What is fitted: a mapping on so many stimuli and units. */
  private enum Row {
    PLS("pls", 2304, 1000),
    PLS_WIDE("pls", 300, 20_000),
    RIDGE_CV("ridge-cv", 2304, 4096),
    GRAM("", 2560, 100_000);

    private final String mapping;
    private final int stimuli;
    private final int units;

    Row(String mapping, int stimuli, int units) {
      this.mapping = mapping;
      this.stimuli = stimuli;
      this.units = units;
    }
  }

  /**
   * Times.
   *
   * @param args the row (pls, pls-wide, ridge-cv or gram) and how many fits to time
   * @throws IOException if the system's status cannot be read
   */
  public static void main(String[] args) throws IOException {
    Row row = Row.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
    int steps = Integer.parseInt(args[1]);
    double[] seconds = new double[steps];
    double check = row == Row.GRAM ? gram(row, seconds) : fit(row, seconds);
    double median = Means.median(seconds);
    System.out.printf(
        Locale.ROOT,
        "{\"peer\": \"Retrograde\", \"row\": \"%s\", \"minSeconds\": %.4f,"
            + " \"medianSeconds\": %.4f, \"peakMiB\": %d, \"check\": %.9f}%n",
        args[0],
        Arrays.stream(seconds).min().orElseThrow(),
        median,
        peakMebibytes(),
        check);
  }

  private static double fit(Row row, double[] seconds) {
    RandomState random = new RandomState(1);
    Matrix latents = uniform(random, row.stimuli, LATENTS, 0);
    Matrix x = mixed(latents, uniform(random, LATENTS, row.units, 1), random, 0.5);
    Matrix y = mixed(latents, uniform(random, LATENTS, NEUROIDS, 1), random, 2);
    Mapping mapping =
        ServiceLoader.load(Mapping.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.id().equals(row.mapping))
            .findFirst()
            .orElseThrow();
    int[] all = IntStream.range(0, row.stimuli).toArray();
    double check = 0;
    // The first does not count, as on the other side.
    for (int step = -1; step < seconds.length; step++) {
      long start = System.nanoTime();
      // New activations each time: nothing that was kept makes a fit look faster than the first.
      Mapping.Fitted fitted =
          mapping.prepare(new DenseActivations(x), all, mapping.parameters().defaults()).fit(y);
      seconds[Math.max(0, step)] = (System.nanoTime() - start) / 1e9;
      check = Arrays.stream(fitted.predict(0, 1, 2).values()).sum();
    }
    return check;
  }

  private static double gram(Row row, double[] seconds) {
    double check = 0;
    for (int step = 0; step < seconds.length; step++) {
      Activations activations =
          new BlockedActivations(
              row.stimuli,
              row.units,
              (from, to) -> {
                Matrix block = Matrix.zeros(row.stimuli, to - from);
                Arrays.setAll(block.values(), at -> ((at + from) & 1023) / 1024.0);
                return block;
              });
      long start = System.nanoTime();
      check = activations.gram().at(1, 2);
      seconds[step] = (System.nanoTime() - start) / 1e9;
    }
    return check;
  }

  /** Uniform numbers around 0, row k divided by the root of k + 1 to some power. */
  private static Matrix uniform(RandomState random, int rows, int columns, int power) {
    Matrix result = Matrix.zeros(rows, columns);
    for (int k = 0; k < rows; k++) {
      double factor = power == 0 ? 1 : 1 / Math.sqrt(k + 1.0);
      for (int j = 0; j < columns; j++) {
        result.set(k, j, factor * (random.uniform() - 0.5));
      }
    }
    return result;
  }

  private static Matrix mixed(Matrix latents, Matrix weights, RandomState random, double noise) {
    Matrix result = Blas.product(latents, weights);
    for (int at = 0; at < result.values().length; at++) {
      result.values()[at] += noise * (random.uniform() - 0.5);
    }
    return result;
  }

  private static long peakMebibytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    List<String> lines = Files.exists(status) ? Files.readAllLines(status) : new ArrayList<>();
    Map<String, String> fields =
        lines.stream()
            .map(line -> line.split(":\\s*", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (a, b) -> a));
    return Long.parseLong(fields.getOrDefault("VmHWM", "0 kB").split(" ")[0]) / 1024;
  }
}
