// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.StepInput;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.SynapsePass;
import org.retrograde.engine.differentiate.TrainingGraph;

/** Walks upwards from what a rule computes at a synapse to all that it reads. */
final class SynapseWalk {

  /** The graph names of what multiplies activity by a kernel without turning it back. */
  private static final Set<String> FORWARD_MAPS =
      Set.of("conv2d", "depthwise_convolution", "mmul", "matmul");

  private static final String SIGN = "sign";

  /** A variable on the way; behind a sign, nothing but the sign of W is left of it. */
  private record Place(String variable, boolean behindSign) {}

  private final SameDiff graph;
  private final String weight;
  private final Map<String, Read> ends = new HashMap<>();

  SynapseWalk(TrainingGraph training, SynapsePass pass) {
    this.graph = training.network().graph();
    this.weight = pass.signals().weight().name();
    addOwn(pass.signals());
    pass.uses().forEach(use -> addOwn(use.signals()));
    ends.putIfAbsent(
        pass.signals().networkError().variable().name(), Read.of(Source.NETWORK_ERROR));
    ends.putIfAbsent(training.network().labels().variable().name(), Read.of(Source.LABELS));
    training.stepInputs().forEach(input -> addStepInput(input, pass.signals().layer()));
    training.passes().values().stream()
        .flatMap(other -> other.uses().stream())
        .forEach(use -> addElsewhere(use.signals()));
    addElsewhere(training.network(), training.feedback());
  }

  /** Own first: a quantity that several layers share is at hand at each of them. */
  private void addOwn(SynapticSignals signals) {
    ends.put(signals.input().name(), Read.of(Source.INPUT));
    ends.putIfAbsent(signals.output().name(), Read.of(Source.OUTPUT));
    ends.putIfAbsent(signals.outputError().name(), Read.of(Source.ERROR));
    ends.putIfAbsent(weight, Read.of(Source.WEIGHT));
    ends.putIfAbsent(signals.feedback().name(), Read.of(Source.FEEDBACK));
    signals.synapse().bias().ifPresent(b -> ends.putIfAbsent(b.name(), Read.of(Source.BIAS)));
  }

  private void addStepInput(StepInput input, String layer) {
    Read read = Read.of(input instanceof StepInput.Draws ? Source.NOISE : Source.COURSE);
    boolean own = input.name().startsWith(layer + "/");
    ends.putIfAbsent(input.tensor().variable().name(), own ? read : Read.elsewhere(input.name()));
  }

  private void addElsewhere(SynapticSignals other) {
    String layer = other.layer();
    ends.putIfAbsent(other.input().name(), Read.elsewhere("x of " + layer));
    ends.putIfAbsent(other.output().name(), Read.elsewhere("y of " + layer));
    ends.putIfAbsent(other.outputError().name(), Read.elsewhere("dy of " + layer));
    ends.putIfAbsent(other.weight().name(), Read.elsewhere("W of " + layer));
  }

  private void addElsewhere(Network network, List<FeedbackWeights> feedback) {
    feedback.forEach(
        f ->
            ends.putIfAbsent(
                f.tensor().variable().name(), Read.elsewhere("B of " + f.synapse().layer())));
    ends.putIfAbsent(network.input().variable().name(), Read.elsewhere("the images"));
  }

  /** Examines variables that together are one part of what the rule decides. */
  PartCertificate examine(Part part, List<SDVariable> variables) {
    Set<Read> reads = new HashSet<>();
    variables.forEach(variable -> reads.addAll(reads(variable.name())));
    List<Read> ordered =
        reads.stream()
            .sorted(Comparator.comparing(Read::source).thenComparing(Read::name))
            .toList();
    boolean projects = variables.stream().anyMatch(v -> projectsInput(v.name()));
    return new PartCertificate(part, ordered, projects);
  }

  private Set<Read> reads(String variable) {
    Set<Read> reads = new HashSet<>();
    for (Place place : above(variable)) {
      end(place).ifPresent(reads::add);
    }
    return reads;
  }

  /** What a place is if the walk ends there. */
  private Optional<Read> end(Place place) {
    String name = place.variable();
    Read known = ends.get(name);
    if (known != null) {
      boolean sign = place.behindSign() && known.source() == Source.WEIGHT;
      return Optional.of(sign ? Read.of(Source.SIGNS) : known);
    }
    if (isResponseToNoise(name)) {
      return Optional.of(Read.of(Source.RESPONSE));
    }
    boolean computed = operation(name).isPresent() || graph.getVariable(name).isConstant();
    return computed ? Optional.empty() : Optional.of(Read.elsewhere(name));
  }

  /** C_W(s), where s is noise alone. */
  private boolean isResponseToNoise(String variable) {
    Optional<DifferentialFunction> operation = operation(variable).filter(this::isForward);
    if (operation.isEmpty() || !operation.get().arg(1).name().equals(weight)) {
      return false;
    }
    Set<Source> from = sources(operation.get().arg(0));
    return from.contains(Source.NOISE) && Set.of(Source.NOISE, Source.COURSE).containsAll(from);
  }

  private boolean isForward(DifferentialFunction operation) {
    boolean turned = operation instanceof Mmul product && product.iArgs()[1] == 1;
    return FORWARD_MAPS.contains(operation.opName()) && !turned;
  }

  private boolean projectsInput(String variable) {
    return above(variable).stream()
        .filter(place -> end(place).isEmpty())
        .flatMap(place -> operation(place.variable()).stream())
        .filter(operation -> FORWARD_MAPS.contains(operation.opName()))
        .anyMatch(this::joinsInputAndFeedback);
  }

  private boolean joinsInputAndFeedback(DifferentialFunction operation) {
    List<Set<Source>> sources = Arrays.stream(operation.args()).map(this::sources).toList();
    boolean input = sources.stream().anyMatch(set -> set.contains(Source.INPUT));
    boolean noise = isForward(operation) && sources.get(0).contains(Source.NOISE);
    return (input || noise)
        && sources.stream()
            .anyMatch(
                set ->
                    set.contains(Source.FEEDBACK)
                        && !set.contains(Source.OUTPUT)
                        && !set.contains(Source.RESPONSE));
  }

  private Set<Source> sources(SDVariable variable) {
    Set<Source> sources = new HashSet<>();
    reads(variable.name()).forEach(read -> sources.add(read.source()));
    return sources;
  }

  /** The variable itself and all from which it is computed, up to where the walk ends. */
  private Set<Place> above(String variable) {
    Set<Place> found = new HashSet<>();
    Deque<Place> open = new ArrayDeque<>(List.of(new Place(variable, false)));
    while (!open.isEmpty()) {
      Place next = open.pop();
      if (found.add(next) && end(next).isEmpty()) {
        operation(next.variable()).ifPresent(op -> push(op, next, open));
      }
    }
    return found;
  }

  private static void push(DifferentialFunction operation, Place below, Deque<Place> open) {
    boolean behindSign = below.behindSign() || operation.opName().equals(SIGN);
    for (SDVariable argument : operation.args()) {
      open.push(new Place(argument.name(), behindSign));
    }
  }

  private Optional<DifferentialFunction> operation(String variable) {
    return Optional.ofNullable(graph.getVariableOutputOp(variable));
  }
}
