// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Which library of kernels serves, and why: the one that the user names, else the fastest, else,
 * where that cannot serve, the reference library.
 *
 * @param library the library
 * @param reason why it serves, in one line
 * @param isFallback whether it serves only because the fastest cannot
 */
public record KernelChoice(KernelLibrary library, String reason, boolean isFallback) {

  /** The fastest library, which does not run everywhere. */
  public static final String FASTEST = "onednn";

  /** The library that runs everywhere. */
  public static final String REFERENCE = "nd4j";

  /**
   * Chooses a library.
   *
   * @param libraries those that there are
   * @param wanted the id that the user names, if any
   * @return the choice
   * @throws RetrogradeException if the library that the user names is not there or cannot serve
   */
  public static KernelChoice of(Shelf<KernelLibrary> libraries, Optional<String> wanted) {
    if (wanted.isPresent()) {
      KernelLibrary named = libraries.get(wanted.get(), "--kernels");
      named.obstacle().ifPresent(why -> refuse(named.id(), why));
      return new KernelChoice(named, "named by --kernels", false);
    }
    @Nullable Found<KernelLibrary> fastest = libraries.byId().get(FASTEST);
    Optional<String> obstacle =
        fastest == null ? Optional.of("it is not installed") : fastest.plugin().obstacle();
    if (fastest != null && obstacle.isEmpty()) {
      return new KernelChoice(fastest.plugin(), "the fastest, and it can serve here", false);
    }
    String why = FASTEST + " cannot serve: " + oneLine(obstacle.orElseThrow());
    return new KernelChoice(libraries.get(REFERENCE, "--kernels"), why, true);
  }

  /**
   * Makes the chosen library multiply in bfloat16.
   *
   * @return the same choice, of the library that does
   * @throws RetrogradeException if the library or this machine cannot
   */
  public KernelChoice withNarrowProducts() {
    KernelLibrary narrow =
        library
            .withNarrowProducts()
            .orElseThrow(
                () ->
                    RetrogradeException.failure(
                        new Problem(
                            "--fpmath bf16",
                            "kernels of " + library.id() + ", which gain nothing by it here",
                            "the library onednn on a processor that multiplies bfloat16, such as"
                                + " one with AVX512-BF16 or AMX",
                            "leave --fpmath out")));
    return new KernelChoice(narrow, reason, isFallback);
  }

  private static void refuse(String id, String reason) {
    throw RetrogradeException.failure(
        new Problem(
            "--kernels " + id, reason, "a library that can serve here", "use --kernels nd4j"));
  }

  /** Native loaders explain themselves over several lines. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
