// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.rule.LearningRule;

/** Each rule has a page, which knows its options and their defaults. */
class RulePagesTest {

  private static final Path PAGES = Path.of("..", "docs", "rules");

  static List<LearningRule> rules() {
    return ServiceLoader.load(LearningRule.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_page_has_every_section_and_option(LearningRule rule) throws IOException {
    String page = Files.readString(PAGES.resolve(rule.id() + ".md"));
    assertThat(page).contains("`" + rule.id() + "`");
    assertThat(page)
        .contains("**Equations.**", "**Local?**", "**Options.**", "**Cost.**", "**What it needs")
        .contains("**Source.**");
    for (ParameterSpec spec : rule.parameters().specs()) {
      assertThat(page).as(spec.name()).contains("`" + spec.name() + "`");
      stated(page, spec.name())
          .ifPresent(text -> assertThat(text).as(spec.name()).isEqualTo(expected(spec)));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_page_states_no_option_that_the_rule_lacks(LearningRule rule) throws IOException {
    List<String> rows =
        Files.readAllLines(PAGES.resolve(rule.id() + ".md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertThat(rule.parameters().names()).containsAll(rows);
  }

  @Test
  void every_page_is_of_a_rule_and_linked() throws IOException {
    List<String> expected = new ArrayList<>(List.of("options.md"));
    rules().forEach(rule -> expected.add(rule.id() + ".md"));
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    String index = Files.readString(PAGES.resolveSibling("rules.md"));
    expected.forEach(page -> assertThat(index).contains("(rules/" + page + ")"));
  }

  /** The default in the table, where the option has a row of its own. */
  private static Optional<String> stated(String page, String option) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + option + "` |"))
        .map(line -> line.split("\\|")[2].strip())
        .findFirst();
  }

  private static String expected(ParameterSpec spec) {
    Object value = spec.defaultValue();
    if (value instanceof Double number) {
      return number == Math.rint(number)
          ? Long.toString(number.longValue())
          : number.toString().replace(".0E", "e");
    }
    return value == null ? "none" : value.toString();
  }
}
