// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.KeyLocation;

/** Reads the network of an experiment, or the list of its networks. */
final class ArchitectureParser {

  static final String ONE = "architecture";
  static final String SEVERAL = "architectures";
  private static final String EXAMPLE = "{id: resnet-cifar}";

  private final Section section;

  ArchitectureParser(ExperimentSchema schema) {
    this.section = schema.architecture();
  }

  List<ArchitectureSettings> parse(Map<String, Object> raw, KeyLocation location) {
    if (raw.containsKey(ONE) == raw.containsKey(SEVERAL)) {
      String both = ONE + " and " + SEVERAL;
      throw problem(
          location.of(ONE),
          raw.containsKey(ONE) ? both : "neither architecture nor architectures",
          "one of the two",
          "write 'architecture: " + EXAMPLE + "' or the like");
    }
    return raw.containsKey(ONE)
        ? List.of(one(raw.get(ONE), ONE, location))
        : several(raw.get(SEVERAL), location);
  }

  private List<ArchitectureSettings> several(@Nullable Object raw, KeyLocation location) {
    List<?> entries =
        RuleParser.list(raw, location.of(SEVERAL), "'- " + EXAMPLE + "' for each network");
    List<ArchitectureSettings> architectures = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String path = SEVERAL + "[" + i + "]";
      ArchitectureSettings architecture = one(entries.get(i), path, location);
      if (!names.add(architecture.name())) {
        throw problem(
            location.of(path),
            "a second architecture called '" + architecture.name() + "'",
            "a name for each",
            "add a 'name' to one of them");
      }
      architectures.add(architecture);
    }
    return architectures;
  }

  ArchitectureSettings one(@Nullable Object raw, String path, KeyLocation location) {
    KeyLocation inside = location.inside(path);
    Bound bound =
        SectionBinder.bind(section, SectionBinder.map(raw, location.of(path), EXAMPLE), inside);
    String name =
        bound.keys().has("name")
            ? RuleParser.label(bound.keys().text("name"), key -> inside.of("name"))
            : bound.option();
    return new ArchitectureSettings(name, bound.option(), bound.optionKeys());
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
