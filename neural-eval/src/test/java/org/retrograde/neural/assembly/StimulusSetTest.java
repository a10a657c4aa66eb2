// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class StimulusSetTest {

  private static final String TABLE =
      """
      image_id,filename,object_name,pose,novel
      img2,b.png,dog,1.5,True
      img10,a.png,car,2,False
      """;

  @TempDir private Path folder;

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("stimuli.csv"), text);
  }

  private Path images() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Files.writeString(images.resolve("a.png"), "A");
    Files.writeString(images.resolve("b.png"), "B");
    return images;
  }

  private Path zip(String... names) throws IOException {
    Path file = folder.resolve("images.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  @Test
  void images_are_found_by_the_id_of_their_stimulus() throws IOException {
    StimulusSet inFolder = StimulusSet.read(table(TABLE), Optional.of(images()));
    assertThat(inFolder.ids()).containsExactly("img2", "img10");
    assertThat(inFolder.image("img2")).containsExactly('B');
    Path archive = zip("set/", "set/a.png", "set/b.png", "__MACOSX/b.png");
    StimulusSet inArchive = StimulusSet.read(table(TABLE), Optional.of(archive));
    assertThat(new String(inArchive.image("img10"), StandardCharsets.UTF_8)).isEqualTo("set/a.png");
    assertThatThrownBy(() -> inArchive.image("img3"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("no stimulus 'img3'");
    Files.delete(archive);
    assertThatThrownBy(() -> inArchive.image("img2"))
        .hasMessageContaining("an error while reading");
  }

  @Test
  void presentations_get_the_columns_of_their_stimuli() throws IOException {
    StimulusSet set = StimulusSet.read(table(TABLE), Optional.empty());
    assertThat(set.column("pose").orElseThrow().number(0)).isEqualTo(1.5);
    assertThat(set.column("none")).isEmpty();
    try (MemoryAssembly source =
        Samples.memory(
            List.of("img10", "img9", "img2"),
            Map.of("pose", Column.Text.of(List.of("x", "y", "z"))))) {
      StimulusSet.Merged merged = set.merge(source.assembly(), "recording.nc");
      Axis axis = merged.assembly().presentations();
      assertThat(merged.unknown()).containsExactly("img9");
      assertThat(axis.require("object_name", "").texts()).containsExactly("car", "", "dog");
      assertThat(axis.require("novel", "").texts()).containsExactly("False", "", "True");
      assertThat(axis.require("pose", "").texts()).containsExactly("x", "y", "z");
      assertThat(axis.require("stimulus_id", "").texts()).containsExactly("img10", "img9", "img2");
    }
    try (MemoryAssembly other = Samples.memory(List.of("x"), Map.of())) {
      assertThatThrownBy(() -> set.merge(other.assembly(), "recording.nc"))
          .isInstanceOf(RetrogradeException.class)
          .hasMessageContaining("none of the stimuli of recording.nc: x");
    }
    assertThatThrownBy(() -> set.image("img2")).hasMessageContaining("a table alone");
  }

  @Test
  void ids_files_and_columns_have_to_be_right() throws IOException {
    Path twice = table("stimulus_id,filename\na,a.png\na,b.png\n");
    assertThatThrownBy(() -> StimulusSet.read(twice, Optional.empty()))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("more than one row for a");
    Path nameless = table("stimulus_id\na\n");
    assertThat(StimulusSet.read(nameless, Optional.empty()).ids()).containsExactly("a");
    Path images = images();
    assertThatThrownBy(() -> StimulusSet.read(nameless, Optional.of(images)))
        .hasMessageContaining("a column 'filename'");
    Path more = table("stimulus_id,filename\na,a.png\nb,c.png\n");
    assertThatThrownBy(() -> StimulusSet.read(more, Optional.of(images)))
        .hasMessageContaining("2 files without c.png");
    Path same = zip("x/a.png", "y/a.png");
    assertThatThrownBy(() -> StimulusSet.read(more, Optional.of(same)))
        .hasMessageContaining("two files called a.png");
    assertThatThrownBy(() -> StimulusSet.read(more, Optional.of(more)))
        .hasMessageContaining("no readable folder or zip archive");
    Path anonymous = table("name,filename\na,a.png\n");
    assertThatThrownBy(() -> StimulusSet.read(anonymous, Optional.empty()))
        .hasMessageContaining("a column 'stimulus_id'");
  }

  @Test
  void activations_are_found_by_stimulus_and_not_by_place() {
    List<String> shown = List.of("img10", "img2", "img9");
    StimulusRows rows = StimulusRows.match(shown, List.of("img2", "extra", "img10"), "layer");
    assertThat(rows.stimuli()).containsExactly(0, 1);
    assertThat(rows.activations()).containsExactly(2, 0);
    assertThat(rows.without()).containsExactly("img9");
    assertThatThrownBy(() -> rows.requireAll("layer"))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("layer: found no activations for img9");
    StimulusRows all = StimulusRows.match(List.of("a"), List.of("a"), "layer");
    assertThat(all.requireAll("layer")).isSameAs(all);
    assertThatThrownBy(() -> StimulusRows.match(shown, List.of("img2", "img2"), "layer"))
        .hasMessageContaining("more than one row for img2");
    assertThatThrownBy(() -> StimulusRows.match(shown, List.of("a", "b", "c", "d", "e", "f"), "l"))
        .hasMessageContaining("rows for a, b, c, d, e, ... (6 in all)");
  }
}
