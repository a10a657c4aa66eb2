// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.error.RetrogradeException;

final class RecordingsTest {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path work;

  @Test
  void a_recording_whose_stimuli_are_unknown_is_closed_again() throws IOException {
    assumeTrue(Files.isDirectory(OPEN_FILES), "only Linux tells which files are open");
    Path source =
        Path.of("..", "neural-eval", "src", "test", "resources", "fixtures", "neural", "assembly");
    Path recording = Files.copy(source.resolve("assembly.nc"), work.resolve("recording.nc"));
    Path others = Files.writeString(work.resolve("set.csv"), "stimulus_id\nnobody\n");

    assertThatThrownBy(() -> Recordings.open(recording, Optional.of(others)))
        .isInstanceOf(RetrogradeException.class)
        .hasMessageContaining("none of the stimuli");

    assertThat(open()).doesNotContain(recording.toRealPath());
  }

  private static List<Path> open() throws IOException {
    List<Path> open = new ArrayList<>();
    try (var links = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path link : links) {
        try {
          open.add(Files.readSymbolicLink(link));
        } catch (IOException e) {
          // The one with which the folder is read is gone.
        }
      }
    }
    return open;
  }
}
