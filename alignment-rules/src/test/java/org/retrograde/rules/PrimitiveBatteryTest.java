// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import org.junit.jupiter.api.Nested;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.testkit.AlignmentPrimitiveContract;

/** The battery, on every primitive. */
final class PrimitiveBatteryTest {

  @Nested
  final class DecayTest implements AlignmentPrimitiveContract {
    @Override
    public AlignmentPrimitive primitive() {
      return new Decay();
    }
  }

  @Nested
  final class AmpTest implements AlignmentPrimitiveContract {
    @Override
    public AlignmentPrimitive primitive() {
      return new Amp();
    }
  }

  @Nested
  final class NullTest implements AlignmentPrimitiveContract {
    @Override
    public AlignmentPrimitive primitive() {
      return new Null();
    }
  }

  @Nested
  final class SparseTest implements AlignmentPrimitiveContract {
    @Override
    public AlignmentPrimitive primitive() {
      return new Sparse();
    }
  }

  @Nested
  final class SelfTest implements AlignmentPrimitiveContract {
    @Override
    public AlignmentPrimitive primitive() {
      return new Self();
    }
  }
}
