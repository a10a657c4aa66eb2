// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.random.RandomStream;
import org.retrograde.api.rule.FeedbackPhase;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.testkit.LearningRuleContract;

/** The battery of rules finds faults that were planted. */
final class BrokenRulesTest {

  private static final LearningRule INFORMATION = new PublishedRules.InformationAlignment();

  /** The quickest to try: it has the fewest parameters. */
  private static final LearningRule SYMMETRIC = new PublishedRules.SymmetricAlignment();

  private static final LearningRule KOLEN_POLLACK = new PublishedRules.KolenPollack();

  /** A change to a sound rule. */
  private interface Fault {
    default SDVariable carryError(SynapticRule sound, SynapticSignals signals) {
      return sound.carryError(signals);
    }

    default Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
      return sound.feedbackGradient(signals);
    }

    default Optional<SDVariable> loss(SynapticRule sound, SynapticSignals signals) {
      return sound.alignmentLoss(signals);
    }

    default Optional<FeedbackPhase> phase() {
      return Optional.empty();
    }
  }

  private record Broken(SynapticRule rule, Fault fault) implements WrappedRule {
    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return fault.carryError(rule, signals);
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return fault.gradient(rule, signals);
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return fault.loss(rule, signals);
    }

    @Override
    public Optional<FeedbackPhase> phase() {
      return fault.phase();
    }
  }

  /** A family's parameters, configured otherwise. */
  private record Changed(LearningRule family, Function<Parameters, SynapticRule> configuring)
      implements LearningRule {
    @Override
    public String id() {
      return family.id();
    }

    @Override
    public String description() {
      return family.description();
    }

    @Override
    public String source() {
      return family.source();
    }

    @Override
    public ParameterTable parameters() {
      return family.parameters();
    }

    @Override
    public SynapticRule configure(Parameters parameters) {
      return configuring.apply(parameters);
    }
  }

  @Test
  void a_sound_rule_fails_nothing() {
    assertThat(failures(INFORMATION, new Fault() {})).isEmpty();
    assertThat(failures(KOLEN_POLLACK, new Fault() {})).isEmpty();
  }

  @Test
  void a_term_with_its_sign_flipped_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
            return sound
                .feedbackGradient(signals)
                .map(g -> g.sub(new Amp().gradient(signals).mul(2)));
          }
        };
    assertThat(failures(INFORMATION, fault))
        .containsExactly("drives_B_by_the_gradient_of_the_alignment_loss");
  }

  @Test
  void a_forgotten_factor_one_half_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> loss(SynapticRule sound, SynapticSignals signals) {
            return sound
                .alignmentLoss(signals)
                .map(loss -> loss.add(new Decay().value(signals).mul(0.5)));
          }
        };
    assertThat(failures(SYMMETRIC, fault))
        .containsExactly("drives_B_by_the_gradient_of_the_alignment_loss");
  }

  @Test
  void decay_that_never_reaches_B_is_found_in_Kolen_and_Pollacks_rule() {
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
            return Optional.of(signals.weightGradient());
          }
        };
    assertThat(failures(KOLEN_POLLACK, fault))
        .containsExactly("drives_B_by_the_gradient_of_the_alignment_loss");
  }

  @Test
  void decay_that_is_nowhere_is_found_in_Kolen_and_Pollacks_rule() {
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
            return Optional.of(signals.weightGradient());
          }

          @Override
          public Optional<SDVariable> loss(SynapticRule sound, SynapticSignals signals) {
            return Optional.empty();
          }
        };
    assertThat(failures(KOLEN_POLLACK, fault)).containsExactly("every_parameter_changes_something");
  }

  @Test
  void a_null_term_that_vanishes_is_found() {
    LearningRule mirror = new PublishedRules.WeightMirror();
    assertThat(failures(new Changed(INFORMATION, mirror::configure)))
        .containsExactly("every_parameter_changes_something");
  }

  /** As in the code published with the mirror, where the rescaled B was lost. */
  @Test
  void growth_control_without_effect_is_found() {
    LearningRule mirror = new AkroutWeightMirror();
    LearningRule uncontrolled =
        new Changed(
            mirror,
            parameters -> {
              Map<String, Object> values = new LinkedHashMap<>(parameters.values());
              values.put("growthControl", 0.0);
              return mirror.configure(new Parameters(values));
            });
    assertThat(failures(uncontrolled)).containsExactly("every_parameter_changes_something");
  }

  /** The reference code's order differs from rule to rule. */
  @Test
  void swapped_coefficients_are_found() {
    SynapticRule swapped = Lab.rule(INFORMATION, Map.of("amp", 1, "decay", 0.1, "null", 0.5));
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
            return swapped.feedbackGradient(signals);
          }
        };
    assertThat(failures(INFORMATION, fault))
        .contains("drives_B_by_the_gradient_of_the_alignment_loss");
  }

  @Test
  void noise_from_a_global_generator_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public SDVariable carryError(SynapticRule sound, SynapticSignals signals) {
            double noise = ThreadLocalRandom.current().nextDouble();
            return sound.carryError(signals).mul(1 + 0.01 * noise);
          }
        };
    assertThat(failures(SYMMETRIC, fault))
        .contains("repeats_bit_for_bit", "resumes_bit_for_bit", "keeps_nothing_between_calls");
  }

  /** New with each configured rule, so that runs repeat, but not where one goes on from another. */
  @Test
  void noise_that_differs_on_resuming_is_found() {
    assertThat(failures(SYMMETRIC, () -> new Remembering(new AtomicInteger())))
        .containsExactlyInAnyOrder("resumes_bit_for_bit", "keeps_nothing_between_calls");
  }

  /** A fault that is a phase: it draws its noise by how often it was run. */
  private record Remembering(AtomicInteger runs) implements Fault, FeedbackPhase {
    @Override
    public Optional<FeedbackPhase> phase() {
      return Optional.of(this);
    }

    @Override
    public Map<String, Integer> memory(List<Synapse> synapses) {
      return Map.of();
    }

    @Override
    public void run(List<Weights> weights, Map<String, double[]> memory, RandomStream stream) {
      float factor = 1 + 0.01f * runs.incrementAndGet();
      for (Weights layer : weights) {
        for (int i = 0; i < layer.feedback().length; i++) {
          layer.feedback()[i] *= factor;
        }
      }
    }
  }

  @Test
  void a_rule_that_remembers_its_calls_is_found() {
    assertThat(failures(SYMMETRIC, Counting::new)).contains("keeps_nothing_between_calls");
  }

  /** The more often it is asked, the larger its gradient. */
  private static final class Counting implements Fault {
    private int calls;

    @Override
    public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
      calls++;
      return sound.feedbackGradient(signals).map(gradient -> gradient.mul(1 + 0.01 * calls));
    }
  }

  /** As in direct feedback that reads no B at the upper layers. */
  @Test
  void a_layer_whose_B_carries_nothing_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public SDVariable carryError(SynapticRule sound, SynapticSignals signals) {
            return signals.layer().equals("hidden")
                ? signals.map().adjoint(signals.weight(), signals.outputError())
                : sound.carryError(signals);
          }
        };
    assertThat(failures(SYMMETRIC, fault))
        .containsExactly("lets_a_changed_B_change_the_gradients_below");
  }

  @Test
  void an_error_carried_twice_as_large_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public SDVariable carryError(SynapticRule sound, SynapticSignals signals) {
            return sound.carryError(signals).mul(2);
          }
        };
    assertThat(failures(SYMMETRIC, fault))
        .containsExactly("equals_backpropagation_while_B_equals_W");
  }

  @Test
  void an_error_carried_by_W_is_found() {
    Fault fault =
        new Fault() {
          @Override
          public SDVariable carryError(SynapticRule sound, SynapticSignals signals) {
            return signals.map().adjoint(signals.weight(), signals.outputError());
          }
        };
    assertThat(failures(SYMMETRIC, fault))
        .containsExactlyInAnyOrder(
            "lets_B_carry_the_error",
            "lets_a_changed_B_change_the_gradients_below",
            "every_parameter_changes_something");
  }

  @Test
  void a_rule_that_differs_from_run_to_run_is_found() {
    AtomicInteger calls = new AtomicInteger();
    Fault fault =
        new Fault() {
          @Override
          public Optional<SDVariable> gradient(SynapticRule sound, SynapticSignals signals) {
            return sound
                .feedbackGradient(signals)
                .map(g -> g.mul(1 + 0.001 * calls.incrementAndGet()));
          }
        };
    assertThat(failures(SYMMETRIC, fault)).contains("repeats_bit_for_bit", "resumes_bit_for_bit");
  }

  private static List<String> failures(LearningRule sound, Fault fault) {
    return failures(sound, () -> fault);
  }

  /** A rule with a new fault each time it is configured. */
  private static List<String> failures(LearningRule sound, Supplier<Fault> fault) {
    return failures(new Changed(sound, p -> new Broken(sound.configure(p), fault.get())));
  }

  private static List<String> failures(LearningRule broken) {
    LearningRuleContract battery = () -> broken;
    return FailedTests.of(LearningRuleContract.class, battery);
  }
}
