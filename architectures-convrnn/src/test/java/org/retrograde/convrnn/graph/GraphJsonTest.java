// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.retrograde.api.graph.Initializer;

/** The JSON format: what each key means, and what is refused with its place. */
final class GraphJsonTest {

  private static final String FIRST =
      """
      {"nodes": [
        {"name": "one", "shape": [8, 8, 3], "dtype": "float32",
         "harbor": {"function": "harbor"},
         "pre_memory": [
           {"function": "component_conv", "input_name": "split", "out_depth": 4}],
         "memory": {"function": "memory"},
         "post_memory": []},
      """;
  private static final String SECOND =
      """
        {"name": "two", "shape_from": "one", "dtype": "float32",
         "input_init": {"function": "zeros"},
         "harbor": {"function": "harbor", "channel_op": "concat"},
         "pre_memory": [
           {"function": "component_conv", "input_name": "one", "out_depth": 5}],
         "memory": {"function": "memory", "filter_size": 3.7, "out_depth": 6, "shape": [8, 8]},
         "post_memory": [
           {"function": "elu"}]}
      ],
      """;
  private static final String EDGES = "\"edges\": [{\"from\": \"one\", \"to\": \"two\"}]}\n";
  private static final String TEXT = FIRST + SECOND + EDGES;

  @TempDir private Path folder;

  private static GraphSpec read(String text) {
    return new GraphJsonReader().parse("net.json", text, "gru");
  }

  private static GraphSpec with(String old, String replacement) {
    assertThat(TEXT).contains(old);
    return read(TEXT.replace(old, replacement));
  }

  private static void refused(String old, String replacement, String... parts) {
    assertThatThrownBy(() -> with(old, replacement))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContainingAll(parts);
  }

  private static OperationSpec operation(String json) {
    return with("{\"function\": \"elu\"}", json).node("two").after().get(0);
  }

  private static CellSpec cell(String id, String json) {
    String text = TEXT.replace("\"filter_size\": 3.7, \"out_depth\": 6, \"shape\": [8, 8]", json);
    return new GraphJsonReader().parse("net.json", text, id).node("two").cell().orElseThrow();
  }

  @Test
  void defaults_are_those_of_the_format() {
    GraphSpec graph = read(TEXT);
    assertThat(graph.node("one").before())
        .containsExactly(
            new OperationSpec.ComponentConvolution("split", ConvolutionLayer.of(4, 3)));
    assertThat(graph.node("one").cell()).isEmpty();
    assertThat(graph.output()).isEqualTo("two");
    assertThat(graph.node("two").cell())
        .contains(CellSpec.of("gru", Map.of("channels", 6, "kernel", 3)));
  }

  @Test
  void each_operation_is_read() {
    assertThat(operation("{\"function\": \"conv\", \"out_depth\": 2, \"use_bias\": false}"))
        .isEqualTo(
            new OperationSpec.Convolution(
                new ConvolutionLayer(
                    2,
                    3,
                    1,
                    WindowPadding.SAME,
                    false,
                    0,
                    Activation.RELU,
                    new Initializer.GlorotUniform(),
                    0)));
    assertThat(operation("{\"function\": \"avg_pool2d\", \"kernel_size\": [2, 2]}"))
        .isEqualTo(new OperationSpec.Pool(PoolKind.AVERAGE, 2, 2, WindowPadding.VALID));
    assertThat(operation("{\"function\": \"global_pool\", \"kind\": \"max\", \"keep_dims\": true}"))
        .isEqualTo(new OperationSpec.GlobalPool(PoolKind.MAX, true));
    assertThat(operation("{\"function\": \"relu\"}"))
        .isEqualTo(new OperationSpec.Nonlinearity(Activation.RELU));
    assertThat(operation("{\"function\": \"residual_add\"}"))
        .isEqualTo(new OperationSpec.ResidualAdd());
    assertThat(
            operation(
                """
                {"function": "flatten"}, {"function": "fc", "out_depth": 2,
                 "kernel_init": "random_normal", "kernel_init_kwargs": {"stddev": 0.5, "seed": 0}}
                """))
        .isEqualTo(new OperationSpec.Flatten());
  }

  @Test
  void fully_connected_layers_start_with_a_bias_of_one() {
    GraphSpec graph =
        with(
            "{\"function\": \"elu\"}",
            """
            {"function": "flatten"}, {"function": "fc", "out_depth": 2, "activation": null,
             "kernel_init": "random_normal", "kernel_init_kwargs": {"stddev": 0.5, "seed": 0}}
            """);
    assertThat(graph.node("two").after().get(1))
        .isEqualTo(
            new OperationSpec.Dense(2, true, 1, Activation.LINEAR, new Initializer.Normal(0.5), 0));
  }

  @Test
  void cells_follow_the_kind_of_the_file() {
    assertThat(cell("ugrnn", "\"filter_size\": [3, 3.9], \"out_depth\": 5").options())
        .isEqualTo(Map.of("channels", 5L, "kernel", 3L));
    assertThat(
            cell(
                "lstm",
                """
                "filter_size": 2, "out_depth": 5, "layer_norm": true, "use_peepholes": true,
                "forget_bias": 0.5, "weight_decay": 0.25, "kernel_initializer":
                "variance_scaling", "kernel_initializer_kwargs": {"scale": 2.0},
                "bias_initializer": "constant", "bias_initializer_kwargs": {"value": -1.5}
                """))
        .isEqualTo(
            new CellSpec(
                "lstm",
                Map.of(
                    "channels",
                    5,
                    "kernel",
                    2,
                    "forgetBias",
                    0.5,
                    "layerNorm",
                    true,
                    "peepholes",
                    true,
                    "initializer",
                    "variance-scaling",
                    "initializerScale",
                    2.0,
                    "biasStart",
                    -1.5),
                0.25));
    assertThat(cell("timedecay", "\"memory_decay\": 0.5"))
        .isEqualTo(CellSpec.of("time-decay", Map.of("decay", 0.5, "trainable", false)));
    assertThat(
            cell(
                "simplernn",
                """
                "filter_size": 3, "out_depth": 5, "layer_norm": true,
                "kernel_regularizer": 0.5, "bias_regularizer": 0.5
                """))
        .isEqualTo(
            new CellSpec("simple-rnn", Map.of("channels", 5, "kernel", 3, "layerNorm", true), 0.5));
  }

  @Test
  void switches_of_the_reciprocal_gated_cell_are_shortened_to_a_form() {
    assertThat(
            cell(
                    "rgc",
                    """
                    "cell_depth": 3, "tau_filter_size": 7.0, "gate_filter_size": [3, 3],
                    "tau_nonlinearity": "sigmoid", "gate_nonlinearity": "sigmoid",
                    "tau_depth_separable": true, "cell_activation": null
                    """)
                .options())
        .isEqualTo(
            Map.of(
                "form",
                "textbook",
                "cellChannels",
                3L,
                "tauKernel",
                7L,
                "tauSeparable",
                true,
                "cellActivation",
                "linear",
                "bias",
                true));
  }

  @Test
  void a_file_says_its_cells_by_name() throws IOException {
    Path file = Files.writeString(folder.resolve("ugrnn_tiny.json"), TEXT);
    GraphJsonReader reader = new GraphJsonReader();
    assertThat(reader.read(file).node("two").cell().orElseThrow().id()).isEqualTo("ugrnn");
    assertThat(reader.read(file, "gru").node("two").cell().orElseThrow().id()).isEqualTo("gru");
    Path unnamed = Files.writeString(folder.resolve("tiny.json"), TEXT);
    assertThatThrownBy(() -> reader.read(unnamed))
        .hasMessageContainingAll(
            "tiny.json:13: node 'two': memory",
            "a cell whose kind the file does not say",
            "name the cell");
    assertThatThrownBy(() -> reader.read(file, "lsmt"))
        .hasMessageContaining("did you mean 'lstm'?");
    assertThatThrownBy(() -> reader.read(file, "timedecay"))
        .hasMessageContaining("a cell with kernels in a file of time-decay cells");
  }

  @Test
  void files_that_cannot_be_read_are_named() throws IOException {
    GraphJsonReader reader = new GraphJsonReader();
    assertThatThrownBy(() -> reader.read(folder.resolve("gru_none.json")))
        .hasMessageContainingAll("gru_none.json", "no such file");
    assertThatThrownBy(() -> reader.read(folder)).isInstanceOf(RetrogradeException.class);
    Path bytes = folder.resolve("gru_bytes.json");
    Files.write(bytes, "\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> reader.read(bytes)).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> read("")).hasMessageContaining("keys and values");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("keys and values");
    assertThatThrownBy(() -> read("{} {}")).hasMessageContaining("more text after the end");
    refused("\"dtype\": \"float32\",\n   \"input_init\"", "dtype", "net.json:8", "not JSON");
  }

  @Test
  void line_node_and_key_are_named() {
    refused(
        "\"out_depth\": 5", "\"out_depht\": 5", "net.json:12: node 'two': pre_memory[0].out_depth");
    refused(
        "\"channel_op\": \"concat\"",
        "\"channel_op\": \"ad\"",
        "net.json:10: node 'two': harbor.channel_op",
        "'ad'",
        "one of concat, add, multiply",
        "did you mean 'add'?");
    refused(
        "\"dtype\": \"float32\",\n   \"input", "\"dtyp\": 1,\n   \"input", "unknown key 'dtyp'");
    refused("\"name\": \"two\"", "\"name\": \"2\"", "nodes[1].name", "'2'", "a letter first");
    refused("\"shape_from\": \"one\", ", "", "node 'two': shape_from", "no value");
    refused("[8, 8, 3]", "[8, 8]", "node 'one': shape", "[height, width, channels]");
    refused("[8, 8, 3]", "[8, 8, 0]", "node 'one': shape", "at least 1");
    refused("\"name\": \"two\"", "\"name\": \"two\", \"name\": \"x\"", "the key twice");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'function': 'lrn'} | post_memory[0].function | one of component_conv",
        "{'function': 'conv', 'out_depth': 2, 'batch_norm': true} | post_memory[0].batch_norm |"
            + " no value, null or false",
        "{'function': 'conv', 'out_depth': 2, 'group_norm': true} | group_norm | nothing else",
        "{'function': 'conv', 'out_depth': 2, 'ksize': [3, 2]} | ksize | as many rows as columns",
        "{'function': 'conv', 'out_depth': 2, 'strides': [1, 2, 2, 2]} | strides | [1, k, k, 1]",
        "{'function': 'conv', 'out_depth': 0} | out_depth | at least 1",
        "{'function': 'conv', 'out_depth': 2, 'weight_decay': -1} | weight_decay | at least 0",
        "{'function': 'conv', 'out_depth': 2, 'activation': 'elo'} | activation | 'elu'",
        "{'function': 'conv', 'out_depth': 2, 'kernel_init': 'he'} | kernel_init | xavier",
        "{'function': 'dropout', 'keep_prob': 0.5} | keep_prob | remove the key",
        "{'function': 'max_pool'} | ksize | no value",
        "{'function': 'max_pool', 'ksize': 2, 'strides': 2, 'padding': 'FULL'} | padding | SAME",
        "{'function': 'residual_add', 'drop_connect_rate': 0.5} | drop_connect_rate | remove",
      })
  void what_is_not_built_is_refused(String json, String key, String advice) {
    refused("{\"function\": \"elu\"}", json.replace('\'', '"'), "node 'two'", key, advice);
  }

  @Test
  void what_harbors_cannot_do_is_refused() {
    refused("\"channel_op\": \"concat\"", "\"spatial_op\": \"tile\"", "spatial_op", "resize");
    refused("\"channel_op\": \"concat\"", "\"preproc\": \"crop\"", "preproc", "'crop'");
  }

  @Test
  void a_graph_that_does_not_hold_is_refused_with_its_line() {
    refused("\"to\": \"two\"", "\"to\": \"tow\"", "net.json:17: edges[0]", "did you mean 'two'?");
    refused(
        "\"input_name\": \"one\"",
        "\"input_name\": \"on\"",
        "net.json:12: node 'two': pre_memory[0]",
        "did you mean 'one'?");
    refused("\"shape\": [8, 8]}", "\"shape\": [7, 8]}", "node 'two': memory.shape", "[8, 8]");
    refused(
        "\"edges\": [",
        "\"edges\": [{\"from\": \"two\", \"to\": \"one\"}, ",
        "no node without an edge from it",
        "add 'output'");
    assertThat(
            with(
                    "\"edges\": [",
                    "\"output\": \"two\", \"edges\": [{\"from\": \"two\", \"to\": \"one\"}, ")
                .output())
        .isEqualTo("two");
  }

  /** Sums, windows, initialisers and an output inside a cycle survive the way out and back. */
  @Test
  void what_published_files_do_not_use_survives_too() {
    ConvolutionLayer layer =
        new ConvolutionLayer(
            4,
            5,
            2,
            WindowPadding.VALID,
            false,
            0.5,
            Activation.TANH,
            new Initializer.Constant(0.25),
            0.125);
    NodeSpec first =
        NodeSpec.input(
            "a",
            Graphs.IMAGE,
            List.of(
                new OperationSpec.ComponentConvolution("split", layer),
                new OperationSpec.Convolution(layer.withStride(1).withPadding(WindowPadding.SAME))),
            Optional.of(CellSpec.of("time-decay", Map.of("decay", 0.5, "trainable", true))),
            List.of(
                new OperationSpec.Pool(PoolKind.AVERAGE, 1, 1, WindowPadding.SAME),
                new OperationSpec.GlobalPool(PoolKind.MAX, true)));
    NodeSpec second =
        Graphs.with(
            Graphs.layer("b", "a", 4),
            new HarborSpec(
                SpatialOperation.RESIZE,
                ChannelOperation.MULTIPLY,
                new Initializer.NormalFanOut(2)));
    GraphSpec graph = new GraphSpec(List.of(first, second), Graphs.edges("a b", "b b"), "b");
    assertThat(new GraphJsonReader().parse("x", new GraphJsonWriter().write(graph), "gru"))
        .isEqualTo(graph);
  }

  @Test
  void what_the_format_lacks_is_not_written() {
    NodeSpec gru = Graphs.cell("b", "a", 4, "gru", Map.of());
    NodeSpec lstm = Graphs.cell("c", "b", 4, "lstm", Map.of());
    GraphSpec mixed =
        new GraphSpec(List.of(Graphs.input("a", 4), gru, lstm), Graphs.edges("a b", "b c"), "c");
    assertThatThrownBy(() -> new GraphJsonWriter().write(mixed))
        .hasMessageContainingAll("gru, lstm", "write the graph as YAML");
    HarborSpec odd =
        new HarborSpec(
            SpatialOperation.RESIZE, ChannelOperation.ADD, new Initializer.NormalFanSum(1));
    GraphSpec unknown =
        new GraphSpec(
            List.of(Graphs.input("a", 4), Graphs.with(Graphs.layer("b", "a", 4), odd)),
            Graphs.edges("a b"),
            "b");
    assertThatThrownBy(() -> new GraphJsonWriter().write(unknown))
        .hasMessageContaining("an initialiser that TensorFlow has");
  }
}
