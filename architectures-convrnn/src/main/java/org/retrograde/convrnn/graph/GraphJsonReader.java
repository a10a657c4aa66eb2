// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.core.JsonFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.plugin.Nearest;

/**
 * Reads graphs from the JSON format of {@code neuroailab/convrnns} and {@code neuroailab/tnn}.
 *
 * <p>The format does not say which cell a node has. It follows from the part of the file's name
 * before the first underscore ({@code gru_shallow.json}), or whoever reads the file says it. Names
 * and seeds of operations are passed over, kernels that were stored as fractions are cut off. What
 * no published file uses (batch normalisation, dropout, crops and others) is refused.
 */
public final class GraphJsonReader {

  private static final Map<Places.Part, String> KEYS =
      Map.of(
          Places.Part.NAME, "name",
          Places.Part.IMAGE, "shape",
          Places.Part.SHAPE_FROM, "shape_from",
          Places.Part.HARBOR, "harbor",
          Places.Part.BEFORE, "pre_memory",
          Places.Part.CELL, "memory",
          Places.Part.AFTER, "post_memory");

  /** A reader. */
  public GraphJsonReader() {}

  /**
   * Reads a file whose name begins with its cell.
   *
   * @param file the file
   * @return its graph
   * @throws org.retrograde.api.error.RetrogradeException naming file, line, node and key, if
   *     anything is missing, unknown or does not fit
   */
  public GraphSpec read(Path file) {
    String name = String.valueOf(file.getFileName());
    return parse(name, GraphFile.read(file, "a graph in JSON"), prefix(name));
  }

  /**
   * Reads a file with other cells than its name says.
   *
   * @param file the file
   * @param cell the id of its cells, or the prefix of files that have them
   * @return its graph
   * @throws org.retrograde.api.error.RetrogradeException as {@link #read(Path)}, and if there is no
   *     such cell
   */
  public GraphSpec read(Path file, String cell) {
    return parse(String.valueOf(file.getFileName()), GraphFile.read(file, "a graph in JSON"), cell);
  }

  /**
   * Reads a text.
   *
   * @param source what to call it in messages
   * @param text JSON
   * @param cell the id of its cells, or the prefix of files that have them
   * @return its graph
   * @throws org.retrograde.api.error.RetrogradeException as {@link #read(Path, String)}
   */
  public GraphSpec parse(String source, String text, String cell) {
    String id =
        CellIds.find(cell)
            .orElseThrow(
                () ->
                    Problems.usage(
                        source + ": cell",
                        "'" + cell + "'",
                        "one of " + String.join(", ", CellIds.PREFIXES.keySet()),
                        Nearest.to(cell, CellIds.PREFIXES.keySet())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElseThrow()));
    return parse(source, text, Optional.of(id));
  }

  private static Optional<String> prefix(String name) {
    int end = name.indexOf('_');
    return end < 0
        ? Optional.empty()
        : CellIds.find(name.substring(0, end).toLowerCase(Locale.ROOT));
  }

  private static GraphSpec parse(String source, String text, Optional<String> cell) {
    PlacedTree tree = PlacedTree.parse(source, text, new JsonFactory(), "JSON");
    return new Reading(tree, cell).graph();
  }

  /** One file. */
  private static final class Reading {

    private final PlacedTree tree;
    private final Optional<String> cell;
    private final Keys root;
    private final List<NodeSpec> nodes = new ArrayList<>();
    private final List<Keys> memories = new ArrayList<>();
    private final List<FilePlaces.NodePaths> paths = new ArrayList<>();

    Reading(PlacedTree tree, Optional<String> cell) {
      this.tree = tree;
      this.cell = cell;
      this.root = new Keys(tree, "", "", tree.root());
    }

    GraphSpec graph() {
      List<Object> items = root.list("nodes");
      for (int i = 0; i < items.size(); i++) {
        readNode(root.element("nodes", i, items.get(i)), i);
      }
      List<EdgeSpec> edges = edges();
      String output = output(edges);
      root.done();
      Places places =
          new FilePlaces(
              tree,
              paths,
              IntStream.range(0, edges.size()).mapToObj(i -> "edges[" + i + "]").toList());
      requireCellShapes(ShapeInference.of(nodes, edges, output, places));
      return new GraphSpec(nodes, edges, output);
    }

    private void readNode(Keys untitled, int index) {
      String name = NodeKeys.name(untitled);
      Keys keys = untitled.titled("node '" + name + "'");
      keys.ignore("name");
      keys.only("dtype", "float32");
      zeros(keys, "input_init");
      zeros(keys, "state_init");
      HarborSpec harbor = keys.has("harbor") ? harbor(keys.map("harbor")) : HarborSpec.CONCAT;
      List<OperationSpec> before = operations(keys, "pre_memory");
      Keys memory = keys.map("memory");
      Optional<CellSpec> spec = JsonCells.read(memory, cell);
      List<OperationSpec> after = operations(keys, "post_memory");
      Optional<ImageShape> image = image(keys);
      Optional<String> shapeFrom = shapeFrom(keys, image);
      keys.done();
      memories.add(memory);
      nodes.add(new NodeSpec(name, image, shapeFrom, harbor, before, spec, after));
      paths.add(
          new FilePlaces.NodePaths(
              "nodes[" + index + "]",
              name,
              KEYS,
              NodeKeys.indexed("pre_memory", before.size()),
              NodeKeys.indexed("post_memory", after.size())));
    }

    private static Optional<ImageShape> image(Keys keys) {
      if (!keys.has("shape")) {
        return Optional.empty();
      }
      return Optional.of(NodeKeys.image(keys, "shape"));
    }

    private static Optional<String> shapeFrom(Keys keys, Optional<ImageShape> image) {
      if (image.isPresent()) {
        keys.only("shape_from");
        return Optional.empty();
      }
      return Optional.of(
          keys.text("shape_from", "the node that the shape is from, or 'shape' of an image"));
    }

    private static void zeros(Keys keys, String key) {
      if (keys.has(key)) {
        Keys init = keys.map(key);
        init.only("function", "zeros");
        init.done();
      }
    }

    private static HarborSpec harbor(Keys keys) {
      keys.only("function", "harbor");
      keys.only("preproc");
      keys.only("dropout", 1.0);
      keys.only("activation");
      keys.only("out_depth_per_input");
      keys.ignore("weight_decay", "ksize", "padding", "node_nms", "l1_inpnm");
      SpatialOperation spatial =
          SpatialOperation.valueOf(
              keys.choice("spatial_op", Words.all(SpatialOperation.values()), "resize")
                  .toUpperCase(Locale.ROOT));
      ChannelOperation channels =
          ChannelOperation.valueOf(
              keys.choice("channel_op", Words.all(ChannelOperation.values()), "concat")
                  .toUpperCase(Locale.ROOT));
      Initializer weights = InitializerNames.read(keys, "kernel_init", "kernel_init_kwargs");
      keys.done();
      return channels == ChannelOperation.CONCAT
          ? HarborSpec.CONCAT
          : new HarborSpec(spatial, channels, weights);
    }

    private static List<OperationSpec> operations(Keys keys, String key) {
      List<OperationSpec> operations = new ArrayList<>();
      List<Object> items = keys.list(key);
      for (int i = 0; i < items.size(); i++) {
        operations.add(JsonOperations.read(keys.element(key, i, items.get(i))));
      }
      return operations;
    }

    private List<EdgeSpec> edges() {
      List<EdgeSpec> edges = new ArrayList<>();
      List<Object> items = root.list("edges");
      for (int i = 0; i < items.size(); i++) {
        Keys keys = root.element("edges", i, items.get(i));
        edges.add(
            new EdgeSpec(keys.text("from", "a node's name"), keys.text("to", "a node's name")));
        keys.done();
      }
      return edges;
    }

    private String output(List<EdgeSpec> edges) {
      if (root.has("output")) {
        return root.text("output", "a node's name");
      }
      return NodeKeys.output(tree.source(), nodes, edges);
    }

    /** Files repeat the cell's height and width; what does not agree would be built differently. */
    private void requireCellShapes(Map<String, NodeShapes> shapes) {
      for (int i = 0; i < nodes.size(); i++) {
        Keys memory = memories.get(i);
        ValueShape cell = Objects.requireNonNull(shapes.get(nodes.get(i).name())).cell();
        if (nodes.get(i).cell().isPresent() && memory.has("shape")) {
          List<Integer> sides = memory.counts("shape");
          if (!sides.equals(List.of(cell.height(), cell.width()))) {
            throw Problems.usage(
                memory.where("shape"),
                sides.toString(),
                "[" + cell.height() + ", " + cell.width() + "], what the operations before it give",
                "correct it, or the image's shape");
          }
        }
        if (memory.has("out_depth") && memory.count("out_depth") != cell.channels()) {
          throw Problems.usage(
              memory.where("out_depth"),
              memory.count("out_depth") + " channels",
              cell.channels() + ", what the cell gives",
              "correct it, or the convolution before the cell");
        }
      }
    }
  }
}
