// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.app.plugin.PluginCatalog;

/**
 * Every key of an experiment file in words, made of the tables that the parser uses.
 *
 * @param catalog the plugins, whose parameters are keys too
 */
public record ExperimentReference(PluginCatalog catalog) {

  private static final String SIMULATION = NeuronKeys.SECTION + "." + NeuronKeys.SIMULATE;
  private static final String PER_LAYER = "rule.perLayer[].";

  private static final String PAGE_HEAD =
      """
      # Experiment files

      This page is made by `./retrograde run --keys --markdown`; a test fails if it differs. An experiment file is YAML.
      A key that is unknown, used twice, or not used by the values of the others is an error that names file and line.
      `./retrograde run FILE --set KEY=VALUE` overrides any key.

      ```yaml
      name: first
      seed: 1
      dataset: {id: fashion-mnist, augmentation: {flip: true}}
      architecture: {id: resnet-cifar, depth: 8}
      rule: {id: feedback-alignment}
      training:
        epochs: 3
        task: {learningRate: 0.1, schedule: {id: step, at: [2], factor: 0.1}}
      ```

      ## Rules

      `rule` holds one rule, in one of three forms; `rules` holds a list of them, and runs each with every seed.

      ```yaml
      rule: {id: weight-mirror}                # a rule with its parameters
      ```

      ```yaml
      rule: {primitives: {amp: 1, decay: 0.5}} # a sum of primitives, the same as the rule 'composed'
      ```

      ```yaml
      rule:                                    # by layer: the first entry that matches decides
        perLayer:
          - {layers: "logits", id: backpropagation}
          - {layers: "*", id: feedback-alignment}
      ```

      Each entry of `rules`, and `rule` itself, may have a `label`, the name in tables and reports. Layers' names are in
      docs/architectures.md. A pattern that decides for no layer is an error, unless its entry says `optional: true`: in
      a file with several networks, say, of which only some have such layers.

      ## Architectures

      `architecture` holds one network; `architectures` holds a list of them, and each runs with every rule and every
      seed. Each entry has the keys of `architecture`.

      ```yaml
      architectures:
        - {id: resnet-cifar, depth: 8, name: shallow}
        - {id: resnet-cifar, depth: 20, name: deep}
        - {id: lenet}
      ```

      Names have to differ; they are part of the names of run folders, as in `deep+kolen-pollack-seed1`. A parameter of
      the same name and shape starts with the same values under a seed in all of them, and images come in the same order.
      """;

  /**
   * Returns all keys.
   *
   * @return their descriptions, in the order of the page
   */
  public List<KeyText> keys() {
    ExperimentSchema schema = new ExperimentSchema(catalog);
    List<KeyText> keys = new ArrayList<>(keys("", schema.root()));
    keys.addAll(keys(SIMULATION + ".", ExperimentSchema.simulation()));
    keys.addAll(keys("rule.", schema.rule()));
    keys.addAll(ParameterText.keys(PER_LAYER, ExperimentSchema.layers()));
    return List.copyOf(keys);
  }

  /**
   * Returns one line a key.
   *
   * @return the text
   */
  public String text() {
    return keys().stream().map(key -> key.line() + "\n").collect(Collectors.joining());
  }

  /**
   * Returns the reference page.
   *
   * @return the page in Markdown
   */
  public String markdown() {
    StringBuilder page = new StringBuilder(PAGE_HEAD);
    ExperimentSchema schema = new ExperimentSchema(catalog);
    page.append("\n## Keys\n").append(table(own("", schema.root())));
    for (Section section : schema.root().sections()) {
      append(page, section.name(), section);
    }
    append(page, SIMULATION, ExperimentSchema.simulation());
    append(page, "rule", schema.rule());
    return page.toString();
  }

  private static void append(StringBuilder page, String path, Section section) {
    page.append("\n### `")
        .append(path)
        .append("`\n\n")
        .append(capital(section.description()))
        .append(".\n");
    List<KeyText> own = own(path + ".", section);
    if (path.equals("rule")) {
      own.addAll(ParameterText.keys(PER_LAYER, ExperimentSchema.layers()));
    }
    page.append(table(own));
    section.choice().ifPresent(choice -> appendOptions(page, path, choice));
    section.sections().forEach(inner -> append(page, path + "." + inner.name(), inner));
  }

  private static void appendOptions(StringBuilder page, String path, Choice choice) {
    for (Map.Entry<String, ParameterTable> option : choice.options().entrySet()) {
      if (!option.getValue().specs().isEmpty()) {
        String condition = path + "." + choice.selector().name() + ": " + option.getKey();
        page.append("\nWith `").append(condition).append("`:\n");
        page.append(table(ParameterText.keys(path + ".", option.getValue())));
      }
    }
  }

  private static String table(List<KeyText> keys) {
    return "\n| key | value | unit | default | what it does |\n|---|---|---|---|---|\n"
        + keys.stream().map(key -> key.row() + "\n").collect(Collectors.joining());
  }

  private static List<KeyText> own(String prefix, Section section) {
    List<KeyText> keys = new ArrayList<>();
    section
        .choice()
        .ifPresent(choice -> keys.add(ParameterText.key(prefix, choice.selector(), "")));
    keys.addAll(ParameterText.keys(prefix, section.keys()));
    return keys;
  }

  private static List<KeyText> keys(String prefix, Section section) {
    List<KeyText> keys = own(prefix, section);
    section.choice().ifPresent(choice -> keys.addAll(optionKeys(prefix, choice)));
    section.sections().forEach(inner -> keys.addAll(keys(prefix + inner.name() + ".", inner)));
    return keys;
  }

  private static List<KeyText> optionKeys(String prefix, Choice choice) {
    List<KeyText> keys = new ArrayList<>();
    choice
        .options()
        .forEach(
            (option, table) ->
                keys.addAll(
                    ParameterText.keys(prefix, table, choice.selector().name() + " " + option)));
    return keys;
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
