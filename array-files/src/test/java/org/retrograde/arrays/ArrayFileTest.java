// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class ArrayFileTest {

  private static final ArraySpec NUMBERS =
      new ArraySpec("numbers", ElementType.FLOAT32, List.of(3L), List.of("x"), "");

  @TempDir private Path folder;

  @Test
  void a_file_that_is_not_whole_leaves_nothing_behind() throws IOException {
    Path file = folder.resolve("a.npz");
    try (ArrayFile made = ArrayFile.create(file, List.of(NUMBERS), new NpzFormat())) {
      made.append("numbers", new float[] {1, 2});
      assertThatThrownBy(made::commit).hasMessage("'numbers' has 2 of 3 values");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void an_earlier_file_stays_until_the_new_one_is_whole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "old");
    try (ArrayFile made = ArrayFile.create(file, List.of(NUMBERS), new NpzFormat())) {
      made.append("numbers", new float[] {1, 2, 3});
      assertThat(file).hasContent("old");
      made.commit();
    }
    assertThat(Files.size(file)).isGreaterThan(12);
  }

  @Test
  void values_of_another_kind_or_too_many_are_refused() {
    try (ArrayFile made =
        ArrayFile.create(folder.resolve("a.npz"), List.of(NUMBERS), new NpzFormat())) {
      assertThatThrownBy(() -> made.append("numbers", new long[1]))
          .hasMessageContaining("INT64 after 0 do not fit");
      assertThatThrownBy(() -> made.append("numbers", new float[4]))
          .hasMessageContaining("4 values of FLOAT32 after 0 do not fit");
      assertThatThrownBy(() -> made.append("other", new float[1]))
          .hasMessageContaining("no array 'other'");
    }
  }

  @Test
  void a_folder_that_is_missing_is_told() {
    Path file = folder.resolve("missing").resolve("a.npz");
    assertThatThrownBy(() -> ArrayFile.create(file, List.of(NUMBERS), new NpzFormat()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("choose another file with --out");
  }
}
