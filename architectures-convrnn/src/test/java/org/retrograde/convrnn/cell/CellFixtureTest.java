// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

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

/** Every cell's outputs, states and gradients, on every kernel library. */
final class CellFixtureTest {

  private static final FixtureFolder FIXTURES = new FixtureFolder("cells", CellFixtureTest.class);

  @TestFactory
  Stream<DynamicNode> every_case_agrees_on_every_kernel_library() {
    Optional<String> named = Optional.ofNullable(System.getProperty("retrograde.fixtures"));
    try {
      return replays(FIXTURES.cases(named));
    } catch (TestAbortedException skipped) {
      return Stream.of(
          dynamicTest("no cell fixtures", () -> assumeTrue(false, skipped.getMessage())));
    }
  }

  private static Stream<DynamicNode> replays(List<Path> cases) {
    List<KernelLibrary> libraries =
        ServiceLoader.load(KernelLibrary.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(libraries).extracting(KernelLibrary::id).contains("nd4j").doesNotHaveDuplicates();
    return libraries.stream()
        .map(
            library ->
                dynamicContainer(
                    library.id(),
                    cases.stream()
                        .map(
                            folder ->
                                dynamicTest(
                                    folder.getFileName().toString(),
                                    () -> CellFixture.read(folder).check(library)))));
  }
}
