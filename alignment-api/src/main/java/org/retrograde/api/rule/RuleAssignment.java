// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.rule;

import java.util.List;
import java.util.regex.Pattern;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * Which rule holds at which layer: the first entry whose pattern matches the layer's name.
 *
 * @param entries the entries, in order of precedence
 */
public record RuleAssignment(List<Entry> entries) {

  /**
   * A rule for all layers of a name pattern.
   *
   * @param pattern a layer's name in which {@code *} stands for any characters
   * @param rule the rule
   * @param optional whether the network need not have such a layer
   */
  public record Entry(String pattern, SynapticRule rule, boolean optional) {

    /**
     * A rule for layers that the network must have.
     *
     * @param pattern a layer's name in which {@code *} stands for any characters
     * @param rule the rule
     */
    public Entry(String pattern, SynapticRule rule) {
      this(pattern, rule, false);
    }

    boolean matches(String layer) {
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
      return layer.matches(regex);
    }
  }

  /** Copies the list and checks that there is an entry. */
  public RuleAssignment {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a rule assignment has at least one entry");
    }
  }

  /**
   * One rule for every layer.
   *
   * @param rule the rule
   * @return the assignment
   */
  public static RuleAssignment everywhere(SynapticRule rule) {
    return new RuleAssignment(List.of(new Entry("*", rule)));
  }

  /**
   * Returns the rule of a layer.
   *
   * @param layer the layer's name
   * @return the rule of the first matching entry
   * @throws RetrogradeException if no entry matches
   */
  public SynapticRule at(String layer) {
    return entries.stream()
        .filter(entry -> entry.matches(layer))
        .findFirst()
        .map(Entry::rule)
        .orElseThrow(
            () ->
                RetrogradeException.usage(
                    new Problem(
                        "rule",
                        "no rule for layer '" + layer + "'",
                        "a pattern that matches it",
                        "add '*' as the last pattern")));
  }

  /**
   * Checks that every entry that is not optional holds somewhere and every layer has a rule.
   *
   * @param layers the names of all layers with weights
   * @throws RetrogradeException naming the first pattern that is never used, or the first layer
   *     without a rule
   */
  public void requireFits(List<String> layers) {
    layers.forEach(this::at);
    for (int i = 0; i < entries.size(); i++) {
      requireUsed(i, layers);
    }
  }

  private void requireUsed(int index, List<String> layers) {
    Entry entry = entries.get(index);
    boolean used =
        entry.optional() || layers.stream().anyMatch(layer -> firstMatch(layer) == index);
    if (!used) {
      throw RetrogradeException.usage(
          new Problem(
              "rule",
              "pattern '" + entry.pattern() + "', which decides for no layer",
              "a pattern that matches a layer, or optional: true",
              "the layers are " + String.join(", ", layers)));
    }
  }

  private int firstMatch(String layer) {
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).matches(layer)) {
        return i;
      }
    }
    return -1;
  }
}
