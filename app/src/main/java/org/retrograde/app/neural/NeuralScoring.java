// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Fold;
import org.retrograde.api.random.RandomStream;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.ceiling.ConsistencyResult;
import org.retrograde.neural.ceiling.NoiseCorrectedConsistency;
import org.retrograde.neural.score.PredictivityScore;
import org.retrograde.neural.score.ScoreCost;
import org.retrograde.neural.score.ScoreListener;
import org.retrograde.neural.score.StimulusActivations;
import org.retrograde.neural.score.TemporalResponses;

/** Scores the layers of a network against the regions of a recording. */
public final class NeuralScoring {

  private static final int SHOWN = 3;

  /** As published: Nayebi's splits and seeds. */
  private static final int CONSISTENCY_FOLDS = 5;

  private static final double CONSISTENCY_TRAIN = 0.8;

  private static final int FIRST_SEED = 1234;

  private final ScoreSettings settings;
  private final long seed;
  private final ScoreWatcher watcher;

  /**
   * Makes a scoring.
   *
   * @param settings how layers are scored
   * @param seed what bootstraps are drawn from
   * @param watcher hears how it goes
   */
  public NeuralScoring(ScoreSettings settings, long seed, ScoreWatcher watcher) {
    this.settings = settings;
    this.seed = seed;
    this.watcher = watcher;
  }

  /**
   * Scores.
   *
   * @param recording the neurons
   * @param region one of its regions; empty for all neuroids
   * @param layers makes the layers of a network, once the stimuli's ids are known
   * @return what was found
   */
  public RegionScore score(
      Recording recording,
      Optional<String> region,
      Function<List<String>, List<? extends LayerSource>> layers) {
    Recording.Averaged averaged = recording.read(region, settings.window().stream().toList());
    TemporalResponses shown = averaged.responses();
    requireOneBin(shown.bins());
    List<? extends LayerSource> sources = layers.apply(shown.stimuli());
    requireKnown(shown.stimuli(), sources.get(0).stimuli());
    StimulusSplits splits = StimulusSplits.of(settings.splits(), recording, shown.stimuli());
    watcher.planned(region.orElse(""), sources.size(), cost(sources, shown, splits));
    Table table = table(sources, shown, splits);
    Optional<TimeCourse> course =
        settings.courses().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new CourseScorer(settings, random("course"))
                    .score(
                        sources.get(table.best),
                        only(recording.read(region, List.of()).responses(), shown.stimuli()),
                        table.halves,
                        splits));
    return new RegionScore(
        region.orElse(""),
        noted(averaged.shown(), shown),
        table.all,
        sources.get(table.best).name(),
        table.selection,
        table.report,
        course,
        consistency(recording, region, sources.get(table.best), shown, table.halves.test(), splits),
        table.detail);
  }

  /** A ceiling that is too low to divide by is told all the same. */
  private Shown noted(Shown shown, TemporalResponses responses) {
    List<String> notes = new ArrayList<>(shown.notes());
    responses
        .ceilings()
        .map(bins -> bins.get(0).mean())
        .filter(c -> settings.measure() instanceof ScoreSettings.Predicting)
        .filter(c -> !(c >= settings.ceilingThreshold()))
        .ifPresent(
            c ->
                notes.add(
                    String.format(
                        Locale.ROOT,
                        "ceiling %.3f, below %s: not normalised",
                        c,
                        settings.ceilingThreshold())));
    return new Shown(shown.stimuli(), shown.fewestTrials(), shown.mostTrials(), notes);
  }

  private record Table(
      List<LayerScore> all,
      List<LayerScore> selection,
      int best,
      LayerScore report,
      Optional<PredictivityScore> detail,
      Fold halves) {}

  private Table table(
      List<? extends LayerSource> sources, TemporalResponses responses, StimulusSplits splits) {
    LayerScorer scorer =
        new LayerScorer(
            settings,
            responses.bin(0),
            responses.ceilings().map(ceilings -> ceilings.get(0)),
            random("layers"));
    int stimuli = responses.stimuli().size();
    Fold halves = splits.halves(stimuli);
    List<Fold> onAll = splits.folds(IntStream.range(0, stimuli).toArray());
    List<Fold> onHalf = splits.folds(halves.train());
    List<LayerScore> all = new ArrayList<>();
    List<LayerScore> selection = new ArrayList<>();
    Counter counter = new Counter(sources.size() * (onAll.size() + onHalf.size()) + onAll.size());
    for (LayerSource source : sources) {
      StimulusActivations x = source.still(settings.readout(), settings.readoutWindow());
      all.add(scorer.score(source.name(), x, onAll, counter));
      selection.add(scorer.score(source.name(), x, onHalf, counter));
    }
    int best =
        IntStream.range(0, selection.size())
            .boxed()
            .max(
                Comparator.<Integer>comparingDouble(i -> selection.get(i).rank())
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    LayerSource chosen = sources.get(best);
    StimulusActivations x = chosen.still(settings.readout(), settings.readoutWindow());
    List<Fold> onOther = splits.folds(halves.test());
    if (settings.measure() instanceof ScoreSettings.Predicting measure) {
      PredictivityScore detail = scorer.detail(measure, x, onOther, counter);
      LayerScore report = scorer.of(chosen.name(), detail);
      return new Table(all, selection, best, report, Optional.of(detail), halves);
    }
    LayerScore report = scorer.score(chosen.name(), x, onOther, counter);
    return new Table(all, selection, best, report, Optional.empty(), halves);
  }

  /** On the stimuli on which the layer was not chosen. */
  private Optional<ConsistencyResult> consistency(
      Recording recording,
      Optional<String> region,
      LayerSource layer,
      TemporalResponses responses,
      int[] rows,
      StimulusSplits splits) {
    if (settings.halvings() == 0
        || !(settings.measure() instanceof ScoreSettings.Predicting measure)) {
      return Optional.empty();
    }
    List<String> stimuli = IntStream.of(rows).mapToObj(responses.stimuli()::get).toList();
    Activations x =
        LayerScorer.aligned(layer.still(settings.readout(), settings.readoutWindow()), stimuli);
    List<Integer> seeds =
        IntStream.range(FIRST_SEED, FIRST_SEED + settings.halvings()).boxed().toList();
    return Optional.of(
        new NoiseCorrectedConsistency(
                measure.mapping(), measure.parameters(), folds(splits, rows), seeds)
            .of(trials -> x, recording.trials(region, responses.bins().get(0), rows)));
  }

  /** As published, unless stimuli are kept together. */
  private static List<Fold> folds(StimulusSplits splits, int... rows) {
    return splits
        .grouped(CONSISTENCY_FOLDS, CONSISTENCY_TRAIN, rows)
        .orElseGet(() -> NoiseCorrectedConsistency.folds(rows.length, CONSISTENCY_FOLDS));
  }

  /** The largest memory, and all operations. */
  private ScoreCost cost(
      List<? extends LayerSource> sources, TemporalResponses responses, StimulusSplits splits) {
    double bytes = 0;
    double operations = 0;
    for (LayerSource source : sources) {
      ScoreCost one =
          ScoreCost.of(
              responses.stimuli().size(),
              source.units(),
              responses.neuroids().size(),
              splits.splits().count());
      bytes = Math.max(bytes, one.bytes());
      operations += one.operations();
    }
    return new ScoreCost(bytes, operations);
  }

  private RandomStream random(String purpose) {
    return RandomStream.of(seed, "neural/" + purpose, 0);
  }

  /** Passes each fit on, with how many there are in all. */
  private final class Counter implements ScoreListener {

    private final int total;
    private int done;

    Counter(int total) {
      this.total = total;
    }

    @Override
    public void fitted(int ofThis, int ofAll) {
      done++;
      watcher.fitted(done, total);
    }
  }

  static void requireOneBin(List<TimeBin> bins) {
    if (bins.size() > 1) {
      throw RetrogradeException.usage(
          new Problem(
              "time window",
              bins.size()
                  + " time bins from "
                  + bins.get(0).text()
                  + ", none of them in the usual window",
              "a window over which responses are averaged",
              "write for example --window 0-50"));
    }
  }

  /** All stimuli that neurons were shown need activations. */
  static void requireKnown(List<String> recorded, List<String> stimuli) {
    Set<String> known = new HashSet<>(stimuli);
    List<String> missing = recorded.stream().filter(id -> !known.contains(id)).toList();
    if (!missing.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "stimuli",
              missing.size()
                  + " of "
                  + recorded.size()
                  + " without activations: "
                  + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size()))),
              "activations of every stimulus that was shown to the neurons",
              "extract them from all images, or name files after the stimuli"));
    }
  }

  private static TemporalResponses only(TemporalResponses responses, List<String> stimuli) {
    if (!responses.stimuli().equals(stimuli)) {
      throw new IllegalStateException("the same recording gave other stimuli");
    }
    return responses;
  }
}
