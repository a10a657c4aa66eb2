// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.convrnn.graph.EngineeringOrder;
import org.retrograde.convrnn.graph.GraphFiles;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.GraphSteps;
import org.retrograde.convrnn.unroll.Presentation;
import org.retrograde.convrnn.unroll.Unroller;
import org.retrograde.convrnn.unroll.Unrolling;

/** Convolutional recurrent networks of the ventral stream, unrolled in time. */
public final class ConvRnnArchitecture implements Architecture {

  private final Map<String, RecurrentCell> cells = new LinkedHashMap<>();

  /** Creates the plugin, with every cell that is found; the service loader calls this. */
  public ConvRnnArchitecture() {
    ServiceLoader.load(RecurrentCell.class).forEach(cell -> cells.put(cell.id(), cell));
  }

  @Override
  public String id() {
    return "convrnn";
  }

  @Override
  public String description() {
    return "convolutional recurrent networks of the ventral stream, unrolled in time";
  }

  @Override
  public String source() {
    return "Nayebi et al. 2018 and 2022, and the networks published with them";
  }

  @Override
  public ParameterTable parameters() {
    return ConvRnnKeys.table();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Every node's output in every step is readable as {@code node@step}.
   *
   * @throws RetrogradeException if there are too few steps for the image to reach the output, or
   *     parameters contradict each other or the image
   */
  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    Presentation presentation = ConvRnnKeys.presentation(parameters);
    Tensor input = builder.input();
    ImageShape image = new ImageShape(input.length(1), input.length(2), input.length(3));
    GraphSpec graph = graph(parameters, presentation.frame(image), builder.classes());
    GraphSteps timing = new GraphSteps(graph);
    Unrolling unrolling = unrolling(graph, parameters);
    int first = unrolling instanceof Unrolling.Biological ? timing.firstOutput() : 0;
    int steps = steps(parameters, timing);
    requireReach(graph, first, steps);
    List<Tensor> shown = presentation.show(builder.shared(), input, steps);
    boolean once = parameters.flag("computeOnce");
    if (!once) {
      shown = Presentation.anew(builder.shared(), shown);
    }
    int gradientSteps = parameters.has("gradientSteps") ? parameters.size("gradientSteps") : steps;
    Map<String, List<Tensor>> outputs =
        new Unroller(graph, cells, unrolling).unroll(builder.shared(), shown, gradientSteps, once);
    outputs.forEach((node, over) -> name(builder, node, over));
    return read(builder, logits(builder, outputs, graph, first), parameters);
  }

  /**
   * Returns the graph that {@link #build} unrolls.
   *
   * @param parameters values checked against {@link #parameters()}
   * @param image the shape of the dataset's images
   * @param classes the number of classes
   * @return the graph
   * @throws RetrogradeException if parameters contradict each other or the image
   */
  public static GraphSpec graphOf(Parameters parameters, ImageShape image, int classes) {
    return graph(parameters, ConvRnnKeys.presentation(parameters).frame(image), classes);
  }

  private static GraphSpec graph(Parameters parameters, ImageShape image, int classes) {
    if (parameters.has("graph")) {
      return fitting(GraphFiles.read(Path.of(parameters.text("graph"))), image, classes);
    }
    FeedbackEdges feedback =
        Arrays.stream(FeedbackEdges.values())
            .filter(edges -> edges.count() == parameters.size("feedback"))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        "feedback",
                        parameters.size("feedback") + " edges",
                        "0, 2, 3 or 5",
                        "these sets are published; others go into a graph file"));
    ZooCell cell =
        Arrays.stream(ZooCell.values())
            .filter(c -> c.id().equals(parameters.text("cell")))
            .findFirst()
            .orElseThrow();
    return new ZooModel(
            depth(parameters), cell, feedback, image, classes, parameters.decimal("width"))
        .graph();
  }

  private static GraphSpec fitting(GraphSpec graph, ImageShape image, int classes) {
    for (String name : graph.inputs()) {
      ImageShape expected = graph.node(name).image().orElseThrow();
      if (!expected.equals(image)) {
        throw refused(
            "graph",
            "images of " + image + " for node '" + name + "', which reads " + expected,
            "images of the graph's shape",
            "resize the dataset's images, or change the node's shape");
      }
    }
    int logits = Objects.requireNonNull(graph.shapes().get(graph.output())).output().channels();
    if (logits != classes) {
      throw refused(
          "graph",
          logits + " outputs of node '" + graph.output() + "' for " + classes + " classes",
          "as many outputs as classes",
          "change the last convolution or dense layer");
    }
    return graph;
  }

  private static Unrolling unrolling(GraphSpec graph, Parameters parameters) {
    boolean biological = parameters.text("unrolling").equals(ConvRnnKeys.BIOLOGICAL);
    if (!parameters.has("order")) {
      return biological
          ? new Unrolling.Biological()
          : new Unrolling.Engineering(EngineeringOrder.of(graph));
    }
    if (biological) {
      throw refused(
          "order",
          "an order beside the biological unrolling, which has none",
          "unrolling: engineering",
          "leave the order out, or set the unrolling");
    }
    List<String> names =
        Arrays.stream(parameters.text("order").split(",")).map(String::strip).toList();
    return new Unrolling.Engineering(EngineeringOrder.of(graph, names));
  }

  private static int steps(Parameters parameters, GraphSteps timing) {
    if (parameters.has("steps")) {
      return parameters.size("steps");
    }
    return parameters.has("graph") ? timing.defaultSteps() : depth(parameters).publishedSteps();
  }

  private static ZooDepth depth(Parameters parameters) {
    return ZooDepth.valueOf(parameters.text("depth").toUpperCase(Locale.ROOT));
  }

  private static void requireReach(GraphSpec graph, int first, int steps) {
    if (steps <= first) {
      throw refused(
          "steps",
          steps + " steps, while the image reaches '" + graph.output() + "' in step " + first,
          "at least " + (first + 1),
          "set steps to " + (first + 1) + " or more");
    }
  }

  private static void name(NetworkBuilder builder, String node, List<Tensor> over) {
    for (int t = 0; t < over.size(); t++) {
      builder.layer(node + "@" + t, over.get(t));
    }
  }

  /** The output's, from the first step that the image reaches. */
  private static SortedMap<Integer, Tensor> logits(
      NetworkBuilder builder, Map<String, List<Tensor>> outputs, GraphSpec graph, int first) {
    List<Tensor> all = Objects.requireNonNull(outputs.get(graph.output()));
    SortedMap<Integer, Tensor> logits = new TreeMap<>();
    for (int t = first; t < all.size(); t++) {
      logits.put(t, builder.shared().repeat(all.get(t)));
    }
    builder.logitsByStep(logits);
    return logits;
  }

  private static Tensor read(
      NetworkBuilder builder, SortedMap<Integer, Tensor> logits, Parameters parameters) {
    int start =
        parameters.has("decoderStart") ? parameters.size("decoderStart") : logits.firstKey();
    if (start < logits.firstKey() || start > logits.lastKey()) {
      throw refused(
          "decoderStart",
          "step " + start,
          "a step from "
              + logits.firstKey()
              + ", the first that the image reaches, to "
              + logits.lastKey(),
          "leave it out to decode from the first");
    }
    List<Tensor> decoded = new ArrayList<>(logits.tailMap(start).values());
    switch (parameters.text("loss")) {
      case ConvRnnKeys.EVERY_STEP -> builder.scored(decoded);
      case ConvRnnKeys.LAST_STEPS -> builder.scored(last(decoded, parameters.size("lossSteps")));
      default -> {}
    }
    return ConvRnnKeys.decoder(parameters).decode(decoded);
  }

  private static List<Tensor> last(List<Tensor> logits, int count) {
    if (count > logits.size()) {
      throw refused(
          "lossSteps",
          count + " steps, of " + logits.size() + " that are decoded",
          "at most that many",
          "lower lossSteps, or add steps");
    }
    return logits.subList(logits.size() - count, logits.size());
  }

  private static RetrogradeException refused(
      String key, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem("architecture." + key, found, expected, advice));
  }
}
