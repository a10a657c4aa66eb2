// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.graph.op.Arrangement;
import org.retrograde.engine.kernel.Operation;

/**
 * Errors of the parts of a split are each placed among zeros and added up: where they fill the
 * whole together, they are joined instead.
 */
final class JoinPlacements implements Pass {

  @Override
  public String name() {
    return "join-placements";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.LinearCombination sum) {
        result.addAll(rewritten(node, sum, wiring));
      } else {
        result.add(node);
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static List<Node> rewritten(Node node, Operation.LinearCombination sum, Wiring wiring) {
    List<Node> placements = new ArrayList<>();
    Map<Value, Double> others = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value term = node.input(i);
      Optional<Node> maker = wiring.maker(term).filter(m -> placement(m).isPresent());
      if (sum.coefficients().get(i) == 1 && wiring.servesOne(term) && maker.isPresent()) {
        placements.add(maker.get());
      } else {
        others.put(term, sum.coefficients().get(i));
      }
    }
    placements.sort(Comparator.comparing(m -> placement(m).orElseThrow().from()));
    if (!fillTheWhole(placements)) {
      return List.of(node);
    }
    boolean all = others.isEmpty() && !sum.relu();
    Value joined = all ? node.output() : node.output().named(node.output().name() + "#joined");
    List<Node> made = new ArrayList<>(List.of(joined(placements, joined)));
    if (!all) {
      others.put(joined, 1.0);
      made.add(MergeSums.combination(others, sum.relu(), node.output()));
    }
    return made;
  }

  private static Node joined(List<Node> placements, Value result) {
    List<Integer> lengths =
        placements.stream().map(m -> placement(m).orElseThrow().length()).toList();
    int axis = placement(placements.get(0)).orElseThrow().axis();
    List<Value> parts = placements.stream().map(m -> m.input(0)).toList();
    Operation join = new Operation.Tensor(new Arrangement.Concatenation(axis, lengths));
    return new Node(join, parts, List.of(result));
  }

  private static Optional<Arrangement.Placement> placement(Node node) {
    return node.operation() instanceof Operation.Tensor op
            && op.function() instanceof Arrangement.Placement placement
        ? Optional.of(placement)
        : Optional.empty();
  }

  /** Whether parts, in order, follow one another along one axis without gap or overlap. */
  private static boolean fillTheWhole(List<Node> placements) {
    if (placements.size() < 2) {
      return false;
    }
    Arrangement.Placement first = placement(placements.get(0)).orElseThrow();
    int next = 0;
    for (Node node : placements) {
      Arrangement.Placement part = placement(node).orElseThrow();
      if (part.axis() != first.axis() || part.from() != next) {
        return false;
      }
      next += part.length();
    }
    return next == first.total();
  }
}
