// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.Operation;

/**
 * A library without kernels, which may have a reason not to serve.
 *
 * @param id its name
 * @param obstacle the reason, if any
 */
public record FakeKernels(String id, Optional<String> obstacle) implements KernelLibrary {

  /** A library that can serve. */
  public static FakeKernels serving(String id) {
    return new FakeKernels(id, Optional.empty());
  }

  /** A library that cannot. */
  public static FakeKernels hindered(String id, String reason) {
    return new FakeKernels(id, Optional.of(reason));
  }

  /** Puts libraries on a shelf. */
  public static Shelf<KernelLibrary> shelf(KernelLibrary... libraries) {
    Map<String, Found<KernelLibrary>> byId =
        Arrays.stream(libraries)
            .map(library -> new Found<>(library.id(), library, "a test"))
            .collect(Collectors.toMap(Found::id, Function.identity()));
    return new Shelf<>("kernel library", byId);
  }

  @Override
  public String description() {
    return "no kernels";
  }

  @Override
  public Optional<Kernel> bind(Operation operation, BoundBuffers buffers) {
    return Optional.empty();
  }
}
