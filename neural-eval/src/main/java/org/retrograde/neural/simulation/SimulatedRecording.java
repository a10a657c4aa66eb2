// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.simulation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.assembly.AssemblyWriter;
import org.retrograde.neural.assembly.Axis;
import org.retrograde.neural.assembly.Column;
import org.retrograde.neural.assembly.Dimension;
import org.retrograde.neural.assembly.NeuroidAssembly;

/**
 * A simulated recording. Its neuroids carry the truth about themselves in columns of their own: the
 * layer they follow, {@code true_correlation} and {@code true_reliability}.
 *
 * @param spec what neuroids are like
 * @param layers what they are tuned to, all with the same stimuli and steps
 * @param stimuli the ids of the rows of the layers
 * @param objects what is on each stimulus, for splits; empty if it is not known
 * @param seed what everything is drawn from
 */
public record SimulatedRecording(
    PopulationSpec spec,
    List<TunedLayer> layers,
    List<String> stimuli,
    Optional<List<String>> objects,
    long seed) {

  private static final long STEP = 10;
  private static final long WINDOW_START = 70;
  private static final long WINDOW_END = 170;

  /** Copies the lists and checks that they fit. */
  public SimulatedRecording {
    layers = List.copyOf(layers);
    stimuli = List.copyOf(stimuli);
    objects = objects.map(List::copyOf);
    int rows = stimuli.size();
    boolean fit =
        objects.map(List::size).orElse(rows) == rows
            && layers.stream().allMatch(layer -> layer.stimuli() == rows)
            && layers.stream().map(layer -> layer.steps().size()).distinct().count() == 1;
    if (!fit) {
      throw new IllegalArgumentException("layers, stimuli and objects differ in length");
    }
  }

  /**
   * Writes the recording, a neuroid at a time: {@code [neuroid, presentation, time_bin]}.
   *
   * @param file the file, which appears under its name when it is whole
   * @param progress hears after each neuroid how many are done
   */
  public void write(Path file, IntConsumer progress) {
    try (AssemblyWriter writer = AssemblyWriter.create(file, assembly())) {
      int done = 0;
      for (TunedLayer layer : layers) {
        for (int neuroid = 0; neuroid < spec.neuroids(); neuroid++) {
          writer.append(trials(layer, neuroid));
          progress.accept(++done);
        }
      }
      writer.commit();
    }
  }

  /**
   * Returns the number of neuroids.
   *
   * @return of all regions together
   */
  public int neuroids() {
    return layers.size() * spec.neuroids();
  }

  /** Every presentation in every bin. */
  private double[] trials(TunedLayer layer, int neuroid) {
    String name = layer.region() + "/" + layer.layer();
    RandomStream random = RandomStream.of(seed, "simulated neuroid/" + name, neuroid);
    Matrix clean = SimulatedNeuroid.responses(layer, spec, random);
    int bins = bins();
    double noise = spec.noise();
    double[] values = new double[Math.multiplyExact(presentations(), bins)];
    int place = 0;
    for (int repetition = 0; repetition < spec.repetitions(); repetition++) {
      for (int stimulus = 0; stimulus < stimuli.size(); stimulus++) {
        for (int bin = 0; bin < bins; bin++) {
          int step = bin - lag();
          double mean = step < 0 ? 0 : clean.at(step, stimulus);
          values[place++] = mean + noise * random.nextGaussian();
        }
      }
    }
    return values;
  }

  private int lag() {
    return layers.get(0).unrolled() ? spec.latency() : 0;
  }

  private int bins() {
    return layers.get(0).steps().size() + lag();
  }

  private int presentations() {
    return Math.multiplyExact(stimuli.size(), spec.repetitions());
  }

  /**
   * Returns what the recording holds besides responses.
   *
   * @return neuroids, presentations and time bins
   */
  public NeuroidAssembly assembly() {
    return new NeuroidAssembly(
        "simulated, no recording",
        "stimuli of a simulation",
        List.of(neuroidAxis(), presentationAxis(), binAxis()));
  }

  private Axis neuroidAxis() {
    List<String> ids = new ArrayList<>();
    List<String> regions = new ArrayList<>();
    List<String> tuned = new ArrayList<>();
    for (TunedLayer layer : layers) {
      for (int i = 0; i < spec.neuroids(); i++) {
        ids.add(layer.region() + "-" + layer.layer() + "-" + i);
        regions.add(layer.region());
        tuned.add(layer.layer());
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(NeuroidAssembly.NEUROID, Column.Text.of(ids));
    columns.put(NeuroidAssembly.REGION, Column.Text.of(regions));
    columns.put("animal", Column.Text.of(Collections.nCopies(ids.size(), "simulated")));
    columns.put("layer", Column.Text.of(tuned));
    columns.put("true_correlation", constant(ids.size(), spec.correlation()));
    columns.put("true_reliability", constant(ids.size(), spec.reliability()));
    return new Axis(Dimension.NEUROID, ids.size(), columns);
  }

  private static Column constant(int length, double value) {
    return new Column.Decimal(IntStream.range(0, length).mapToDouble(i -> value).toArray());
  }

  private Axis presentationAxis() {
    List<String> shown = new ArrayList<>();
    List<String> objectsShown = new ArrayList<>();
    long[] repetitions = new long[presentations()];
    for (int repetition = 0; repetition < spec.repetitions(); repetition++) {
      for (int stimulus = 0; stimulus < stimuli.size(); stimulus++) {
        repetitions[shown.size()] = repetition;
        shown.add(stimuli.get(stimulus));
        int row = stimulus;
        objects.ifPresent(all -> objectsShown.add(all.get(row)));
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put(NeuroidAssembly.STIMULUS, Column.Text.of(shown));
    columns.put(NeuroidAssembly.REPETITION, new Column.Whole(repetitions));
    if (objects.isPresent()) {
      columns.put("object_name", Column.Text.of(objectsShown));
    }
    return new Axis(Dimension.PRESENTATION, shown.size(), columns);
  }

  /** Steps of 10 ms, or the window in which the field averages. */
  private Axis binAxis() {
    int bins = bins();
    boolean unrolled = layers.get(0).unrolled();
    long[] starts = new long[bins];
    long[] ends = new long[bins];
    for (int bin = 0; bin < bins; bin++) {
      starts[bin] = unrolled ? STEP * bin : WINDOW_START;
      ends[bin] = unrolled ? STEP * (bin + 1) : WINDOW_END;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    columns.put("time_bin_start", new Column.Whole(starts));
    columns.put("time_bin_end", new Column.Whole(ends));
    return new Axis(Dimension.TIME_BIN, bins, columns);
  }
}
