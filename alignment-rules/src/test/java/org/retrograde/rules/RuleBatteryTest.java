// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.retrograde.api.plugin.KeyLocation;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.testkit.LearningRuleContract;

/** The battery, on every published rule. */
final class RuleBatteryTest {

  @Nested
  final class Backpropagation implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.Backpropagation();
    }
  }

  @Nested
  final class FeedbackAlignment implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.FeedbackAlignment();
    }
  }

  @Nested
  final class KolenPollack implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.KolenPollack();
    }
  }

  @Nested
  final class KolenPollackWithoutDecay implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.KolenPollack();
    }

    @Override
    public Parameters parameters() {
      return rule().parameters().bind(Map.of("decay", 0), KeyLocation.under("rule"));
    }
  }

  @Nested
  final class WeightMirror implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.WeightMirror();
    }
  }

  @Nested
  final class InformationAlignment implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.InformationAlignment();
    }
  }

  @Nested
  final class InformationAlignmentMeanOverPositions implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.InformationAlignment();
    }

    @Override
    public Parameters parameters() {
      return rule()
          .parameters()
          .bind(Map.of("spatialReduction", "mean"), KeyLocation.under("rule"));
    }
  }

  @Nested
  final class SymmetricAlignment implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.SymmetricAlignment();
    }
  }

  @Nested
  final class ActivationAlignment implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.ActivationAlignment();
    }
  }

  @Nested
  final class SignSymmetry implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new UniformSignSymmetry();
    }
  }

  @Nested
  final class ComposedOfAll implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new Composed();
    }

    @Override
    public Parameters parameters() {
      Map<String, Double> coefficients =
          Map.of("amp", 0.3, "decay", 0.2, "null", 0.1, "sparse", 0.15, "self", 0.25);
      return rule().parameters().bind(coefficients, KeyLocation.under("rule"));
    }
  }

  @Nested
  final class BatchwiseSignSymmetry implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new SignRules.BatchwiseRandomMagnitude();
    }
  }

  @Nested
  final class FixedSignSymmetry implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new SignRules.FixedRandomMagnitude();
    }
  }

  @Nested
  final class SignedFeedback implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new SignedFeedbackAlignment();
    }
  }

  @Nested
  final class DirectFeedback implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new DirectFeedbackAlignment();
    }
  }

  @Nested
  final class DirectFeedbackLikeLayers implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new DirectFeedbackAlignment();
    }

    @Override
    public Parameters parameters() {
      return rule().parameters().bind(Map.of("form", "layer"), KeyLocation.under("rule"));
    }
  }

  @Nested
  final class DirectKolenPollackRule implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new DirectKolenPollack();
    }
  }

  @Nested
  final class DirectKolenPollackLikeLayers implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new DirectKolenPollack();
    }

    @Override
    public Parameters parameters() {
      return rule().parameters().bind(Map.of("form", "layer"), KeyLocation.under("rule"));
    }
  }

  @Nested
  final class Oja implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new OjaAlignment();
    }
  }

  @Nested
  final class AkroutMirror implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new AkroutWeightMirror();
    }
  }

  @Nested
  final class WeightMirrorOfNoise implements LearningRuleContract {
    @Override
    public LearningRule rule() {
      return new PublishedRules.WeightMirror();
    }

    @Override
    public Parameters parameters() {
      return rule().parameters().bind(Map.of("input", "normal"), KeyLocation.under("rule"));
    }
  }
}
