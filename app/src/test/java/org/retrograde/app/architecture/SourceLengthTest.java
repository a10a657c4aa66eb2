// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No method and no file of the main code is too long to be read in one go. */
class SourceLengthTest {

  @Test
  void methods_and_files_keep_to_the_limits() {
    List<Path> modules = Production.modules();
    assertThat(modules).isNotEmpty();
    for (Path module : modules) {
      List<Path> sources = Production.sources(module);
      assertThat(sources).as("sources of %s", module).isNotEmpty();
      assertThat(SourceLengths.tooLong(sources)).isEmpty();
    }
  }
}
