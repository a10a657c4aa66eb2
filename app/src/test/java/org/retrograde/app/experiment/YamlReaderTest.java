// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.api.error.RetrogradeException;

class YamlReaderTest {

  private final YamlReader reader = new YamlReader();

  @Test
  void keeps_types_and_the_line_of_every_key() {
    Document document =
        reader.parse(
            "a.yaml", "whole: 3\nnumber: 1e-4\n\nflag: true\ntext: \"1e-4\"\nlist: [1, 2]\n");

    assertThat(document.root())
        .containsExactly(
            Map.entry("whole", 3L),
            Map.entry("number", 1e-4),
            Map.entry("flag", true),
            Map.entry("text", "1e-4"),
            Map.entry("list", List.of(1L, 2L)));
    assertThat(document.location().of("flag")).isEqualTo("a.yaml:4: flag");
  }

  @Test
  void an_absent_key_stands_where_the_map_around_it_does() {
    Document document = reader.parse("a.yaml", "top: 1\nouter:\n  items:\n    - {inner: 1}\n");

    assertThat(document.location().of("outer.items[0].absent"))
        .isEqualTo("a.yaml:4: outer.items[0].absent");
    assertThat(document.location().of("outer.absent")).isEqualTo("a.yaml:2: outer.absent");
    assertThat(document.location().of("absent")).isEqualTo("a.yaml: absent");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '  '                          | a.yaml: found an empty file
          '# nothing'                   | a.yaml: found a file with nothing but comments
          '- 1'                         | a.yaml: found a list; expected keys and values
          'just text'                   | a.yaml: found 'just text'; expected keys and values
          'x: 1\ny: [1, 2\nz: 3'        | a.yaml:3: found text that is not YAML
          'x: 1\n\tz: 3'                | a.yaml:2: found text that is not YAML
          'x: 1\nx: 2'                  | a.yaml:2: x: found the key twice, first at a.yaml:1
          'o:\n  x: 1\n  y: 2\n  x: 3'  | a.yaml:4: o.x: found the key twice, first at a.yaml:2
          'x: 1\no:\n  y:\n'            | a.yaml:3: o.y: found no value
          'x: &a 1\ny: *a'              | found an anchor or alias
          'x: 1\n---\ny: 2'             | a.yaml:3: found a second document
          """)
  void a_bad_file_is_one_line_with_the_line_number(String text, String expected) {
    assertThatThrownBy(() -> reader.parse("a.yaml", text.translateEscapes()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining(expected)
        .message()
        .hasLineCount(1);
  }

  @Test
  void a_missing_file_a_folder_and_bytes_are_told_apart(@TempDir Path folder) throws IOException {
    Path bytes =
        Files.write(
            folder.resolve("bytes.yaml"), new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});

    assertThatThrownBy(() -> reader.read(folder.resolve("no.yaml")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> reader.read(folder)).hasMessageContaining("found a folder");
    assertThatThrownBy(() -> reader.read(bytes)).hasMessageContainingAll("bytes.yaml", "not UTF-8");
  }

  @Test
  void an_override_replaces_a_value_and_says_where_it_comes_from() {
    Document document = reader.parse("a.yaml", "o:\n  x: 1\n  y: 2\n").with("o.x", 5L, "--set");

    assertThat(document.root()).isEqualTo(Map.of("o", Map.of("x", 5L, "y", 2L)));
    assertThat(document.location().of("o.x")).isEqualTo("--set: o.x");
    assertThat(document.location().of("o.y")).isEqualTo("a.yaml:3: o.y");
  }

  @Test
  void an_override_through_a_value_that_is_no_map_is_refused() {
    Document document = reader.parse("a.yaml", "o: 1\n");

    assertThatThrownBy(() -> document.with("o.x", 5L, "--set"))
        .hasMessageContainingAll("o.x", "'o', which holds 1");
  }
}
