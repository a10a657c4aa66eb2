// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.assembly.AssemblyAverage;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.assembly.Axis;
import org.retrograde.neural.assembly.Column;
import org.retrograde.neural.assembly.NeuroidAssembly;
import org.retrograde.neural.assembly.NeuroidMeans;
import org.retrograde.neural.assembly.RepetitionParts;
import org.retrograde.neural.assembly.Selection;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.assembly.Trials;
import org.retrograde.neural.ceiling.HalfAverages;
import org.retrograde.neural.ceiling.InternalConsistency;
import org.retrograde.neural.ceiling.Repetitions;
import org.retrograde.neural.ceiling.SplitValues;
import org.retrograde.neural.score.TemporalResponses;

/**
 * The responses of a region, averaged over repetitions in one reading of the file, and their
 * reliability.
 *
 * @param source the recording
 * @param consistency how repetitions are halved for ceilings
 */
public record Recording(AssemblySource source, InternalConsistency consistency) {

  /**
   * Returns the regions.
   *
   * @return their names in alphabetical order; empty if the recording names none
   */
  public List<String> regions() {
    Optional<Column> column = source.assembly().neuroids().column(NeuroidAssembly.REGION);
    TreeSet<String> regions = new TreeSet<>();
    column.ifPresent(c -> IntStream.range(0, c.size()).mapToObj(c::text).forEach(regions::add));
    return List.copyOf(regions);
  }

  /**
   * What was read.
   *
   * @param responses the averages
   * @param shown to what neurons responded
   */
  record Averaged(TemporalResponses responses, Shown shown) {}

  /**
   * Averages.
   *
   * @param region the region; empty for all neuroids
   * @param bins the time bins wanted; empty for the file's own
   */
  Averaged read(Optional<String> region, List<TimeBin> bins) {
    Selection selection = Selection.region(source.assembly(), region, source.where());
    AssemblyAverage average = average(selection, bins);
    List<Fold> halves = halves(average);
    Sums sums = new Sums(average, selection.neuroids().length, halves.size());
    average.stream(parts(halves), sums::add);
    TemporalResponses responses =
        new TemporalResponses(
            average.bins(),
            average.stimuli(),
            ids(source.assembly().neuroids(), selection.neuroids()),
            sums.responses,
            halves.isEmpty()
                ? Optional.empty()
                : Optional.of(sums.reliability.stream().map(SplitValues::new).toList()));
    return new Averaged(responses, shown(average, sums.missing, halves.isEmpty()));
  }

  private Shown shown(AssemblyAverage average, long missing, boolean onlyOnce) {
    List<String> notes = new ArrayList<>();
    if (average.unnamed() > 0) {
      notes.add("left out, presentations without a stimulus: " + average.unnamed());
    }
    if (missing > 0) {
      notes.add("left out of averages, responses in single trials that are missing: " + missing);
    }
    if (onlyOnce) {
      notes.add(
          hasRepetitions()
              ? "no ceiling, since there is one repetition"
              : "no ceiling, since there is no column '" + NeuroidAssembly.REPETITION + "'");
    }
    return new Shown(
        average.stimuli().size(),
        Collections.min(average.trials()),
        Collections.max(average.trials()),
        notes);
  }

  private boolean hasRepetitions() {
    return source.assembly().presentations().column(NeuroidAssembly.REPETITION).isPresent();
  }

  /** Says which stimuli and bins {@link #read} would return, without reading. */
  AssemblyAverage average(Optional<String> region, List<TimeBin> bins) {
    return average(Selection.region(source.assembly(), region, source.where()), bins);
  }

  private AssemblyAverage average(Selection selection, List<TimeBin> bins) {
    return new AssemblyAverage(source, selection, bins, AssemblyAverage.DEFAULT_MEMORY);
  }

  /** Single trials of some stimuli, as rows in the order of all results. */
  Repetitions trials(Optional<String> region, TimeBin bin, int... rows) {
    Selection selection = Selection.region(source.assembly(), region, source.where());
    Trials trials = Trials.read(source, selection, bin, Trials.DEFAULT_MEMORY);
    return new Repetitions(
        trials.responses().stream().map(responses -> responses.rows(rows)).toList());
  }

  /** Without repetitions, or with one, there is no ceiling. */
  private List<Fold> halves(AssemblyAverage average) {
    int repetitions = hasRepetitions() ? average.repetitions().size() : 1;
    return repetitions < 2 ? List.of() : consistency.halves(repetitions);
  }

  private static RepetitionParts parts(List<Fold> halves) {
    List<List<Integer>> parts = new ArrayList<>();
    for (Fold half : halves) {
      parts.add(IntStream.of(half.train()).boxed().toList());
      parts.add(IntStream.of(half.test()).boxed().toList());
    }
    return new RepetitionParts(parts);
  }

  private static List<String> ids(Axis neuroids, int... places) {
    Optional<Column> column = neuroids.column(NeuroidAssembly.NEUROID);
    return IntStream.of(places)
        .mapToObj(place -> column.map(c -> c.text(place)).orElse("neuroid " + place))
        .toList();
  }

  /**
   * Tells whether presentations have a column.
   *
   * @param name its name
   * @return true if they do
   */
  public boolean has(String name) {
    return source.assembly().presentations().column(name).isPresent();
  }

  /**
   * Tells whether responses are resolved in time.
   *
   * @return true if there are several time bins
   */
  public boolean hasBins() {
    return source.assembly().timeBins(source.where()).size() > 1;
  }

  /**
   * Returns the time over which responses are averaged if nobody says otherwise.
   *
   * @return 70 to 170 ms as far as they were recorded; empty for a recording with one time bin, or
   *     with none of that time
   */
  public Optional<TimeBin> usualWindow() {
    List<TimeBin> within =
        source.assembly().timeBins(source.where()).stream()
            .filter(bin -> bin.end() > Readout.WINDOW_START && bin.start() < Readout.WINDOW_END)
            .toList();
    if (!hasBins() || within.isEmpty()) {
      return Optional.empty();
    }
    double start = within.stream().mapToDouble(TimeBin::start).min().orElseThrow();
    double end = within.stream().mapToDouble(TimeBin::end).max().orElseThrow();
    return Optional.of(
        new TimeBin(Math.max(start, Readout.WINDOW_START), Math.min(end, Readout.WINDOW_END)));
  }

  /**
   * Returns the stimuli.
   *
   * @return their ids, in the order of all results
   */
  public List<String> stimuli() {
    return new AssemblyAverage(
            source, Selection.all(source.assembly()), List.of(), AssemblyAverage.DEFAULT_MEMORY)
        .stimuli();
  }

  /** The labels of stimuli in a column, for splits. */
  List<String> labels(String column, List<String> stimuli) {
    Axis presentations = source.assembly().presentations();
    Column ids = presentations.require(NeuroidAssembly.STIMULUS, source.where());
    Column labels = presentations.require(column, source.where());
    Map<String, String> byStimulus = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      String known = byStimulus.putIfAbsent(ids.text(i), labels.text(i));
      if (known != null && !known.equals(labels.text(i))) {
        throw RetrogradeException.usage(
            new Problem(
                source.where(),
                "stimulus '"
                    + ids.text(i)
                    + "' with "
                    + column
                    + " '"
                    + known
                    + "' and '"
                    + labels.text(i)
                    + "'",
                "one " + column + " a stimulus",
                "choose another column, or 'none'"));
      }
    }
    return stimuli.stream().map(id -> String.valueOf(byStimulus.get(id))).toList();
  }

  /** What becomes of each neuroid as it is read. */
  private static final class Sums {

    final List<Matrix> responses = new ArrayList<>();
    final List<Matrix> reliability = new ArrayList<>();
    private int neuroid;
    private long missing;

    Sums(AssemblyAverage average, int neuroids, int halvings) {
      for (int bin = 0; bin < average.bins().size(); bin++) {
        responses.add(Matrix.zeros(average.stimuli().size(), neuroids));
        reliability.add(Matrix.zeros(halvings, neuroids));
      }
    }

    void add(NeuroidMeans of) {
      missing += of.missing();
      add(of.means(), of.parts());
      neuroid++;
    }

    private void add(Matrix means, List<Matrix> parts) {
      for (int bin = 0; bin < responses.size(); bin++) {
        double[] row = means.row(bin);
        for (int stimulus = 0; stimulus < row.length; stimulus++) {
          responses.get(bin).set(stimulus, neuroid, row[stimulus]);
        }
        for (int half = 0; half < reliability.get(bin).rows(); half++) {
          HalfAverages averages =
              new HalfAverages(
                  column(parts.get(2 * half), bin), column(parts.get(2 * half + 1), bin));
          reliability.get(bin).set(half, neuroid, averages.reliability()[0]);
        }
      }
    }

    private static Matrix column(Matrix part, int bin) {
      return new Matrix(part.columns(), 1, part.row(bin));
    }
  }
}
