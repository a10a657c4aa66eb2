// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The names that parameters have in TensorFlow checkpoints of {@code neuroailab/convrnns}, both
 * ways. They follow from the scopes of that program.
 */
public final class CheckpointNames {

  private static final String PREFIX = "tnn_model/";

  private final Map<String, CheckpointEntry> byParameter = new LinkedHashMap<>();
  private final Map<String, String> byVariable = new LinkedHashMap<>();
  private final List<String> unnamed = new ArrayList<>();

  private CheckpointNames() {}

  /**
   * Names the parameters of a graph.
   *
   * @param graph the graph
   * @return the names
   * @throws org.retrograde.api.error.RetrogradeException if a cell is not one of this module's
   */
  public static CheckpointNames of(GraphSpec graph) {
    CheckpointNames names = new CheckpointNames();
    Map<String, NodeShapes> shapes = graph.shapes();
    for (NodeParameter parameter : GraphParameters.of(graph)) {
      NodeSpec node = graph.node(parameter.node());
      NodeShapes inside = Objects.requireNonNull(shapes.get(node.name()));
      names.add(parameter, variables(node, inside, parameter));
    }
    return names;
  }

  /**
   * Returns all parameters that have a counterpart.
   *
   * @return in the order of {@link GraphParameters}
   */
  public List<CheckpointEntry> entries() {
    return List.copyOf(byParameter.values());
  }

  /**
   * Returns the parameters that the published program cannot have.
   *
   * @return our names
   */
  public List<String> unnamed() {
    return List.copyOf(unnamed);
  }

  /**
   * Finds the variables of a parameter.
   *
   * @param parameter our name
   * @return the entry, empty if there is no such parameter or no counterpart
   */
  public Optional<CheckpointEntry> find(String parameter) {
    return Optional.ofNullable(byParameter.get(parameter));
  }

  /**
   * Finds the parameter of a variable.
   *
   * @param variable a variable's name
   * @return our name, empty for variables that are no part of the graph, such as {@code
   *     global_step} and what ends in {@code /Momentum}
   */
  public Optional<String> parameterOf(String variable) {
    return Optional.ofNullable(byVariable.get(variable));
  }

  private void add(NodeParameter parameter, List<CheckpointEntry.Variable> variables) {
    if (variables.isEmpty()) {
      unnamed.add(parameter.fullName());
      return;
    }
    CheckpointEntry entry = new CheckpointEntry(parameter.fullName(), parameter.shape(), variables);
    byParameter.put(entry.parameter(), entry);
    variables.forEach(variable -> byVariable.put(variable.name(), entry.parameter()));
  }

  private static List<CheckpointEntry.Variable> variables(
      NodeSpec node, NodeShapes shapes, NodeParameter parameter) {
    String name = parameter.name();
    if (isComponent(node, name) && !node.feedsCell() && shapes.inputs().size() > 1) {
      return split(node, shapes, parameter);
    }
    return name(node, name)
        .map(
            found ->
                new CheckpointEntry.Variable(PREFIX + node.name() + "/" + found, parameter.shape()))
        .stream()
        .toList();
  }

  private static Optional<String> name(NodeSpec node, String name) {
    int dot = name.indexOf('.');
    String layer = name.substring(0, dot);
    String rest = name.substring(dot + 1);
    if (layer.equals("cell")) {
      return node.cell()
          .map(cell -> CheckpointCells.name(cell, rest))
          .orElse(Optional.of("memory_decay"));
    }
    if (layer.equals("harbor")) {
      int end = rest.lastIndexOf('.');
      return Optional.of(
          "conv_to_conv_harbor_for_" + rest.substring(0, end) + kind(rest.substring(end + 1)));
    }
    String scope = layer.replaceFirst("(pre|post)([0-9]+)", "$1_$2");
    if (isComponent(node, name)) {
      return Optional.of(scope + "/weights_basenet");
    }
    return Optional.of(
        isResidual(node, layer) ? scope + "/residual_add_weights" : scope + kind(rest));
  }

  private static String kind(String suffix) {
    return suffix.equals("b") ? "/bias" : "/weights";
  }

  private static boolean isComponent(NodeSpec node, String name) {
    if (!name.matches("pre[0-9]+\\.W")) {
      return false;
    }
    int index = Integer.parseInt(name.substring("pre".length(), name.indexOf('.')));
    return node.before().get(index) instanceof OperationSpec.ComponentConvolution;
  }

  private static boolean isResidual(NodeSpec node, String layer) {
    if (!layer.startsWith("post")) {
      return false;
    }
    int index = Integer.parseInt(layer.substring("post".length()));
    return node.after().get(index) instanceof OperationSpec.ResidualAdd;
  }

  /** One kernel an input, where a harbor concatenates several. */
  private static List<CheckpointEntry.Variable> split(
      NodeSpec node, NodeShapes shapes, NodeParameter parameter) {
    if (node.harbor().channels() != ChannelOperation.CONCAT) {
      return List.of();
    }
    String layer = parameter.name().substring(0, parameter.name().indexOf('.'));
    String scope = PREFIX + node.name() + "/" + layer.replace("pre", "pre_") + "/weights_";
    List<CheckpointEntry.Variable> variables = new ArrayList<>();
    for (int i = 0; i < shapes.inputs().size(); i++) {
      List<Integer> shape = new ArrayList<>(parameter.shape());
      shape.set(2, shapes.inputs().get(i).channels());
      String which = i == 0 ? "basenet" : String.valueOf(i - 1);
      variables.add(new CheckpointEntry.Variable(scope + which, shape));
    }
    return variables;
  }
}
