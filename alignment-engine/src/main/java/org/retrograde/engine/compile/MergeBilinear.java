// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.engine.kernel.Operation;

/**
 * {@code a F(x, d) + b F(r, d) = F(a x + b r, d)}, and the same with the second arguments, for
 * convolutions and matrix products: an element-wise sum costs a hundredth of a filter gradient.
 */
final class MergeBilinear implements Pass {

  @Override
  public String name() {
    return "merge-bilinear";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Wiring wiring = context.wiring(nodes);
    List<Node> result = new ArrayList<>();
    for (Node node : nodes) {
      if (node.operation() instanceof Operation.LinearCombination sum
          && sum.coefficients().size() > 1) {
        result.addAll(merge(node, sum, wiring));
      } else {
        result.add(node);
      }
    }
    return new RemoveDeadNodes().apply(result, context);
  }

  private static List<Node> merge(Node node, Operation.LinearCombination sum, Wiring wiring) {
    List<Node> made = new ArrayList<>();
    Map<Value, Double> rest = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      rest.merge(node.input(i), sum.coefficients().get(i), Double::sum);
    }
    for (Value term : node.inputs()) {
      candidates(node, term, rest, wiring).ifPresent(group -> made.addAll(join(group, rest)));
    }
    made.add(MergeSums.combination(rest, sum.relu(), node.output()));
    return made;
  }

  /** Terms of one sum that share an operation and one of its two arguments. */
  private record Group(int sharedPlace, List<Node> members) {
    Value varying(Node member) {
      return member.input(1 - sharedPlace);
    }
  }

  private static Optional<Group> candidates(
      Node sum, Value term, Map<Value, Double> rest, Wiring wiring) {
    Optional<Node> leader = bilinear(term, rest, wiring);
    for (int place = 0; leader.isPresent() && place < 2; place++) {
      int shared = place;
      List<Node> members =
          sum.inputs().stream()
              .flatMap(value -> bilinear(value, rest, wiring).stream())
              .filter(n -> n.operation().equals(leader.get().operation()))
              .filter(n -> n.input(shared).equals(leader.get().input(shared)))
              .filter(
                  n -> n.input(1 - shared).shape().equals(leader.get().input(1 - shared).shape()))
              .toList();
      if (members.size() > 1) {
        return Optional.of(new Group(shared, members));
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> bilinear(Value term, Map<Value, Double> rest, Wiring wiring) {
    return rest.containsKey(term) && wiring.servesOne(term)
        ? wiring.maker(term).filter(node -> isBilinear(node.operation()))
        : Optional.empty();
  }

  /** Whether one of these terms and one of the others share an operation and an argument. */
  static boolean joinsAcross(List<Value> terms, List<Value> others, Wiring wiring) {
    List<Node> candidates = bilinear(others, wiring);
    return bilinear(terms, wiring).stream()
        .anyMatch(a -> candidates.stream().anyMatch(b -> areJoined(a, b)));
  }

  private static List<Node> bilinear(List<Value> terms, Wiring wiring) {
    return terms.stream()
        .filter(wiring::servesOne)
        .flatMap(term -> wiring.maker(term).stream())
        .filter(maker -> isBilinear(maker.operation()))
        .toList();
  }

  private static boolean areJoined(Node a, Node b) {
    return a.operation().equals(b.operation())
        && (a.input(0).equals(b.input(0)) || a.input(1).equals(b.input(1)));
  }

  private static boolean isBilinear(Operation operation) {
    return operation instanceof Operation.ConvolutionFilterGradient
        || operation instanceof Operation.ConvolutionAdjoint
        || (operation instanceof Operation.MatrixProduct product && product.epilogue().isNone())
        || (operation instanceof Operation.Convolution c && c.epilogue().isNone());
  }

  private static List<Node> join(Group group, Map<Value, Double> rest) {
    Node leader = group.members().get(0);
    Map<Value, Double> terms = new LinkedHashMap<>();
    for (Node member : group.members()) {
      terms.merge(group.varying(member), taken(rest, member.output()), Double::sum);
    }
    Value varying = group.varying(leader);
    Value joined = leader.output().named(leader.output().name() + "#joined");
    Value sum = varying.named(joined.name() + ".argument");
    rest.put(joined, 1.0);
    List<Value> arguments =
        group.sharedPlace() == 0 ? List.of(leader.input(0), sum) : List.of(sum, leader.input(1));
    return List.of(
        MergeSums.combination(terms, false, sum),
        new Node(leader.operation(), arguments, List.of(joined)));
  }

  private static double taken(Map<Value, Double> rest, Value term) {
    Double coefficient = rest.remove(term);
    if (coefficient == null) {
      throw new IllegalStateException("'" + term.name() + "' is in two groups");
    }
    return coefficient;
  }
}
