// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.testkit.AlignmentPrimitiveContract;

/** The battery of primitives finds faults that were planted. */
final class BrokenPrimitivesTest {

  @Test
  void a_sound_primitive_fails_nothing() {
    assertThat(primitiveFailures(new DisguisedPrimitive(new Null(), "sound", Locality.LOCAL)))
        .isEmpty();
  }

  @Test
  void a_primitive_that_hides_that_it_reads_W_is_found() {
    assertThat(primitiveFailures(new DisguisedPrimitive(new Self(), "disguised", Locality.LOCAL)))
        .containsExactly("declares_its_locality_honestly");
  }

  @Test
  void a_primitive_that_hides_that_it_projects_the_input_through_B_is_found() {
    assertThat(primitiveFailures(new DisguisedPrimitive(new Sparse(), "disguised", Locality.LOCAL)))
        .containsExactly("declares_its_locality_honestly");
  }

  @Test
  void a_primitive_that_calls_itself_less_local_than_it_is_is_found() {
    assertThat(
            primitiveFailures(new DisguisedPrimitive(new Null(), "disguised", Locality.NON_LOCAL)))
        .containsExactly("declares_its_locality_honestly");
  }

  @Test
  void a_sum_over_the_batch_is_found() {
    AlignmentPrimitive summed =
        new DisguisedPrimitive(new Amp(), "summed", Locality.LOCAL, batch -> batch, batch -> batch);
    assertThat(primitiveFailures(summed)).containsExactly("is_a_mean_over_the_batch");
  }

  @Test
  void a_gradient_of_another_value_is_found() {
    AlignmentPrimitive doubled =
        new DisguisedPrimitive(new Null(), "doubled", Locality.LOCAL, batch -> 2, batch -> 1);
    assertThat(primitiveFailures(doubled)).containsExactly("has_the_gradient_of_its_value");
  }

  private static List<String> primitiveFailures(AlignmentPrimitive primitive) {
    AlignmentPrimitiveContract battery = () -> primitive;
    return FailedTests.of(AlignmentPrimitiveContract.class, battery);
  }
}
