// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which presentation showed which stimulus, and for which time. */
final class Presentations {

  private static final int NONE = -1;

  private final Axis axis;
  private final String where;
  private final int[] chosen;
  private final List<String> stimuli;
  private final int[] stimulus;
  private final int unnamed;

  /** Presentations without a stimulus are left out. */
  Presentations(NeuroidAssembly assembly, int[] chosen, String where) {
    this.axis = assembly.presentations();
    this.where = where;
    this.chosen = chosen.clone();
    Column ids = axis.require(NeuroidAssembly.STIMULUS, where);
    int[] named = Arrays.stream(chosen).filter(i -> !ids.isMissing(i)).toArray();
    unnamed = chosen.length - named.length;
    stimuli = List.copyOf(new TreeSet<>(Arrays.stream(named).mapToObj(ids::text).toList()));
    Map<String, Integer> places = new HashMap<>();
    stimuli.forEach(id -> places.put(id, places.size()));
    stimulus = new int[axis.length()];
    Arrays.fill(stimulus, NONE);
    for (int i : named) {
      stimulus[i] = places.getOrDefault(ids.text(i), NONE);
    }
    if (named.length == 0) {
      throw Refusal.of(
          where,
          chosen.length + " presentations, none with a " + NeuroidAssembly.STIMULUS,
          "the stimulus of each presentation",
          "fill the column, or choose other presentations");
    }
  }

  /** In lexicographic order. */
  List<String> stimuli() {
    return stimuli;
  }

  /** How many presentations were left out. */
  int unnamed() {
    return unnamed;
  }

  /** The place of a presentation's stimulus, or -1. */
  int stimulus(int presentation) {
    return stimulus[presentation];
  }

  /** How often each stimulus was shown. */
  int[] trials() {
    int[] trials = new int[stimuli.size()];
    Arrays.stream(stimulus).filter(s -> s != NONE).forEach(s -> trials[s]++);
    return trials;
  }

  /** The repetition labels, numbers by size and texts in lexicographic order. */
  List<String> repetitions() {
    Column column = axis.require(NeuroidAssembly.REPETITION, where);
    Map<String, Integer> first = new LinkedHashMap<>();
    for (int i : chosen) {
      if (stimulus[i] != NONE) {
        first.putIfAbsent(column.text(i), i);
      }
    }
    Comparator<Integer> order =
        column instanceof Column.Text
            ? Comparator.comparing(column::text)
            : Comparator.comparing(column::number);
    List<Integer> places = new ArrayList<>(first.values());
    places.sort(order);
    return places.stream().map(column::text).toList();
  }

  /** For each presentation the place of its label, or -1. */
  int[] labels() {
    List<String> repetitions = repetitions();
    Map<String, Integer> places = new HashMap<>();
    repetitions.forEach(label -> places.put(label, places.size()));
    Column column = axis.require(NeuroidAssembly.REPETITION, where);
    return IntStream.range(0, axis.length())
        .map(i -> stimulus[i] == NONE ? NONE : places.getOrDefault(column.text(i), NONE))
        .toArray();
  }

  /** What is known of the stimuli: the columns that are the same whenever a stimulus is shown. */
  Axis ofStimuli() {
    int[] first = new int[stimuli.size()];
    Arrays.fill(first, NONE);
    for (int i = 0; i < stimulus.length; i++) {
      if (stimulus[i] != NONE && first[stimulus[i]] == NONE) {
        first[stimulus[i]] = i;
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    axis.columns()
        .forEach(
            (name, column) -> {
              if (isSame(column, first)) {
                columns.put(name, column.select(first));
              }
            });
    return new Axis(Dimension.PRESENTATION, stimuli.size(), columns);
  }

  private boolean isSame(Column column, int[] first) {
    return IntStream.range(0, stimulus.length)
        .filter(i -> stimulus[i] != NONE)
        .allMatch(i -> column.text(i).equals(column.text(first[stimulus[i]])));
  }
}
