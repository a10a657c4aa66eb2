// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterType;
import org.retrograde.api.rule.LearningRule;

/** Every installed rule refuses values that mean nothing, naming the key. */
final class RuleParametersTest {

  static Stream<LearningRule> rules() {
    return ServiceLoader.load(LearningRule.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void numbers_that_mean_nothing_are_refused(LearningRule rule) {
    List<ParameterSpec> numbers =
        rule.parameters().specs().stream().filter(s -> s.type() == ParameterType.DECIMAL).toList();
    assertThat(numbers).isNotEmpty();
    for (ParameterSpec spec : numbers) {
      for (Object nonsense : List.of(-1, Double.NaN, Double.POSITIVE_INFINITY, "much")) {
        requireRefused(rule, spec, nonsense);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void choices_that_there_are_not_are_refused(LearningRule rule) {
    rule.parameters().specs().stream()
        .filter(spec -> !spec.choices().isEmpty())
        .forEach(spec -> requireRefused(rule, spec, "none-of-these"));
    assertThatThrownBy(() -> Lab.rule(rule, Map.of("learningRat", 1)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule.learningRat");
  }

  private static void requireRefused(LearningRule rule, ParameterSpec spec, Object value) {
    assertThatThrownBy(() -> Lab.rule(rule, Map.of(spec.name(), value)))
        .as("%s of %s at %s", spec.name(), rule.id(), value)
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("rule." + spec.name());
  }
}
