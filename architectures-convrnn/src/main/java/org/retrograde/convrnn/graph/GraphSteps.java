// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many steps things take when every edge takes one. Step 0 is the first, and input nodes read
 * the image in the step itself.
 */
public final class GraphSteps {

  /**
   * Enough for every way through some dozens of edges; what needs more is no net that one draws.
   */
  private static final long MOST_VISITS = 5_000_000;

  private final GraphSpec graph;
  private final Topology topology;
  private final Map<String, Integer> depths;
  private final Map<String, Integer> distances;

  /**
   * Steps of a graph.
   *
   * @param graph the graph
   */
  public GraphSteps(GraphSpec graph) {
    this.graph = graph;
    this.topology = graph.topology();
    this.depths = topology.depths();
    this.distances = topology.distancesTo(graph.output());
  }

  /**
   * Returns the step in which the image first reaches a node's output.
   *
   * @param node a node's name
   * @return from 0 for an input node
   */
  public int firstDriven(String node) {
    return Objects.requireNonNull(depths.get(node));
  }

  /**
   * Returns the step in which the image first reaches the network's output.
   *
   * @return the first step whose logits differ between images
   */
  public int firstOutput() {
    return firstDriven(graph.output());
  }

  /**
   * Returns the steps from a node to the network's output.
   *
   * @param node a node's name
   * @return 0 for the output node
   */
  public int toOutput(String node) {
    return Objects.requireNonNull(distances.get(node));
  }

  /**
   * Returns the last step in which a node has to be computed, if only some step's logits are used.
   *
   * @param node a node's name
   * @param step the step of the logits
   * @return below 0 if the node cannot reach that step at all
   */
  public int lastNeeded(String node, int step) {
    return step - toOutput(node);
  }

  /**
   * Returns the number of steps that a network is given by default.
   *
   * @return one more than the nodes on the longest way without repetition from an input node to the
   *     output
   * @throws org.retrograde.api.error.RetrogradeException if there are too many ways to try
   */
  public int defaultSteps() {
    return longestPath() + 1;
  }

  /**
   * Returns the number of nodes on the longest way without repetition from an input node to the
   * output.
   *
   * @return at least 1
   * @throws org.retrograde.api.error.RetrogradeException if there are too many ways to try
   */
  public int longestPath() {
    Search search = new Search();
    return graph.inputs().stream()
        .mapToInt(input -> search.longest(input, new HashSet<>()))
        .max()
        .orElse(0);
  }

  /**
   * Returns the smallest number of steps in which the image has passed through every edge, and from
   * every cell's state back into the cell, and what came of it is in the last logits.
   *
   * <p>The control that unrolls no further (Nayebi, seminar 2020) has all parameters of the network
   * and uses each recurrent one, without the repetition that recurrence is for. An edge from a to b
   * first carries the image at {@code firstDriven(a) + 1}; a cell's state counts as an edge from
   * the node to itself.
   *
   * @return the number of steps, at least {@code firstOutput() + 1}
   */
  public int minimalSteps() {
    Stream<EdgeSpec> loops =
        graph.nodes().stream()
            .filter(node -> node.cell().isPresent())
            .map(node -> new EdgeSpec(node.name(), node.name()));
    int last =
        Stream.concat(graph.edges().stream(), loops)
            .flatMapToInt(edge -> IntStream.of(firstDriven(edge.from()) + 1 + toOutput(edge.to())))
            .max()
            .orElse(0);
    return Math.max(last, firstOutput()) + 1;
  }

  /** Tries all ways; a longest one cannot be found much faster in general. */
  private final class Search {

    private long visits;

    int longest(String name, Set<String> passed) {
      if (++visits > MOST_VISITS) {
        throw Problems.usage(
            "graph",
            "too many ways through " + graph.edges().size() + " edges to find the longest",
            "a number of steps",
            "set the number of steps instead of leaving it to the graph");
      }
      if (name.equals(graph.output())) {
        return 1;
      }
      passed.add(name);
      int best = 0;
      for (String next : topology.successors(name)) {
        if (!passed.contains(next)) {
          int rest = longest(next, passed);
          best = rest == 0 ? best : Math.max(best, rest + 1);
        }
      }
      passed.remove(name);
      return best;
    }
  }
}
