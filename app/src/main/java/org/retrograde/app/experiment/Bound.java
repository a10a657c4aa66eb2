// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Map;
import java.util.Objects;
import org.retrograde.api.plugin.Parameters;

/**
 * The checked values of a section.
 *
 * @param option the value of the section's choice, empty if it has none
 * @param optionKeys the values of the keys that go with that option
 * @param keys the values of the keys that are always there
 * @param sections the values of the sections inside, by name
 */
record Bound(String option, Parameters optionKeys, Parameters keys, Map<String, Bound> sections) {

  Bound {
    sections = Map.copyOf(sections);
  }

  Bound section(String name) {
    return Objects.requireNonNull(sections.get(name), name);
  }
}
