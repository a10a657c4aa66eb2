// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.ImageShape;

/**
 * Reads graphs in the form for people.
 *
 * <pre>
 * nodes:
 *   - {name: conv1, image: [32, 32, 3], conv: {filters: 64, kernel: 7, activation: elu}, pool: 2}
 *   - {name: conv2, conv: {filters: 128}, cell: {id: gru, channels: 64}, pool: 2}
 *   - name: conv3
 *     conv: {filters: 128, activation: elu}
 *     after: [{conv: {filters: 128}}]
 *     residual: true
 *     activation: elu
 *   - {name: logits, before: [{globalPool: average}, {dense: {units: 10}}]}
 * feedback: [[conv3, conv2]]
 * </pre>
 *
 * <p>In a node, {@code conv} is its first operation and {@code before} those after it; then comes
 * the cell, then {@code after}, {@code residual}, {@code activation} and {@code pool}, whichever
 * are there. Without {@code edges} each node reads the one before it in the list; {@code feedback}
 * adds edges to these. A node's height and width are those of {@code shapeFrom}: by default of the
 * input that its convolution reads, which by default is the node before it, or its only input.
 */
public final class GraphYamlReader {

  /** A reader. */
  public GraphYamlReader() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its graph
   * @throws org.retrograde.api.error.RetrogradeException naming file, line, node and key, if
   *     anything is missing, unknown or does not fit
   */
  public GraphSpec read(Path file) {
    return parse(String.valueOf(file.getFileName()), GraphFile.read(file, "a graph in YAML"));
  }

  /**
   * Reads a text.
   *
   * @param source what to call it in messages
   * @param text YAML
   * @return its graph
   * @throws org.retrograde.api.error.RetrogradeException as {@link #read}
   */
  public GraphSpec parse(String source, String text) {
    return new Reading(PlacedTree.parse(source, text, new YAMLFactory(), "YAML")).graph();
  }

  /** One file. */
  private static final class Reading {

    private final PlacedTree tree;
    private final Keys root;
    private final List<Keys> items = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<EdgeSpec> edges = new ArrayList<>();
    private final List<String> edgePaths = new ArrayList<>();
    private final List<NodeSpec> nodes = new ArrayList<>();
    private final List<FilePlaces.NodePaths> paths = new ArrayList<>();

    Reading(PlacedTree tree) {
      this.tree = tree;
      this.root = new Keys(tree, "", "", tree.root());
    }

    GraphSpec graph() {
      readNames();
      readEdges();
      for (int i = 0; i < items.size(); i++) {
        readNode(i);
      }
      String output =
          root.has("output")
              ? root.text("output", "a node's name")
              : NodeKeys.output(tree.source(), nodes, edges);
      root.done();
      ShapeInference.of(nodes, edges, output, new FilePlaces(tree, paths, edgePaths));
      return new GraphSpec(nodes, edges, output);
    }

    private void readNames() {
      List<Object> list = root.list("nodes");
      for (int i = 0; i < list.size(); i++) {
        Keys keys = root.element("nodes", i, list.get(i));
        String name = NodeKeys.name(keys);
        names.add(name);
        items.add(keys.titled("node '" + name + "'"));
      }
    }

    private void readEdges() {
      if (root.has("edges")) {
        readEdges("edges");
      } else {
        for (int i = 1; i < names.size(); i++) {
          edges.add(new EdgeSpec(names.get(i - 1), names.get(i)));
          edgePaths.add("nodes[" + i + "]");
        }
      }
      if (root.has("feedback")) {
        readEdges("feedback");
      }
    }

    private void readEdges(String key) {
      List<Object> list = root.list(key);
      for (int i = 0; i < list.size(); i++) {
        String path = key + "[" + i + "]";
        if (!(list.get(i) instanceof List<?> ends
            && ends.size() == 2
            && ends.get(0) instanceof String from
            && ends.get(1) instanceof String to)) {
          throw root.wrong(path, list.get(i), "[from, to], two nodes' names");
        }
        edges.add(new EdgeSpec(from, to));
        edgePaths.add(path);
      }
    }

    private void readNode(int index) {
      Keys keys = items.get(index);
      keys.ignore("name");
      Optional<ImageShape> image =
          keys.has("image") ? Optional.of(NodeKeys.image(keys, "image")) : Optional.empty();
      Optional<String> shapeFrom = image.isPresent() ? none(keys) : Optional.of(shapeFrom(index));
      List<String> beforePaths = new ArrayList<>();
      List<OperationSpec> before = before(keys, shapeFrom.orElse(NodeSpec.IMAGE), beforePaths);
      Optional<CellSpec> cell = keys.has("cell") ? Optional.of(cell(keys)) : Optional.empty();
      List<String> afterPaths = new ArrayList<>();
      List<OperationSpec> after = after(keys, afterPaths);
      HarborSpec harbor = harbor(keys);
      keys.done();
      nodes.add(new NodeSpec(names.get(index), image, shapeFrom, harbor, before, cell, after));
      paths.add(
          new FilePlaces.NodePaths(
              "nodes[" + index + "]", names.get(index), Map.of(), beforePaths, afterPaths));
    }

    private static Optional<String> none(Keys keys) {
      keys.only("shapeFrom");
      return Optional.empty();
    }

    private String shapeFrom(int index) {
      Keys keys = items.get(index);
      if (keys.has("shapeFrom")) {
        return keys.text("shapeFrom", "a node's name");
      }
      if (keys.has("conv") && keys.map("conv").has("from")) {
        return keys.map("conv").text("from", "a node's name");
      }
      List<String> sources =
          edges.stream()
              .filter(edge -> edge.to().equals(names.get(index)))
              .map(EdgeSpec::from)
              .toList();
      if (index > 0 && sources.contains(names.get(index - 1))) {
        return names.get(index - 1);
      }
      if (sources.size() == 1) {
        return sources.get(0);
      }
      throw Problems.usage(
          keys.where("shapeFrom"),
          sources.isEmpty() ? "a node without an input" : "inputs " + String.join(", ", sources),
          "the one that gives height and width",
          sources.isEmpty()
              ? "add 'image' with the image's shape, or an edge to it"
              : "add 'shapeFrom'");
    }

    private static List<OperationSpec> before(Keys keys, String input, List<String> paths) {
      List<OperationSpec> operations = new ArrayList<>();
      if (keys.has("conv")) {
        operations.add(YamlOperations.convolution(keys.map("conv"), Optional.of(input)));
        paths.add("conv");
      }
      readList(keys, "before", operations, paths);
      return operations;
    }

    private static List<OperationSpec> after(Keys keys, List<String> paths) {
      List<OperationSpec> operations = new ArrayList<>();
      readList(keys, "after", operations, paths);
      if (keys.flag("residual", false)) {
        operations.add(new OperationSpec.ResidualAdd());
        paths.add("residual");
      }
      Activation activation = YamlOperations.activation(keys, "activation");
      if (activation != Activation.LINEAR) {
        operations.add(new OperationSpec.Nonlinearity(activation));
        paths.add("activation");
      }
      if (keys.has("pool")) {
        operations.add(YamlOperations.pool(keys));
        paths.add("pool");
      }
      return operations;
    }

    private static void readList(
        Keys keys, String key, List<OperationSpec> operations, List<String> paths) {
      if (!keys.has(key)) {
        return;
      }
      List<Object> list = keys.list(key);
      for (int i = 0; i < list.size(); i++) {
        operations.add(YamlOperations.read(keys, key, i, list.get(i)));
        paths.add(key + "[" + i + "]");
      }
    }

    /** Which options there are, the cell's plugin knows. */
    private static CellSpec cell(Keys keys) {
      String expected = "a cell's id such as gru, or a map with it";
      if (keys.value("cell", expected) instanceof String id) {
        return cell(keys, id, Map.of(), 0);
      }
      Keys map = keys.map("cell");
      Map<String, Object> options = new LinkedHashMap<>();
      for (String key : map.names()) {
        options.put(key, map.value(key, "a value"));
      }
      options.remove("id");
      options.remove("weightDecay");
      return cell(map, map.text("id", expected), options, map.positive("weightDecay", 0));
    }

    private static CellSpec cell(
        Keys keys, String id, Map<String, Object> options, double weightDecay) {
      try {
        return new CellSpec(id, options, weightDecay);
      } catch (IllegalArgumentException e) {
        throw Problems.usage(
            keys.where(), String.valueOf(e.getMessage()), "a cell and its options", "correct it");
      }
    }

    private static HarborSpec harbor(Keys keys) {
      if (!keys.has("harbor")) {
        return HarborSpec.CONCAT;
      }
      List<String> words = Words.all(ChannelOperation.values());
      if (keys.value("harbor", "") instanceof String) {
        return HarborSpec.of(channels(keys.choice("harbor", words, "concat")));
      }
      Keys map = keys.map("harbor");
      ChannelOperation channels = channels(map.choice("channels", words, "concat"));
      HarborSpec harbor =
          new HarborSpec(SpatialOperation.RESIZE, channels, YamlInitializers.read(map));
      map.done();
      return harbor;
    }

    private static ChannelOperation channels(String word) {
      return ChannelOperation.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
