// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.engine.kernel.KernelLibrary;

class KernelChoiceTest {

  private static final KernelLibrary REFERENCE = FakeKernels.serving("nd4j");
  private static final KernelLibrary FAST = FakeKernels.serving("onednn");
  private static final KernelLibrary HINDERED =
      FakeKernels.hindered("onednn", "no such\n  instruction set");

  @Test
  void the_fastest_library_serves_where_it_can() {
    KernelChoice choice = choice(FakeKernels.shelf(REFERENCE, FAST), "");

    assertThat(choice.library()).isSameAs(FAST);
    assertThat(choice.isFallback()).isFalse();
    assertThat(choice.reason()).contains("can serve here");
  }

  @Test
  void where_it_cannot_the_reference_does_and_the_reason_is_one_line() {
    KernelChoice choice = choice(FakeKernels.shelf(REFERENCE, HINDERED), "");

    assertThat(choice.library()).isSameAs(REFERENCE);
    assertThat(choice.isFallback()).isTrue();
    assertThat(choice.reason()).isEqualTo("onednn cannot serve: no such instruction set");
  }

  @Test
  void where_it_is_missing_the_reference_serves() {
    KernelChoice choice = choice(FakeKernels.shelf(REFERENCE), "");

    assertThat(choice.library()).isSameAs(REFERENCE);
    assertThat(choice.reason()).contains("onednn", "not installed");
  }

  @Test
  void the_library_that_is_named_serves_whatever_else_could() {
    KernelChoice choice = choice(FakeKernels.shelf(REFERENCE, FAST), "nd4j");

    assertThat(choice.library()).isSameAs(REFERENCE);
    assertThat(choice.isFallback()).as("asked for, so nothing to warn of").isFalse();
  }

  @Test
  void a_named_library_that_cannot_serve_is_refused() {
    assertThatThrownBy(() -> choice(FakeKernels.shelf(REFERENCE, HINDERED), "onednn"))
        .isInstanceOfSatisfying(
            RetrogradeException.class,
            e -> assertThat(e.kind()).isEqualTo(RetrogradeException.Kind.FAILURE))
        .hasMessageContainingAll("--kernels onednn", "no such", "use --kernels nd4j");
  }

  @Test
  void an_unknown_name_is_wrong_usage() {
    assertThatThrownBy(() -> choice(FakeKernels.shelf(REFERENCE, FAST), "onedn"))
        .hasMessageContainingAll("--kernels", "'onedn'", "did you mean 'onednn'?");
  }

  @Test
  void products_in_bfloat16_are_refused_where_nothing_is_gained() {
    KernelChoice choice = choice(FakeKernels.shelf(REFERENCE, FAST), "nd4j");

    assertThatThrownBy(choice::withNarrowProducts)
        .hasMessageContainingAll("--fpmath bf16", "nd4j", "leave --fpmath out");
  }

  private static KernelChoice choice(Shelf<KernelLibrary> libraries, String named) {
    return KernelChoice.of(libraries, Optional.of(named).filter(name -> !name.isEmpty()));
  }
}
