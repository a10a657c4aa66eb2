// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.List;
import java.util.Optional;
import org.retrograde.api.plugin.ParameterTable;

/**
 * A map of keys in an experiment file: what the parser, the help, the reference page and the error
 * messages are made of.
 *
 * @param name the key that holds the map, empty for the file itself
 * @param description one line that says what it is for
 * @param choice the key that decides which other keys there are, if any
 * @param keys the keys that are always there
 * @param sections the maps inside this one
 */
record Section(
    String name,
    String description,
    Optional<Choice> choice,
    ParameterTable keys,
    List<Section> sections) {

  Section {
    sections = List.copyOf(sections);
  }

  static Section of(String name, String description, ParameterTable keys, Section... sections) {
    return new Section(name, description, Optional.empty(), keys, List.of(sections));
  }

  /** The same without one of the maps inside. */
  Section without(String section) {
    List<Section> others = sections.stream().filter(s -> !s.name().equals(section)).toList();
    return new Section(name, description, choice, keys, others);
  }

  static Section of(
      String name, String description, Choice choice, ParameterTable keys, Section... sections) {
    return new Section(name, description, Optional.of(choice), keys, List.of(sections));
  }
}
