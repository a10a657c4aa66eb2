// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;

/**
 * The rows of a layer that answer some stimuli.
 *
 * @param layer the layer's name, for messages
 * @param stimuli the stimuli, in the order of the rows picked
 * @param places the row of each of them
 */
@SuppressWarnings("ArrayRecordComponent")
record StimulusRows(String layer, List<String> stimuli, int[] places) {

  static StimulusRows of(String layer, List<String> rows, List<String> stimuli) {
    Set<String> wanted = new HashSet<>(stimuli);
    Map<String, Integer> known = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Integer other = known.put(rows.get(i), i);
      if (other != null && wanted.contains(rows.get(i))) {
        throw Refusals.of(
            "layer '" + layer + "'",
            "rows " + other + " and " + i + " (counted from 0) for '" + rows.get(i) + "'",
            "one row a stimulus",
            "leave one of them out");
      }
    }
    Set<String> missing = new TreeSet<>(stimuli);
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      throw Refusals.of(
          "stimuli",
          missing.size()
              + " of "
              + stimuli.size()
              + " without activations: "
              + Refusals.some(missing),
          "activations of every stimulus that is used",
          "extract them from all images, name files after the stimuli, or name the files in a"
              + " column 'filename' of the labels");
    }
    return new StimulusRows(layer, stimuli, stimuli.stream().mapToInt(known::get).toArray());
  }

  /** These rows, all of which must be finite. */
  Matrix of(Activations activations) {
    Matrix picked = activations.units(0, activations.units()).rows(places);
    for (int i = 0; i < picked.rows(); i++) {
      for (int j = 0; j < picked.columns(); j++) {
        if (!Double.isFinite(picked.at(i, j))) {
          throw Refusals.of(
              "layer '" + layer + "'",
              picked.at(i, j) + " of unit " + j + " (counted from 0) to '" + stimuli.get(i) + "'",
              "finite activations",
              "leave out this stimulus, or check the network's weights");
        }
      }
    }
    return picked;
  }
}
