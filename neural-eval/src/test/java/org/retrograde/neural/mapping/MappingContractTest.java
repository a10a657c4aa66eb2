// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.retrograde.api.metric.Mapping;
import org.retrograde.testkit.Invariance;
import org.retrograde.testkit.MappingContract;

/** The battery for mappings, on each of ours. */
final class MappingContractTest {

  @Nested
  final class Pls implements MappingContract {
    @Override
    public Mapping mapping() {
      return new PartialLeastSquares();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("components", 4);
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(
          Invariance.UNIT_ORDER, Invariance.SCALE, Invariance.UNIT_OFFSET, Invariance.ROTATION);
    }
  }

  @Nested
  final class RidgeRegression implements MappingContract {
    @Override
    public Mapping mapping() {
      return new Ridge();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER, Invariance.UNIT_OFFSET, Invariance.ROTATION);
    }
  }

  @Nested
  final class RidgeWithChosenPenalty implements MappingContract {
    @Override
    public Mapping mapping() {
      return new RidgeCv();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER, Invariance.UNIT_OFFSET, Invariance.ROTATION);
    }
  }

  @Nested
  final class Linear implements MappingContract {
    @Override
    public Mapping mapping() {
      return new LeastSquares();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(
          Invariance.UNIT_ORDER,
          Invariance.SCALE,
          Invariance.UNIT_OFFSET,
          Invariance.UNIT_GAIN,
          Invariance.ROTATION);
    }
  }

  @Nested
  final class OfBestUnits implements MappingContract {
    @Override
    public Mapping mapping() {
      return new Percentile();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER, Invariance.UNIT_OFFSET);
    }
  }

  @Nested
  final class BestUnit implements MappingContract {
    @Override
    public Mapping mapping() {
      return new OneToOne();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.of(Invariance.UNIT_ORDER);
    }

    @Override
    public boolean hasIntercept() {
      return false;
    }
  }

  @Nested
  final class NotFitted implements MappingContract {
    @Override
    public Mapping mapping() {
      return new NoMapping();
    }

    @Override
    public Set<Invariance> claims() {
      return EnumSet.noneOf(Invariance.class);
    }

    @Override
    public boolean hasIntercept() {
      return false;
    }

    @Override
    public boolean needsEqualNumbers() {
      return true;
    }
  }
}
