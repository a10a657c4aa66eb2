// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.engine.certificate.Part;
import org.retrograde.engine.certificate.PartCertificate;
import org.retrograde.engine.certificate.Read;
import org.retrograde.engine.certificate.RuleCertificate;
import org.retrograde.engine.certificate.SynapseCertificate;
import org.retrograde.engine.certificate.Transport;
import org.retrograde.engine.certificate.Verdict;

/** What rules read, for those that are built in and for faults that were planted. */
final class CertificateTest {

  /** A rule whose parts are given; B is what carries the error unless said otherwise. */
  private record Planted(
      Function<SynapticSignals, SDVariable> error, Function<SynapticSignals, SDVariable> drive)
      implements SynapticRule {

    @Override
    public boolean hasFeedbackWeights() {
      return true;
    }

    @Override
    public FeedbackGroup feedbackGroup() {
      return FeedbackGroup.ALIGNMENT;
    }

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return error.apply(signals);
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return Optional.of(drive.apply(signals));
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return Optional.empty();
    }
  }

  /** Does nothing. */
  private record Idle() implements FeedbackPhase {
    @Override
    public Map<String, Integer> memory(List<Synapse> synapses) {
      return Map.of();
    }

    @Override
    public void run(List<Weights> weights, Map<String, double[]> memory, RandomStream stream) {}
  }

  private record Phased(SynapticRule rule) implements WrappedRule {
    @Override
    public Optional<FeedbackPhase> phase() {
      return Optional.of(new Idle());
    }
  }

  private static SDVariable throughFeedback(SynapticSignals signals) {
    return signals.map().adjoint(signals.feedback(), signals.outputError());
  }

  private static RuleCertificate driven(Function<SynapticSignals, SDVariable> drive) {
    return RuleCertificate.of(new Planted(CertificateTest::throughFeedback, drive));
  }

  private static RuleCertificate carried(Function<SynapticSignals, SDVariable> error) {
    return RuleCertificate.of(new Planted(error, SynapticSignals::feedback));
  }

  private static PartCertificate part(RuleCertificate certificate, String layer, Part part) {
    SynapseCertificate synapse =
        certificate.synapses().stream()
            .filter(s -> s.layer().equals(layer))
            .findFirst()
            .orElseThrow();
    return synapse.parts().stream().filter(p -> p.part() == part).findFirst().orElseThrow();
  }

  private static List<String> reads(RuleCertificate certificate, String layer, Part part) {
    return part(certificate, layer, part).reads().stream().map(Read::name).toList();
  }

  private static void requireVerdict(
      RuleCertificate certificate, Verdict verdict, Transport transport) {
    assertThat(certificate.verdict()).isEqualTo(verdict);
    assertThat(certificate.transport()).isEqualTo(transport);
  }

  private static LearningRule family(String id) {
    return builtIn()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no rule " + id));
  }

  private record Published(Verdict verdict, Transport transport) {}

  private static final Published LOCAL = new Published(Verdict.LOCAL, Transport.NONE);
  private static final Published SIGNS = new Published(Verdict.NON_LOCAL, Transport.SIGNS);
  private static final Published WEIGHTS = new Published(Verdict.NON_LOCAL, Transport.WEIGHTS);
  private static final Published GLOBAL = new Published(Verdict.GLOBAL_ERROR, Transport.NONE);

  private static final Map<String, Published> PUBLISHED =
      Map.ofEntries(
          Map.entry("backpropagation", WEIGHTS),
          Map.entry("feedback-alignment", LOCAL),
          Map.entry("kolen-pollack", LOCAL),
          Map.entry("weight-mirror", LOCAL),
          Map.entry("information-alignment", LOCAL),
          Map.entry("symmetric-alignment", WEIGHTS),
          Map.entry("activation-alignment", new Published(Verdict.NON_LOCAL, Transport.NONE)),
          Map.entry("uniform-sign-symmetry", SIGNS),
          Map.entry("batchwise-random-sign-symmetry", SIGNS),
          Map.entry("fixed-random-sign-symmetry", SIGNS),
          Map.entry("signed-feedback-alignment", LOCAL),
          Map.entry("direct-feedback-alignment", GLOBAL),
          Map.entry("direct-kolen-pollack", GLOBAL),
          Map.entry("oja-alignment", LOCAL),
          Map.entry("akrout-weight-mirror", LOCAL),
          Map.entry("spiking-discontinuity", LOCAL),
          Map.entry("composed", LOCAL));

  static Stream<LearningRule> builtIn() {
    return ServiceLoader.load(LearningRule.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void every_built_in_rule_is_as_local_as_published(LearningRule family) {
    Map<String, ?> values =
        family.id().equals("composed") ? Map.of("amp", 1, "decay", 1) : Map.of();
    Published published = PUBLISHED.get(family.id());
    assertThat(published).as("what is known of " + family.id()).isNotNull();
    requireVerdict(
        RuleCertificate.of(Lab.rule(family, values)), published.verdict(), published.transport());
  }

  @Test
  void what_a_rule_reads_is_listed_part_by_part() {
    RuleCertificate information =
        RuleCertificate.of(Lab.rule(family("information-alignment"), Map.of()));
    for (String layer : List.of("strided", "hidden", "logits")) {
      assertThat(reads(information, layer, Part.WEIGHT_UPDATE)).containsExactly("x", "dy");
      assertThat(reads(information, layer, Part.FEEDBACK_UPDATE)).containsExactly("x", "y", "B");
      assertThat(reads(information, layer, Part.HANDED_ON)).containsExactly("dy", "B");
    }
    assertThat(information.synapses().get(0).parts())
        .as("nothing below the first layer wants its error")
        .noneMatch(part -> part.part() == Part.HANDED_ON);
    RuleCertificate akrout = RuleCertificate.of(Lab.rule(family("akrout-weight-mirror"), Map.of()));
    assertThat(reads(akrout, "strided", Part.FEEDBACK_UPDATE))
        .containsExactly("noise", "its output under noise");
    assertThat(reads(akrout, "hidden", Part.FEEDBACK_CONSTRAINT)).containsExactly("B", "noise");
    RuleCertificate activation =
        RuleCertificate.of(Lab.rule(family("activation-alignment"), Map.of()));
    assertThat(part(activation, "hidden", Part.FEEDBACK_UPDATE).projectsInput()).isTrue();
  }

  @Test
  void noise_courses_and_the_way_to_W_are_seen() {
    Map<String, ?> noisy =
        Map.of(
            "errorNoise",
            0.5,
            "courses",
            List.of(Map.of("of", "amp", "shape", "linear", "rate", 0.5)));
    RuleCertificate certificate = RuleCertificate.of(Lab.rule(family("weight-mirror"), noisy));
    requireVerdict(certificate, Verdict.LOCAL, Transport.NONE);
    assertThat(reads(certificate, "hidden", Part.HANDED_ON)).containsExactly("dy", "B", "noise");
    assertThat(reads(certificate, "hidden", Part.FEEDBACK_UPDATE))
        .containsExactly("x", "y", "B", "coefficient courses");
    RuleCertificate moved =
        RuleCertificate.of(
            Lab.rule(family("symmetric-alignment"), Map.of("movesForwardWeights", true)));
    assertThat(reads(moved, "hidden", Part.WEIGHT_UPDATE)).containsExactly("x", "dy", "W", "B");
  }

  @Test
  void W_in_disguise_is_found() {
    requireVerdict(
        driven(s -> s.feedback().sub(s.weight().add(0))), Verdict.NON_LOCAL, Transport.WEIGHTS);
    requireVerdict(
        driven(
            s -> {
              int[] shape = s.map().kernelShape().stream().mapToInt(Integer::intValue).toArray();
              return s.feedback().sub(s.weight().reshape(-1, 1).reshape(shape));
            }),
        Verdict.NON_LOCAL,
        Transport.WEIGHTS);
    requireVerdict(
        carried(s -> s.map().adjoint(s.weight().mul(1.0), s.outputError())),
        Verdict.NON_LOCAL,
        Transport.WEIGHTS);
    requireVerdict(
        carried(s -> s.map().adjoint(s.graph().math().sign(s.weight().mul(2)), s.outputError())),
        Verdict.NON_LOCAL,
        Transport.SIGNS);
    requireVerdict(
        carried(
            s ->
                s.map()
                    .adjoint(s.graph().math().sign(s.weight()).mul(s.weight()), s.outputError())),
        Verdict.NON_LOCAL,
        Transport.WEIGHTS);
  }

  /** Turning noise back through W is transport, answering it is not. */
  @Test
  void only_the_way_forth_is_an_answer_to_noise() {
    requireVerdict(
        driven(
            s -> {
              SDVariable noise = noise(s, s.outputShape());
              SDVariable back = s.map().adjoint(s.weight(), noise);
              return s.map().filterGradient(back, s.outputError());
            }),
        Verdict.NON_LOCAL,
        Transport.WEIGHTS);
    requireVerdict(
        driven(
            s -> {
              SDVariable noise = noise(s, s.inputShape());
              return s.map().filterGradient(noise, s.map().apply(s.weight(), noise));
            }),
        Verdict.LOCAL,
        Transport.NONE);
  }

  private static SDVariable noise(SynapticSignals s, List<Integer> shape) {
    return s.steps()
        .draws(
            "planted",
            new org.retrograde.api.graph.Initializer.Normal(1),
            new org.retrograde.api.graph.Fans(1, 1),
            shape);
  }

  @Test
  void another_layers_quantities_are_found_and_named() {
    RuleCertificate input = driven(s -> s.feedback().mul(variable(s, "same").mean()));
    assertThat(reads(input, "hidden", Part.FEEDBACK_UPDATE)).contains("y of same");
    assertThat(part(input, "hidden", Part.FEEDBACK_UPDATE).verdict()).isEqualTo(Verdict.NON_LOCAL);
    assertThat(part(input, "same", Part.FEEDBACK_UPDATE).verdict()).isEqualTo(Verdict.LOCAL);
    RuleCertificate weights =
        driven(s -> s.feedback().mul(s.graph().getVariable("logits.W").mean()));
    assertThat(reads(weights, "hidden", Part.FEEDBACK_UPDATE)).contains("W of logits");
  }

  /** The output of a layer, by its weights' only reader. */
  private static SDVariable variable(SynapticSignals s, String layer) {
    String weight = layer + ".W";
    return s.graph().getOps().values().stream()
        .filter(op -> op.getInputsToOp().contains(weight))
        .findFirst()
        .map(op -> s.graph().getVariable(op.getOutputsOfOp().get(0)))
        .orElseThrow();
  }

  @Test
  void the_logits_error_and_labels_are_found() {
    RuleCertificate global = driven(s -> s.feedback().mul(s.networkError().variable().mean()));
    requireVerdict(global, Verdict.GLOBAL_ERROR, Transport.NONE);
    assertThat(reads(global, "strided", Part.FEEDBACK_UPDATE))
        .containsExactly("B", "the logits' error");
    RuleCertificate labels = driven(s -> s.feedback().mul(s.graph().getVariable("labels").mean()));
    requireVerdict(labels, Verdict.NON_LOCAL, Transport.NONE);
    assertThat(reads(labels, "strided", Part.FEEDBACK_UPDATE)).containsExactly("B", "labels");
  }

  @Test
  void what_happens_between_epochs_is_named_and_not_guessed() {
    RuleCertificate certificate =
        RuleCertificate.of(new Phased(Lab.rule(family("feedback-alignment"), Map.of())));
    assertThat(certificate.phases()).containsExactly(Idle.class.getName());
    requireVerdict(certificate, Verdict.LOCAL, Transport.NONE);
  }
}
