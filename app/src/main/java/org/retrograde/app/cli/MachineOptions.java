// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What depends on the machine and not on the experiment.
 *
 * @param plugins the folder of plugin jars, if any
 * @param data the folder of data files, if any
 * @param kernels the id of the library of kernels, empty for the best that can serve here
 * @param narrowProducts whether convolutions multiply in bfloat16
 * @param threads the number of threads, empty for as many as there are cores
 */
public record MachineOptions(
    Optional<Path> plugins,
    Optional<Path> data,
    Optional<String> kernels,
    boolean narrowProducts,
    OptionalInt threads) {

  private static final String FLOAT32 = "float32";
  private static final String BF16 = "bf16";
  private static final Path DEFAULT_PLUGINS = Path.of("plugins");

  static MachineOptions of(Invocation invocation) {
    Optional<Path> folder = invocation.path("plugins");
    if (folder.isEmpty() && Files.isDirectory(DEFAULT_PLUGINS)) {
      folder = Optional.of(DEFAULT_PLUGINS);
    }
    OptionalInt threads =
        invocation.has("threads")
            ? OptionalInt.of(invocation.number("threads", 1, 1, 4096))
            : OptionalInt.empty();
    return new MachineOptions(
        folder,
        invocation.path("data-dir"),
        invocation.value("kernels"),
        narrowProducts(invocation),
        threads);
  }

  private static boolean narrowProducts(Invocation invocation) {
    String math = invocation.value("fpmath").orElse(FLOAT32);
    if (!List.of(FLOAT32, BF16).contains(math)) {
      throw Invocation.usage(
          "--fpmath", "'" + math + "'", FLOAT32 + " or " + BF16, "write --fpmath " + BF16);
    }
    return math.equals(BF16);
  }
}
