// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Matrix;

/**
 * Averages an assembly over the repetitions of each stimulus, ignoring NaN. Values are read once
 * and not kept, so that an assembly may be much larger than memory.
 *
 * <p>Stimuli are in lexicographic order of their ids, neuroids in that of the file. Responses are
 * averaged first and brought to other time bins then.
 */
public final class AssemblyAverage {

  /** What sums of trials take at most if nobody says otherwise: 256 MiB. */
  public static final long DEFAULT_MEMORY = 256L << 20;

  private final AssemblySource source;
  private final Selection selection;
  private final Presentations presentations;
  private final List<TimeBin> bins;
  private final Optional<TimeAlignment> alignment;

  /** The file's bins from the first to the last that are needed. */
  private final Span span;

  private final long memory;

  /**
   * Makes ready to average.
   *
   * @param source the assembly
   * @param selection which part of it
   * @param bins the time bins wanted; empty for those of the file
   * @param memory what the sums of trials may take, in bytes; the fewer, the more often the file is
   *     read, and at least one neuroid is summed at a time
   * @throws RetrogradeException if the stimuli are not known or a time bin is not covered
   */
  public AssemblyAverage(
      AssemblySource source, Selection selection, List<TimeBin> bins, long memory) {
    this.source = source;
    this.selection = selection;
    this.memory = memory;
    NeuroidAssembly assembly = source.assembly();
    presentations = new Presentations(assembly, selection.presentations(), source.where());
    List<TimeBin> own = assembly.timeBins(source.where());
    this.bins = bins.isEmpty() ? own : List.copyOf(bins);
    alignment =
        bins.isEmpty()
            ? Optional.empty()
            : Optional.of(TimeAlignment.of(own, bins, source.where()));
    span = alignment.map(TimeAlignment::span).orElseGet(() -> new Span(0, own.size()));
  }

  /**
   * Returns the repetition labels.
   *
   * @return each once; numbers by size, texts in lexicographic order
   * @throws RetrogradeException if the assembly does not say which repetition is which
   */
  public List<String> repetitions() {
    return presentations.repetitions();
  }

  /**
   * Returns the stimuli.
   *
   * @return their ids in the order of all results
   */
  public List<String> stimuli() {
    return presentations.stimuli();
  }

  /**
   * Returns how often each stimulus was shown.
   *
   * @return in the order of {@link #stimuli}
   */
  public List<Integer> trials() {
    return Arrays.stream(presentations.trials()).boxed().toList();
  }

  /**
   * Returns how many presentations are left out, since nobody knows what they showed.
   *
   * @return how many
   */
  public int unnamed() {
    return presentations.unnamed();
  }

  /**
   * Returns the time bins of all results.
   *
   * @return the bins
   */
  public List<TimeBin> bins() {
    return bins;
  }

  /**
   * Averages one neuroid after the other.
   *
   * @param parts sets of repetitions to average each for itself too
   * @param sink takes each neuroid in the order of the selection
   * @throws RetrogradeException if the file cannot be read or holds an infinite value
   */
  public void stream(RepetitionParts parts, Consumer<NeuroidMeans> sink) {
    int[][] partsOf = parts(parts);
    int[] neuroids = selection.neuroids();
    int count = atATime(parts.parts().size());
    for (int from = 0; from < neuroids.length; from += count) {
      pass(
          Arrays.copyOfRange(neuroids, from, Math.min(from + count, neuroids.length)),
          parts,
          partsOf,
          sink);
    }
  }

  /**
   * Averages all neuroids.
   *
   * @return their responses
   * @throws RetrogradeException if the file cannot be read or holds an infinite value
   */
  public AveragedAssembly average() {
    int[] neuroids = selection.neuroids();
    List<Matrix> responses = new ArrayList<>();
    bins.forEach(bin -> responses.add(Matrix.zeros(stimuli().size(), neuroids.length)));
    long[] missing = new long[1];
    int[] column = new int[1];
    stream(
        RepetitionParts.NONE,
        means -> {
          for (int bin = 0; bin < bins.size(); bin++) {
            for (int s = 0; s < stimuli().size(); s++) {
              responses.get(bin).set(s, column[0], means.means().at(bin, s));
            }
          }
          missing[0] += means.missing();
          column[0]++;
        });
    return new AveragedAssembly(
        source.assembly().identifier(),
        presentations.ofStimuli(),
        source.assembly().neuroids().select(neuroids),
        bins,
        responses,
        trials(),
        new AveragedAssembly.Omissions(unnamed(), missing[0]));
  }

  /** How many neuroids' sums fit; whole pieces of the file, if one fits, to read each once. */
  private int atATime(int parts) {
    long each = TrialSums.bytes(stimuli().size(), span.length(), parts);
    int fit = (int) Math.max(1, Math.min(selection.neuroids().length, memory / Math.max(1, each)));
    int piece = source.piece().get(axis(Dimension.NEUROID));
    // A piece that does not fit is read as often as it has equal parts that do.
    int readings = (piece + fit - 1) / fit;
    return fit > piece ? fit / piece * piece : (piece + readings - 1) / readings;
  }

  /** Which of the file's axes a dimension is, or -1. */
  private int axis(Dimension dimension) {
    List<Axis> axes = source.assembly().axes();
    return IntStream.range(0, axes.size())
        .filter(i -> axes.get(i).dimension() == dimension)
        .findFirst()
        .orElse(-1);
  }

  private int[][] parts(RepetitionParts parts) {
    int[][] partsOf = new int[source.assembly().presentations().length()][];
    int[] none = {};
    Arrays.fill(partsOf, none);
    if (!parts.parts().isEmpty()) {
      int[][] byLabel = parts.byLabel(repetitions().size());
      int[] labels = presentations.labels();
      for (int i = 0; i < labels.length; i++) {
        partsOf[i] = labels[i] < 0 ? none : byLabel[labels[i]];
      }
    }
    return partsOf;
  }

  private void pass(
      int[] neuroids, RepetitionParts parts, int[][] partsOf, Consumer<NeuroidMeans> sink) {
    TrialSums[] sums = new TrialSums[source.assembly().neuroids().length()];
    for (int neuroid : neuroids) {
      sums[neuroid] = new TrialSums(stimuli().size(), span, parts.parts().size());
    }
    List<Integer> shape = source.assembly().shape();
    List<Integer> from = new ArrayList<>(shape.stream().map(n -> 0).toList());
    List<Integer> lengths = new ArrayList<>(shape);
    int axis = axis(Dimension.NEUROID);
    int first = neuroids[0];
    from.set(axis, first);
    lengths.set(axis, neuroids[neuroids.length - 1] - first + 1);
    int times = axis(Dimension.TIME_BIN);
    if (times >= 0) {
      from.set(times, span.first());
      lengths.set(times, span.length());
    }
    for (Box piece : new Box(from, lengths).cells(source.piece())) {
      if (IntStream.range(piece.from(axis), piece.end(axis)).anyMatch(n -> sums[n] != null)) {
        add(piece, source.read(piece), sums, partsOf);
      }
    }
    for (int neuroid : neuroids) {
      sink.accept(sums[neuroid].means(neuroid, alignment));
    }
  }

  private void add(Box piece, double[] values, TrialSums[] sums, int[][] partsOf) {
    long[] strides = Box.strides(piece.lengths());
    int p = axis(Dimension.PRESENTATION);
    int n = axis(Dimension.NEUROID);
    int t = axis(Dimension.TIME_BIN);
    int bins = t < 0 ? 1 : piece.length(t);
    for (int i = 0; i < piece.length(n); i++) {
      TrialSums own = sums[piece.from(n) + i];
      for (int j = 0; own != null && j < piece.length(p); j++) {
        int presentation = piece.from(p) + j;
        int stimulus = presentations.stimulus(presentation);
        for (int k = 0; stimulus >= 0 && k < bins; k++) {
          double value =
              values[(int) (i * strides[n] + j * strides[p] + (t < 0 ? 0 : k * strides[t]))];
          requireFinite(value, presentation, piece.from(n) + i);
          own.add(stimulus, (t < 0 ? 0 : piece.from(t)) + k, partsOf[presentation], value);
        }
      }
    }
  }

  private void requireFinite(double value, int presentation, int neuroid) {
    if (Double.isInfinite(value)) {
      throw Refusal.of(
          source.where(),
          "an infinite value at presentation " + presentation + ", neuroid " + neuroid,
          "finite values, or NaN for those that are missing",
          "correct the value or leave the neuroid out");
    }
  }
}
