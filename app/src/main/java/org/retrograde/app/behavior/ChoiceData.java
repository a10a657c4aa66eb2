// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.retrograde.neural.behaviour.ChoiceTrials;

/**
 * What choices are compared on.
 *
 * @param objects the objects, which the training stimuli show, in alphabetical order
 * @param train the training stimuli
 * @param trainObjects the object of each of them, from 0
 * @param test the stimuli on which choices are compared
 * @param trials the subjects' choices between objects on them, and the truth
 * @param excluded what was left out and why, with counts
 */
@SuppressWarnings("ArrayRecordComponent")
public record ChoiceData(
    List<String> objects,
    List<String> train,
    int[] trainObjects,
    List<String> test,
    ChoiceTrials trials,
    List<String> excluded) {

  /** Copies the lists. */
  public ChoiceData {
    objects = List.copyOf(objects);
    train = List.copyOf(train);
    test = List.copyOf(test);
    excluded = List.copyOf(excluded);
  }

  /**
   * Puts labels and trials together.
   *
   * @param labels what is on the stimuli, and what they are for
   * @param table the trials
   * @return the data
   * @throws org.retrograde.api.error.RetrogradeException if there are no training or no test
   *     stimuli, an object has no training stimulus, or a trial cannot be understood
   */
  public static ChoiceData of(ObjectLabels labels, ChoiceTable table) {
    List<String> train = used(labels, ObjectLabels.Use.TRAIN);
    List<String> test = used(labels, ObjectLabels.Use.TEST);
    List<String> shown = train.stream().map(id -> labels.object(id, labels.where())).toList();
    List<String> objects = List.copyOf(new TreeSet<>(shown));
    if (objects.size() < 2) {
      throw Refusals.of(
          labels.where(),
          "training stimuli of one object, " + objects.get(0),
          "two objects or more",
          "add training stimuli");
    }
    List<String> tested = test.stream().map(id -> labels.object(id, labels.where())).toList();
    requireTrained(labels, objects, tested);
    Collector collector = new Collector(labels, table, objects, test, tested);
    return new ChoiceData(
        objects,
        train,
        shown.stream().mapToInt(objects::indexOf).toArray(),
        test,
        collector.trials(),
        collector.excluded());
  }

  private static List<String> used(ObjectLabels labels, ObjectLabels.Use use) {
    List<String> ids = labels.of(use);
    if (ids.isEmpty()) {
      throw Refusals.of(
          labels.where(),
          use == ObjectLabels.Use.TRAIN ? "no training stimuli" : "no test stimuli",
          "stimuli to fit the read-out on, and others to compare choices on",
          "add a column 'use' with train and test, or name a file with --train-stimuli");
    }
    return ids;
  }

  private static void requireTrained(
      ObjectLabels labels, List<String> objects, List<String> tested) {
    List<String> unknown =
        tested.stream().filter(object -> !objects.contains(object)).distinct().sorted().toList();
    if (!unknown.isEmpty()) {
      throw Refusals.of(
          labels.where(),
          "objects of test stimuli without a training stimulus: " + Refusals.some(unknown),
          "training stimuli of every object",
          "add some, or leave the test stimuli of these objects out");
    }
  }

  /**
   * Returns how many test stimuli appear in a trial.
   *
   * @return their number
   */
  public int shown() {
    return (int) IntStream.of(trials.image()).distinct().count();
  }

  /** Goes through the trials once. */
  private static final class Collector {

    private final ObjectLabels labels;
    private final ChoiceTable table;
    private final List<String> objects;
    private final Map<String, Integer> images = new HashMap<>();
    private final int[] truth;
    private final List<int[]> kept = new ArrayList<>();
    private final Map<String, Integer> excluded = new LinkedHashMap<>();

    Collector(
        ObjectLabels labels,
        ChoiceTable table,
        List<String> objects,
        List<String> test,
        List<String> tested) {
      this.labels = labels;
      this.table = table;
      this.objects = objects;
      test.forEach(id -> images.put(id, images.size()));
      truth = tested.stream().mapToInt(objects::indexOf).toArray();
      for (int i = 0; i < table.trials().size(); i++) {
        add(i, table.trials().get(i));
      }
    }

    private void add(int row, ChoiceTable.Trial trial) {
      String where = table.row(row);
      String object = labels.object(trial.stimulus(), where);
      Integer image = images.get(trial.stimulus());
      if (image == null) {
        boolean train = labels.use(trial.stimulus()) == ObjectLabels.Use.TRAIN;
        exclude(train ? "trials of training stimuli" : "trials of stimuli that are not used");
      } else if (trial.choice().isEmpty()) {
        exclude("trials without a choice");
      } else {
        check(where, object, trial);
        int choice = objects.indexOf(trial.choice());
        kept.add(new int[] {image, objects.indexOf(trial.distractor()), choice});
      }
    }

    private void check(String where, String object, ChoiceTable.Trial trial) {
      for (String named : List.of(trial.distractor(), trial.choice())) {
        if (!objects.contains(named)) {
          throw Refusals.of(
              where,
              "object '" + named + "'",
              "one of the objects of the training stimuli: " + String.join(", ", objects),
              "add training stimuli of it, or remove the trial");
        }
      }
      if (!trial.sample().isEmpty() && !trial.sample().equals(object)) {
        throw Refusals.of(
            where,
            "sample_obj '" + trial.sample() + "'",
            "'" + object + "', the label of stimulus '" + trial.stimulus() + "'",
            "correct the trial or the label");
      }
      if (trial.distractor().equals(object)) {
        throw Refusals.of(
            where,
            "distractor '" + object + "', the object on the image",
            "another object",
            "correct the trial or remove it");
      }
      if (!trial.choice().equals(object) && !trial.choice().equals(trial.distractor())) {
        throw Refusals.of(
            where,
            "choice '" + trial.choice() + "'",
            object + " or " + trial.distractor() + ", which were on offer",
            "correct the trial or remove it");
      }
    }

    private void exclude(String reason) {
      excluded.merge(reason, 1, Integer::sum);
    }

    ChoiceTrials trials() {
      if (kept.isEmpty()) {
        throw Refusals.of(
            table.where(),
            "no trial of a test stimulus with a choice",
            "trials of stimuli that " + labels.where() + " has for testing",
            "name the trials of these stimuli, or change which are for training");
      }
      return new ChoiceTrials(objects.size(), truth, kept(0), kept(1), kept(2));
    }

    private int[] kept(int place) {
      return kept.stream().mapToInt(trial -> trial[place]).toArray();
    }

    List<String> excluded() {
      List<String> reasons = new ArrayList<>();
      excluded.forEach((reason, count) -> reasons.add(reason + " (" + count + ")"));
      long unseen = images.size() - kept.stream().map(trial -> trial[0]).distinct().count();
      if (unseen > 0) {
        reasons.add("test stimuli in no trial (" + unseen + ")");
      }
      return reasons;
    }
  }
}
