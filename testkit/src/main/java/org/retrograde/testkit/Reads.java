// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.api.rule.Locality;
import org.retrograde.engine.differentiate.FeedbackWeights;

/**
 * What the gradient of a primitive reads, found by walking its graph upwards to the synapse's own
 * variables.
 */
final class Reads {

  /** The graph names of what multiplies activity by a kernel without turning it back. */
  private static final Set<String> FORWARD_MAPS = Set.of("conv2d", "mmul", "matmul");

  private final SameDiff graph;
  private final String input;
  private final String output;
  private final String feedback;

  private Reads(FeedbackWeights weights) {
    this.graph = weights.synapse().output().getSameDiff();
    this.input = weights.synapse().input().variable().name();
    this.output = weights.synapse().output().name();
    this.feedback = weights.tensor().variable().name();
  }

  /**
   * Says where the gradient can be computed: {@link Locality#LOCAL} if it is made of the synapse's
   * input, output and B alone, and never projects the input through B.
   */
  static Locality locality(FeedbackWeights weights) {
    SDVariable gradient = weights.gradient().orElseThrow();
    Reads reads = new Reads(weights);
    boolean own = reads.own().containsAll(reads.leaves(gradient.name()));
    return own && !reads.projectsInput(gradient.name()) ? Locality.LOCAL : Locality.NON_LOCAL;
  }

  private Set<String> own() {
    return Set.of(input, output, feedback);
  }

  /**
   * The variables at which the walk upwards ends: the synapse's own, and any that no operation
   * computes.
   */
  private Set<String> leaves(String variable) {
    Set<String> leaves = new HashSet<>();
    for (String above : above(variable)) {
      boolean computed = operation(above).isPresent() || graph.getVariable(above).isConstant();
      if (own().contains(above) || !computed) {
        leaves.add(above);
      }
    }
    return leaves;
  }

  private boolean projectsInput(String variable) {
    return above(variable).stream()
        .filter(above -> !own().contains(above))
        .flatMap(above -> operation(above).stream())
        .filter(operation -> FORWARD_MAPS.contains(operation.opName()))
        .anyMatch(this::joinsInputAndFeedback);
  }

  private boolean joinsInputAndFeedback(DifferentialFunction operation) {
    List<Set<String>> leaves = Arrays.stream(operation.args()).map(a -> leaves(a.name())).toList();
    return leaves.stream().anyMatch(set -> set.contains(input))
        && leaves.stream().anyMatch(set -> set.contains(feedback) && !set.contains(output));
  }

  /** The variable itself and all from which it is computed, up to the synapse's own. */
  private Set<String> above(String variable) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(variable));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (found.add(next) && !own().contains(next)) {
        operation(next).ifPresent(op -> Arrays.stream(op.args()).forEach(a -> open.push(a.name())));
      }
    }
    return found;
  }

  private Optional<DifferentialFunction> operation(String variable) {
    return Optional.ofNullable(graph.getVariableOutputOp(variable));
  }
}
