// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;

/** The form for people. */
final class GraphYamlTest {

  private static final String TEXT =
      """
      nodes:
        - {name: conv1, image: [32, 32, 3], conv: {filters: 64, kernel: 7, activation: elu}, pool: 2}
        - {name: conv2, conv: {filters: 128}, cell: {id: gru, channels: 64}, pool: 2}
        - name: conv3
          conv: {filters: 128, activation: elu}
          after: [{conv: {filters: 128}}]
          residual: true
          activation: elu
        - {name: logits, before: [{globalPool: average}, {dense: {units: 10}}]}
      feedback: [[conv3, conv2]]
      """;

  @TempDir private Path folder;

  private static GraphSpec read(String text) {
    return new GraphYamlReader().parse("net.yaml", text);
  }

  private static void refused(String old, String replacement, String... parts) {
    assertThat(TEXT).contains(old);
    assertThatThrownBy(() -> read(TEXT.replace(old, replacement)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void keys_stand_for_operations_in_their_order() throws IOException {
    GraphSpec graph = new GraphYamlReader().read(Files.writeString(folder.resolve("n.yaml"), TEXT));
    assertThat(graph.node("conv1"))
        .isEqualTo(
            NodeSpec.input(
                "conv1",
                new ImageShape(32, 32, 3),
                List.of(
                    new OperationSpec.ComponentConvolution(
                        "split", ConvolutionLayer.of(64, 7).withActivation(Activation.ELU))),
                Optional.empty(),
                List.of(new OperationSpec.Pool(PoolKind.MAX, 2, 2, WindowPadding.SAME))));
    assertThat(graph.node("conv2").shapeFrom()).contains("conv1");
    assertThat(graph.node("conv2").cell()).contains(CellSpec.of("gru", Map.of("channels", 64)));
    assertThat(graph.node("conv3").after())
        .containsExactly(
            new OperationSpec.Convolution(ConvolutionLayer.of(128, 3)),
            new OperationSpec.ResidualAdd(),
            new OperationSpec.Nonlinearity(Activation.ELU));
    assertThat(graph.node("logits").before())
        .containsExactly(
            new OperationSpec.GlobalPool(PoolKind.AVERAGE, false),
            new OperationSpec.Dense(
                10, true, 0, Activation.LINEAR, new Initializer.GlorotUniform(), 0));
    assertThat(graph.output()).isEqualTo("logits");
    assertThat(graph.edges())
        .isEqualTo(Graphs.edges("conv1 conv2", "conv2 conv3", "conv3 logits", "conv3 conv2"));
  }

  @Test
  void edges_may_be_given_in_full() {
    String text =
        """
        nodes:
          - {name: a, image: [8, 8, 1], conv: {filters: 2}}
          - {name: b, conv: {filters: 3}}
          - {name: c, conv: {filters: 4, from: a}, shapeFrom: b, harbor: concat}
        edges: [[a, b], [a, c], [b, c]]
        """;
    GraphSpec graph = read(text);
    assertThat(graph.predecessors("c")).containsExactly("a", "b");
    assertThat(graph.node("c").shapeFrom()).contains("b");
    assertThat(read(new GraphYamlWriter().write(graph))).isEqualTo(graph);
  }

  @Test
  void every_operation_survives() {
    String text =
        """
        nodes:
          - name: a
            image: [8, 8, 1]
            before: [relu, {conv: {filters: 2, from: split, kernel: 2, stride: 2, padding: valid,
              bias: false, biasStart: 0.5, initializer: normal, initializerScale: 0.1,
              weightDecay: 0.25}}, tanh, identity, dropout]
            cell: ugrnn
            after: [{pool: {kind: average, kernel: 2, stride: 1, padding: valid}},
              {globalPool: {kind: max, keepDimensions: true}}, {globalPool: max}]
          - name: b
            harbor: {channels: add, initializer: variance-scaling, initializerScale: 2}
            before: [flatten, {dense: {units: 4, initializer: constant, initializerScale: 3}}]
            cell: {id: gru, weightDecay: 0.5, forgetBias: 2.0, kernels: [1, 2], on: true}
            after: [residual, sigmoid, {dense: {units: 2, initializer: normal-fan-out}}]
        """;
    String flat = text.replace("after: [residual, sigmoid, ", "after: [sigmoid, ");
    GraphSpec graph = read(flat);
    assertThat(graph.node("a").before()).hasSize(5);
    assertThat(graph.node("b").cell())
        .contains(
            new CellSpec(
                "gru", Map.of("forgetBias", 2.0, "kernels", List.of(1, 2), "on", true), 0.5));
    assertThat(read(new GraphYamlWriter().write(graph))).isEqualTo(graph);
    assertThatThrownBy(() -> read(text))
        .hasMessageContainingAll("node 'b': after[0]", "a residual of 2 features for 4 features");
  }

  @Test
  void an_output_may_lie_on_a_cycle() {
    String text =
        """
        nodes:
          - {name: a, image: [8, 8, 1], conv: {filters: 2}}
          - {name: b, conv: {filters: 3}}
        feedback: [[b, a]]
        output: b
        """;
    assertThat(read(text).output()).isEqualTo("b");
    assertThat(read(new GraphYamlWriter().write(read(text)))).isEqualTo(read(text));
    assertThatThrownBy(() -> read(text.replace("output: b", "")))
        .hasMessageContainingAll("net.yaml", "no node without an edge from it", "add 'output'");
  }

  @Test
  void line_node_and_key_are_named() {
    refused("kernel: 7", "kernal: 7", "net.yaml:2: node 'conv1': conv.kernal", "'kernel'?");
    refused("kernel: 7", "kernel: 7.5", "net.yaml:2: node 'conv1': conv.kernel", "whole number");
    refused("filters: 64, ", "", "node 'conv1': conv.filters", "no value");
    refused("pool: 2}", "pol: 2}", "node 'conv1': pol", "did you mean 'pool'?");
    refused("residual: true", "residual: 1", "net.yaml:7: node 'conv3': residual", "true or false");
    refused("activation: elu\n", "activation: ello\n", "net.yaml:8", "did you mean 'elu'?");
    refused("[conv3, conv2]", "[conv3, cnov2]", "net.yaml:10: feedback[0]", "'conv2'?");
    refused("[conv3, conv2]", "[conv3]", "net.yaml:10: feedback[0]", "[from, to]");
    refused("globalPool: average", "globalPol: 1", "node 'logits': before[0]", "'globalPool'?");
    refused(
        "{globalPool: average}", "flaten", "net.yaml:9: node 'logits': before[0]", "'flatten'?");
    refused(
        "{globalPool: average}, ", "", "node 'logits': before[0]", "on an image of 8 x 8 x 128");
    refused("id: gru, ", "", "node 'conv2': cell.id", "no value");
    refused("id: gru", "id: GRU", "node 'conv2': cell", "'GRU'");
    refused("image: [32, 32, 3], ", "", "node 'conv1': shapeFrom", "a node without an input");
    refused("{id: gru, channels: 64}", "{id: gru, x: null}", "node 'conv2': cell", "'x'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nodes: [ | net.yaml:1 | not YAML",
        "nodes: &a [] | net.yaml:1 | an anchor or alias",
        "[] | net.yaml | keys and values",
        "edges: [] | nodes | no value",
        "nodes: [{name: a, image: [8, 8, 1], image: [8, 8, 1]}] | net.yaml:1 | twice",
        "nodes: [{name: a, image: [8, 8, 1], shapeFrom: b}] | node 'a': shapeFrom | remove",
        "nodes: [{name: a, image: [8, 8, 1], cell: 3}] | node 'a': cell | 3"
      })
  void texts_that_are_no_graph_are_refused(String text, String where, String found) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(where, found);
  }

  @Test
  void a_size_that_could_come_from_several_nodes_has_to_be_said() {
    String text =
        """
        nodes:
          - {name: a, image: [8, 8, 1], conv: {filters: 2}}
          - {name: b, conv: {filters: 3}}
          - {name: c, conv: {filters: 3}}
          - {name: d, conv: {filters: 3}}
        edges: [[a, b], [a, c], [a, d], [b, d]]
        """;
    assertThatThrownBy(() -> read(text))
        .hasMessageContainingAll(
            "net.yaml:5: node 'd': shapeFrom", "inputs a, b", "add 'shapeFrom'");
  }
}
