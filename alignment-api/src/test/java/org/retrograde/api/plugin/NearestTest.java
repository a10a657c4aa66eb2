// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

final class NearestTest {

  private static final List<String> IDS =
      List.of("weight-mirror", "symmetric-alignment", "activation-alignment");

  @Test
  void a_slip_finds_its_word() {
    assertThat(Nearest.to("wieght-miror", IDS)).hasValue("weight-mirror");
    assertThat(Nearest.to("symetric", IDS)).hasValue("symmetric-alignment");
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }

  @Property
  void a_word_is_nearest_to_itself(
      @ForAll List<@AlphaChars @NotEmpty String> words, @ForAll @AlphaChars @NotEmpty String word) {
    List<String> all = new java.util.ArrayList<>(words);
    all.add(word);
    assertThat(Nearest.to(word, all)).hasValue(word);
  }
}
