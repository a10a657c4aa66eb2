// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;
import org.retrograde.testkit.LearningRuleContract;

/** The battery of rules finds faults that were planted. */
final class BrokenRulesTest {

  private static final LearningRule INFORMATION = new PublishedRules.InformationAlignment();
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
  }

  private record Broken(SynapticRule sound, Fault fault) implements SynapticRule {
    @Override
    public boolean hasFeedbackWeights() {
      return sound.hasFeedbackWeights();
    }

    @Override
    public FeedbackGroup feedbackGroup() {
      return sound.feedbackGroup();
    }

    @Override
    public SDVariable carryError(SynapticSignals signals) {
      return fault.carryError(sound, signals);
    }

    @Override
    public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
      return fault.gradient(sound, signals);
    }

    @Override
    public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
      return fault.loss(sound, signals);
    }
  }

  private record BrokenFamily(LearningRule sound, Fault fault) implements LearningRule {
    @Override
    public String id() {
      return sound.id();
    }

    @Override
    public String description() {
      return sound.description();
    }

    @Override
    public String source() {
      return sound.source();
    }

    @Override
    public ParameterTable parameters() {
      return sound.parameters();
    }

    @Override
    public SynapticRule configure(Parameters parameters) {
      return new Broken(sound.configure(parameters), fault);
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
    assertThat(failures(INFORMATION, fault))
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
    LearningRule withoutNull = new NullIgnored(mirror);
    assertThat(failures(withoutNull, new Fault() {}))
        .containsExactly("every_parameter_changes_something");
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
    assertThat(failures(INFORMATION, fault))
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
    assertThat(failures(INFORMATION, fault))
        .containsExactlyInAnyOrder("lets_B_carry_the_error", "every_parameter_changes_something");
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
    assertThat(failures(INFORMATION, fault)).contains("repeats_bit_for_bit", "resumes_bit_for_bit");
  }

  /** Information alignment's parameters, the weight mirror's terms. */
  private record NullIgnored(LearningRule mirror) implements LearningRule {
    @Override
    public String id() {
      return "null-ignored";
    }

    @Override
    public String description() {
      return mirror.description();
    }

    @Override
    public String source() {
      return mirror.source();
    }

    @Override
    public ParameterTable parameters() {
      return INFORMATION.parameters();
    }

    @Override
    public SynapticRule configure(Parameters parameters) {
      return mirror.configure(parameters);
    }
  }

  private static List<String> failures(LearningRule sound, Fault fault) {
    LearningRule broken = new BrokenFamily(sound, fault);
    LearningRuleContract battery = () -> broken;
    return FailedTests.of(LearningRuleContract.class, battery);
  }
}
