// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run folder's contents.
 *
 * @param folder the folder's name
 * @param name the experiment's name
 * @param architecture the network's name
 * @param rule the learning rule's id
 * @param seed the seed as text
 * @param status how the run ended
 * @param complete whether the run wrote a summary
 * @param outcome the results, the last ones recorded if there is no summary
 * @param metrics what was recorded during the run
 * @param configuration the resolved experiment by dotted key
 * @param yaml the resolved experiment file
 * @param provenance the provenance by dotted key
 * @param predictivity how well its layers predict recorded neurons, if it was scored
 * @param notes what a reader must know of the files
 */
record Run(
    String folder,
    String name,
    String architecture,
    String rule,
    String seed,
    String status,
    boolean complete,
    Outcome outcome,
    Metrics metrics,
    Map<String, String> configuration,
    String yaml,
    Map<String, String> provenance,
    Optional<Predictivity> predictivity,
    List<String> notes) {

  Run {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    notes = List.copyOf(notes);
  }

  /** Whether all epochs were done; until then the results are not the run's last word. */
  boolean finished() {
    return complete && status.equals("finished");
  }
}
