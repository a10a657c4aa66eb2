// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.differentiate.Differentiator;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.SynapsePass;
import org.retrograde.engine.differentiate.TrainingGraph;

/**
 * What a rule reads at each synapse of a network: which quantities its updates and the error it
 * hands on are computed from, found by walking the graph upwards to the synapse's own.
 *
 * <p>The walk ends at the synapse's x, y and dy: what made them is the business of other layers.
 *
 * @param synapses the synapses, in the order of the forward pass
 */
public record RuleCertificate(List<SynapseCertificate> synapses) {

  /** Copies the list. */
  public RuleCertificate {
    synapses = List.copyOf(synapses);
  }

  /**
   * Examines a rule on {@link ProbeNetwork}.
   *
   * @param rule the rule
   * @return the certificate
   * @throws org.retrograde.api.error.RetrogradeException if the rule cannot serve a synapse there
   */
  public static RuleCertificate of(SynapticRule rule) {
    return of(
        new Differentiator(RuleAssignment.everywhere(rule)).differentiate(ProbeNetwork.network(2)));
  }

  /**
   * Examines the rules of a network.
   *
   * @param graph the network with its backward pass
   * @return the certificate
   */
  public static RuleCertificate of(TrainingGraph graph) {
    return new RuleCertificate(
        graph.passes().values().stream().map(pass -> synapse(graph, pass)).toList());
  }

  /**
   * Returns the worst verdict of all parts at all synapses.
   *
   * @return the verdict
   */
  public Verdict verdict() {
    return parts().map(PartCertificate::verdict).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Returns the most that is transported anywhere.
   *
   * @return the transport
   */
  public Transport transport() {
    return parts().map(PartCertificate::transport).max(Comparator.naturalOrder()).orElseThrow();
  }

  /**
   * Returns the classes of what is done between epochs, outside the graph.
   *
   * @return the names, each once
   */
  public List<String> phases() {
    return synapses.stream().flatMap(s -> s.phase().stream()).distinct().toList();
  }

  private Stream<PartCertificate> parts() {
    return synapses.stream().flatMap(synapse -> synapse.parts().stream());
  }

  private static SynapseCertificate synapse(TrainingGraph graph, SynapsePass pass) {
    SynapseWalk walk = new SynapseWalk(graph, pass);
    List<PartCertificate> parts = new ArrayList<>();
    List<SDVariable> ofWeight = new ArrayList<>(List.of(pass.signals().weightGradient()));
    Optional.ofNullable(graph.alignmentGradients().get(pass.signals().synapse().weight().name()))
        .ifPresent(ofWeight::add);
    parts.add(walk.examine(Part.WEIGHT_UPDATE, ofWeight));
    Optional<FeedbackWeights> feedback = feedback(graph, pass);
    feedback
        .flatMap(FeedbackWeights::gradient)
        .ifPresent(g -> parts.add(walk.examine(Part.FEEDBACK_UPDATE, List.of(g))));
    feedback
        .flatMap(FeedbackWeights::constrained)
        .ifPresent(c -> parts.add(walk.examine(Part.FEEDBACK_CONSTRAINT, List.of(c))));
    if (!pass.handedOn().isEmpty()) {
      parts.add(walk.examine(Part.HANDED_ON, pass.handedOn()));
    }
    return new SynapseCertificate(
        pass.signals().layer(),
        parts,
        feedback.flatMap(FeedbackWeights::phase).map(phase -> phase.getClass().getName()));
  }

  private static Optional<FeedbackWeights> feedback(TrainingGraph graph, SynapsePass pass) {
    return graph.feedback().stream()
        .filter(f -> f.synapse().layer().equals(pass.signals().layer()))
        .findFirst();
  }
}
