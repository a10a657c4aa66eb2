// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.Operation;

/**
 * Joins {@code F(x, d)} and {@code T_K(d)} of one convolution and one d into a single node, for
 * libraries that compute both at once. The joined node stands where {@code T_K(d)} stood, so x has
 * to be ready by then, and neither K nor anything before may need {@code F(x, d)}.
 */
final class JoinConvolutionGradients implements Pass {

  @Override
  public String name() {
    return "join-convolution-gradients";
  }

  @Override
  public List<Node> apply(List<Node> nodes, PassContext context) {
    Map<Integer, Integer> partners = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).operation() instanceof Operation.ConvolutionAdjoint adjoint
          && context.library().fuses(new Operation.ConvolutionBackward(adjoint.geometry()))) {
        int place = i;
        partnerOf(nodes, i, adjoint.geometry())
            .ifPresent(partner -> partners.putIfAbsent(partner, place));
      }
    }
    return rewrite(nodes, partners);
  }

  private static OptionalInt partnerOf(
      List<Node> nodes, int adjoint, ConvolutionGeometry geometry) {
    Value error = nodes.get(adjoint).inputs().get(1);
    return IntStream.range(0, nodes.size())
        .filter(
            i ->
                nodes
                    .get(i)
                    .operation()
                    .equals(new Operation.ConvolutionFilterGradient(geometry, false)))
        .filter(i -> nodes.get(i).inputs().get(1).equals(error))
        .filter(i -> !producedFrom(nodes, adjoint, nodes.get(i).inputs().get(0)))
        .filter(i -> !usedBefore(nodes, i, adjoint))
        .findFirst();
  }

  private static boolean producedFrom(List<Node> nodes, int start, Value value) {
    return nodes.subList(start, nodes.size()).stream().anyMatch(n -> n.outputs().contains(value));
  }

  private static boolean usedBefore(List<Node> nodes, int filterGradient, int adjoint) {
    Value gradient = nodes.get(filterGradient).outputs().get(0);
    return filterGradient < adjoint
        && nodes.subList(filterGradient, adjoint + 1).stream()
            .anyMatch(n -> n.inputs().contains(gradient));
  }

  private static List<Node> rewrite(List<Node> nodes, Map<Integer, Integer> partners) {
    Map<Integer, Integer> filterGradientOf = new HashMap<>();
    partners.forEach((filterGradient, adjoint) -> filterGradientOf.put(adjoint, filterGradient));
    List<Node> result = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Integer partner = filterGradientOf.get(i);
      if (partner != null) {
        result.add(join(nodes.get(i), nodes.get(partner)));
      } else if (!partners.containsKey(i)) {
        result.add(nodes.get(i));
      }
    }
    return result;
  }

  private static Node join(Node adjoint, Node filterGradient) {
    Operation.ConvolutionAdjoint operation = (Operation.ConvolutionAdjoint) adjoint.operation();
    return new Node(
        new Operation.ConvolutionBackward(operation.geometry()),
        List.of(filterGradient.inputs().get(0), adjoint.inputs().get(0), adjoint.inputs().get(1)),
        List.of(adjoint.outputs().get(0), filterGradient.outputs().get(0)));
  }
}
