// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the folders of the fixtures' cases. */
final class FixtureFolder {

  private static final String KIND = "rules";

  private FixtureFolder() {}

  /**
   * Returns the folders of the cases, at least one.
   *
   * @param named the folder that the user named instead of the module's own
   */
  static List<Path> cases(Optional<String> named) {
    Path folder =
        named
            .map(FixtureFolder::existing)
            .map(FixtureFolder::ofThisKind)
            .orElseGet(FixtureFolder::own);
    List<Path> cases = casesIn(folder);
    if (cases.isEmpty()) {
      throw new AssertionError("no folder with a case.json in " + folder);
    }
    return cases;
  }

  private static Path own() {
    try {
      return Path.of(FixtureFolder.class.getResource("/fixtures/" + KIND).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tests run in their module's folder, commands are typed in its parent. */
  private static Path existing(String name) {
    return Stream.of(Path.of(name), Path.of("..").resolve(name))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new AssertionError("retrograde.fixtures names no folder: " + name));
  }

  private static Path ofThisKind(Path folder) {
    if (Files.isDirectory(folder.resolve(KIND))) {
      return folder.resolve(KIND);
    }
    boolean otherKinds = casesIn(folder).isEmpty() && !list(folder).isEmpty();
    assumeTrue(!otherKinds, () -> folder + " has no folder '" + KIND + "'");
    return folder;
  }

  private static List<Path> casesIn(Path folder) {
    return list(folder).stream().filter(path -> Files.exists(path.resolve("case.json"))).toList();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
