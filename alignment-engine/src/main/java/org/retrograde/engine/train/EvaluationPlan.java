// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.ParameterVariable;
import org.retrograde.api.graph.StateVariable;
import org.retrograde.engine.compile.Compiler;
import org.retrograde.engine.compile.Plan;
import org.retrograde.engine.compile.Request;

/**
 * The evaluation of a batch before anything is allocated.
 *
 * @param network a network for evaluation
 * @param plan what runs for each batch, to the logits at every time step where there are several;
 *     what follows from parameters alone runs only when they change
 */
public record EvaluationPlan(Network network, Plan plan) {

  /**
   * Plans an evaluation.
   *
   * @param network a network for evaluation
   * @param compiler compiles it
   * @return the plan
   */
  public static EvaluationPlan of(Network network, Compiler compiler) {
    Set<String> lasting = new LinkedHashSet<>();
    network.parameters().stream().map(ParameterVariable::name).forEach(lasting::add);
    network.states().stream().map(StateVariable::name).forEach(lasting::add);
    Set<String> logits = new LinkedHashSet<>();
    logits.add(network.logits().variable().name());
    network.logitsByStep().values().forEach(atStep -> logits.add(atStep.variable().name()));
    Request request = new Request(Set.of(), logits, lasting);
    return new EvaluationPlan(network, compiler.plan(network.graph(), request));
  }

  /**
   * Returns the memory of parameters and running averages, which an evaluation shares with a
   * training step.
   *
   * @return bytes
   */
  public long parameterBytes() {
    long values =
        network.parameterCount()
            + network.states().stream().mapToLong(s -> size(s.tensor().shape())).sum();
    return network.precision().width() * values;
  }

  private static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
