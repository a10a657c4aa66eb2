// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.testkit.EvaluationMetricContract;
import org.retrograde.testkit.Invariance;
import org.retrograde.testkit.Tolerance;

/** The battery for metrics, on each of ours. */
final class MetricContractTest {

  private static Set<Invariance> ofUnits() {
    return EnumSet.of(
        Invariance.UNIT_ORDER, Invariance.SCALE, Invariance.UNIT_OFFSET, Invariance.UNIT_GAIN);
  }

  private static Set<Invariance> ofKernels() {
    return EnumSet.of(
        Invariance.UNIT_ORDER, Invariance.SCALE, Invariance.UNIT_OFFSET, Invariance.ROTATION);
  }

  @Nested
  final class CorrelationDistance implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new RdmMetric();
    }

    @Override
    public Set<Invariance> claims() {
      // Reflecting at the plane across (1, ..., 1) moves a pattern's mean alone.
      return EnumSet.of(
          Invariance.UNIT_ORDER,
          Invariance.SCALE,
          Invariance.PATTERN_GAIN_AND_OFFSET,
          Invariance.ROTATION);
    }
  }

  @Nested
  final class EuclideanDistance implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new RdmMetric();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("distance", "squared-euclidean", "comparison", "kendall-a");
    }

    @Override
    public Set<Invariance> claims() {
      return ofKernels();
    }
  }

  @Nested
  final class CosineDistance implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new RdmMetric();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("distance", "cosine", "comparison", "cosine");
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER, Invariance.SCALE, Invariance.ROTATION);
    }
  }

  @Nested
  final class Cka implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new CkaMetric();
    }

    @Override
    public Set<Invariance> claims() {
      return ofKernels();
    }
  }

  @Nested
  final class BiasedCka implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new BiasedCkaMetric();
    }

    @Override
    public Set<Invariance> claims() {
      return ofKernels();
    }
  }

  @Nested
  final class OneToOne implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new OneToOneMatching();
    }

    @Override
    public Set<Invariance> claims() {
      return ofUnits();
    }
  }

  @Nested
  final class Semi implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new SemiMatching();
    }

    @Override
    public Set<Invariance> claims() {
      return ofUnits();
    }
  }

  @Nested
  final class Soft implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new SoftMatching();
    }

    @Override
    public Set<Invariance> claims() {
      return ofUnits();
    }
  }

  @Nested
  final class SoftBySinkhorn implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new SoftMatching();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("solver", "sinkhorn", "regularization", 0.05);
    }

    @Override
    public Set<Invariance> claims() {
      return ofUnits();
    }

    @Override
    public boolean givesItselfOne() {
      return false;
    }

    @Override
    public Tolerance tolerance() {
      return Tolerance.WRITTEN;
    }
  }

  @Nested
  final class Versa implements EvaluationMetricContract {
    @Override
    public EvaluationMetric metric() {
      return new VersaMetric();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER, Invariance.UNIT_OFFSET, Invariance.ROTATION);
    }

    @Override
    public boolean givesItselfOne() {
      return false;
    }

    @Override
    public Tolerance tolerance() {
      return Tolerance.WRITTEN;
    }
  }
}
