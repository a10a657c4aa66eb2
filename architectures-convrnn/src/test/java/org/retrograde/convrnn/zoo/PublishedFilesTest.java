// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.convrnn.graph.GraphJsonReader;
import org.retrograde.convrnn.graph.GraphJsonWriter;
import org.retrograde.convrnn.graph.GraphSpec;

/** The 16 graph files of the published networks, as we write them and as they are. */
final class PublishedFilesTest {

  private static final String FOLDER = "retrograde.convrnns";

  @TempDir private Path folder;

  static Stream<String> files() {
    List<String> cells =
        List.of("gru", "intersectionrnn", "lstm", "rgc", "simplernn", "timedecay", "ugrnn");
    return Stream.concat(
        cells.stream().flatMap(cell -> Stream.of(cell + "_shallow", cell + "_intermediate")),
        Stream.of("rgc_intermediate_t22", "ugrnn_intermediate_t30"));
  }

  private static ZooModel model(String name) {
    ZooDepth depth = ZooDepth.valueOf(name.split("_")[1].toUpperCase(Locale.ROOT));
    ZooCell cell =
        Stream.of(ZooCell.values())
            .filter(each -> each.prefix().equals(name.split("_")[0]))
            .findFirst()
            .orElseThrow();
    return ZooModel.published(depth, cell);
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_written_network_is_read_as_it_was(String name) throws IOException {
    GraphSpec graph = model(name).graph();
    Path file =
        Files.writeString(folder.resolve(name + ".json"), new GraphJsonWriter().write(graph));
    assertThat(new GraphJsonReader().read(file)).isEqualTo(graph);
    assertThat(new GraphJsonReader().read(file, model(name).cell().prefix())).isEqualTo(graph);
    assertThat(new GraphJsonReader().read(file, model(name).cell().id())).isEqualTo(graph);
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_published_file_is_the_network_of_its_name(String name) {
    String given = System.getProperty(FOLDER, "");
    assumeTrue(
        !given.isEmpty(),
        "the published files are not here: clone github.com/neuroailab/convrnns and give the"
            + " absolute path of convrnns/models in -D"
            + FOLDER);
    GraphSpec read = new GraphJsonReader().read(Path.of(given, name + ".json"));
    assertThat(PublishedSettings.complete(name, read)).isEqualTo(model(name).graph());
  }
}
