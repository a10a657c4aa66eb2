// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.testkit.FixtureFolder;

/** Every fixture, on every kernel library. */
final class RuleFixtureTest {

  private static final FixtureFolder FIXTURES = new FixtureFolder("rules", RuleFixtureTest.class);

  @TestFactory
  Stream<DynamicNode> every_case_agrees_on_every_kernel_library() {
    Optional<String> named = Optional.ofNullable(System.getProperty("retrograde.fixtures"));
    try {
      return replays(FIXTURES.cases(named));
    } catch (TestAbortedException skipped) {
      // Reports count a test that is skipped, but not a factory.
      return Stream.of(
          dynamicTest("no rule fixtures", () -> assumeTrue(false, skipped.getMessage())));
    }
  }

  private static Stream<DynamicNode> replays(List<Path> cases) {
    List<KernelLibrary> libraries =
        ServiceLoader.load(KernelLibrary.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(libraries).extracting(KernelLibrary::id).contains("nd4j").doesNotHaveDuplicates();
    return libraries.stream().map(library -> container(library, cases));
  }

  private static DynamicNode container(KernelLibrary library, List<Path> cases) {
    return dynamicContainer(
        library.id(),
        cases.stream()
            .map(
                folder -> dynamicTest(nameOf(folder), () -> FixtureReplay.check(folder, library))));
  }

  private static String nameOf(Path folder) {
    return folder.getFileName().toString();
  }
}
