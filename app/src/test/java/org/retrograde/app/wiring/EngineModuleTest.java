// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.retrograde.app.cli.MachineOptions;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.app.run.FakeKernels;
import org.retrograde.engine.kernel.KernelLibrary;

class EngineModuleTest {

  private final ByteArrayOutputStream warnings = new ByteArrayOutputStream();

  @Test
  void a_fallback_is_told_once_in_one_line() {
    Injector injector = injector(FakeKernels.hindered("onednn", "no AVX"), Optional.empty());

    assertThat(injector.getInstance(KernelLibrary.class).id()).isEqualTo("nd4j");
    assertThat(injector.getInstance(KernelLibrary.class).id()).isEqualTo("nd4j");
    assertThat(warnings.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines(
            "retrograde: nd4j kernels serve, since onednn cannot serve: no AVX\n");
  }

  @Test
  void nothing_is_said_where_the_fastest_library_serves() {
    Injector injector = injector(FakeKernels.serving("onednn"), Optional.empty());

    assertThat(injector.getInstance(KernelLibrary.class).id()).isEqualTo("onednn");
    assertThat(warnings.size()).isZero();
  }

  @Test
  void nothing_is_said_of_a_library_that_was_named() {
    Injector injector = injector(FakeKernels.hindered("onednn", "no AVX"), Optional.of("nd4j"));

    assertThat(injector.getInstance(KernelLibrary.class).id()).isEqualTo("nd4j");
    assertThat(warnings.size()).isZero();
  }

  private Injector injector(KernelLibrary fastest, Optional<String> named) {
    MachineOptions options =
        new MachineOptions(Optional.empty(), Optional.empty(), named, false, OptionalInt.empty());
    PrintStream stream = new PrintStream(warnings, true, StandardCharsets.UTF_8);
    return Guice.createInjector(
        new EngineModule(options, stream),
        new Plugins(FakeKernels.shelf(FakeKernels.serving("nd4j"), fastest)));
  }

  private static final class Plugins extends AbstractModule {

    private final Shelf<KernelLibrary> kernels;

    Plugins(Shelf<KernelLibrary> kernels) {
      this.kernels = kernels;
    }

    @Provides
    PluginCatalog catalog() {
      return new PluginCatalog(
          empty(), empty(), empty(), empty(), empty(), empty(), empty(), kernels);
    }

    private static <P> Shelf<P> empty() {
      return new Shelf<>("plugin", Map.of());
    }
  }
}
