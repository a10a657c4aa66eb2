// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the folders of fixtures' cases: those among a module's resources, or in a folder that a
 * user names.
 *
 * @param kind the name of the folder that holds cases of this kind, for example {@code rules}
 * @param owner a class of the module whose resources have {@code /fixtures/kind}
 */
public record FixtureFolder(String kind, Class<?> owner) {

  /**
   * Returns the folders of the cases.
   *
   * @param named the folder that the user named instead of the module's own: it holds the cases
   *     themselves or a folder of them called as the kind
   * @return at least one
   * @throws AssertionError if there is no such folder, or no case in it
   * @throws org.opentest4j.TestAbortedException if the named folder has other kinds only
   */
  public List<Path> cases(Optional<String> named) {
    Path folder = named.map(FixtureFolder::existing).map(this::ofThisKind).orElseGet(this::own);
    List<Path> cases = casesIn(folder);
    if (cases.isEmpty()) {
      throw new AssertionError("no folder with a case.json in " + folder);
    }
    return cases;
  }

  private Path own() {
    try {
      return Path.of(Objects.requireNonNull(owner.getResource("/fixtures/" + kind), kind).toURI());
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

  private Path ofThisKind(Path folder) {
    if (Files.isDirectory(folder.resolve(kind))) {
      return folder.resolve(kind);
    }
    boolean otherKinds = casesIn(folder).isEmpty() && !list(folder).isEmpty();
    assumeTrue(!otherKinds, () -> folder + " has no folder '" + kind + "'");
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
