// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.score;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.Fold;

/**
 * Which row of the activations answers each row of the responses. Rows are paired by stimulus id,
 * never by position.
 *
 * @param stimuli the ids of the responses' rows
 * @param sources the row of the activations for each
 */
@SuppressWarnings("ArrayRecordComponent")
record Pairing(List<String> stimuli, int[] sources) {

  private static final int SHOWN = 5;

  static Pairing of(List<String> responses, List<String> activations) {
    Map<String, Integer> places = places(activations, "activations");
    places(responses, "responses");
    List<String> missing = responses.stream().filter(id -> !places.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      throw RetrogradeException.usage(
          new Problem(
              "stimuli",
              missing.size()
                  + " of "
                  + responses.size()
                  + " without activations: "
                  + String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())))
                  + (missing.size() > SHOWN ? ", ..." : ""),
              "activations of every stimulus with responses",
              "extract them, or check that both sides use the same ids"));
    }
    return new Pairing(List.copyOf(responses), responses.stream().mapToInt(places::get).toArray());
  }

  private static Map<String, Integer> places(List<String> ids, String where) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      Integer other = places.put(ids.get(i), i);
      if (other != null) {
        throw RetrogradeException.usage(
            new Problem(
                where,
                "stimulus '"
                    + ids.get(i)
                    + "' in rows "
                    + other
                    + " and "
                    + i
                    + " (counted from 0)",
                "one row a stimulus",
                "average repetitions, or leave out one of them"));
      }
    }
    return places;
  }

  /** The same rows in the order of their stimuli's ids, as Brain-Score fits and scores them. */
  Fold sorted(Fold fold) {
    return new Fold(sorted(fold.train()), sorted(fold.test()));
  }

  private int[] sorted(int... rows) {
    return IntStream.of(rows)
        .boxed()
        .sorted(Comparator.comparing(stimuli::get))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  List<String> ids(int... rows) {
    return IntStream.of(rows).mapToObj(stimuli::get).toList();
  }
}
