// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.app.experiment.ArchitectureSettings;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.RuleAssembler;
import org.retrograde.app.experiment.Samples;
import org.retrograde.app.plugin.PluginCatalog;

/** Patterns by which docs/convrnn.md tells kinds of edges apart, on the networks' real layers. */
class RulesByEdgeTest {

  private static final int LONG_RANGE = 0;
  private static final int RECURRENT = 1;
  private static final int FEEDFORWARD = 2;
  private static final int READOUT = 3;

  private static final String RULES =
      """
      rule:
        perLayer:
          - {layers: "*/cell.*.feedback*", optional: true, id: feedback-alignment}
          - {layers: "*/cell*", optional: true, id: uniform-sign-symmetry}
          - {layers: "conv*/p*", id: backpropagation}
          - {layers: "*", id: symmetric-alignment}
      """;

  @Test
  void long_range_feedback_is_told_from_what_else_is_in_a_cell() {
    Decided by = decided("{id: convrnn, depth: intermediate, feedback: 5, width: 0.02, steps: 11}");

    assertThat(by.layers(LONG_RANGE))
        .containsExactlyInAnyOrder(
            "conv5/cell.out.feedback",
            "conv6/cell.out.feedback",
            "conv7/cell.out.feedback",
            "conv9/cell.out.feedback");
    assertThat(by.layers(RECURRENT))
        .contains("conv4/cell.out.tau.depthwise", "conv10/cell.cell.inputToCell")
        .allMatch(layer -> layer.contains("/cell."));
    assertThat(by.layers(FEEDFORWARD)).hasSize(10).allMatch(layer -> layer.endsWith("/pre0"));
    assertThat(by.layers(READOUT)).containsExactly("imnetds/pre3");
  }

  /** Some cells are a single convolution, whose name has no part. */
  @ParameterizedTest
  @ValueSource(strings = {"gru", "lstm", "ugrnn", "simple-rnn", "intersection-rnn"})
  void a_cells_convolutions_are_told_from_those_before_it(String cell) {
    Decided by = decided("{id: convrnn, cell: " + cell + ", width: 0.02, steps: 6}");

    assertThat(by.layers(LONG_RANGE)).isEmpty();
    assertThat(by.layers(RECURRENT)).allMatch(layer -> layer.matches("conv[345]/cell.*"));
    assertThat(by.layers(RECURRENT).stream().map(layer -> layer.substring(0, 5)).distinct())
        .containsExactly("conv3", "conv4", "conv5");
    assertThat(by.layers(FEEDFORWARD))
        .containsExactly("conv1/pre0", "conv2/pre0", "conv3/pre0", "conv4/pre0", "conv5/pre0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "time-decay"})
  void optional_patterns_let_a_network_without_such_layers_be(String cell) {
    Decided by = decided("{id: convrnn, cell: " + cell + ", width: 0.02, steps: 6}");

    assertThat(by.layers(RECURRENT)).isEmpty();
    assertThat(by.layers(FEEDFORWARD)).hasSize(5);
  }

  /** Layers in the network's order, and the rule map that decides for them. */
  private record Decided(List<String> names, RuleAssignment rules) {

    List<String> layers(int entry) {
      List<String> found = new ArrayList<>();
      for (String name : names) {
        if (rules.at(name).equals(rules.entries().get(entry).rule())) {
          found.add(name);
        }
      }
      return found;
    }
  }

  private static Decided decided(String architecture) {
    Experiment experiment =
        Samples.parse(
            Samples.SMALLEST
                .replace("{id: resnet-cifar}", architecture)
                .replace("rule: {id: backpropagation}\n", RULES));
    PluginCatalog catalog = Samples.catalog();
    ArchitectureSettings settings = experiment.architecture();
    List<String> layers =
        new NetworkRecipe(
                catalog.architectures().get(settings.id(), ""),
                settings.parameters(),
                new ImageShape(32, 32, 1),
                10,
                experiment.training().loss())
            .build(Mode.TRAINING, 2).synapses().stream().map(Synapse::layer).toList();
    RuleAssignment rules = new RuleAssembler(catalog.rules()).assemble(experiment.rule());
    rules.requireFits(layers);
    return new Decided(layers, rules);
  }
}
