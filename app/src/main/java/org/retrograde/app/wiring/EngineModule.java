// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import java.io.PrintStream;
import org.retrograde.app.cli.MachineOptions;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.KernelChoice;
import org.retrograde.app.run.TrainingStarter;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.NativeBackend;

/** Binds the engine and the library of kernels. */
final class EngineModule extends AbstractModule {

  private final MachineOptions options;
  private final PrintStream warnings;

  EngineModule(MachineOptions options, PrintStream warnings) {
    this.options = options;
    this.warnings = warnings;
  }

  @Provides
  @Singleton
  KernelLibrary kernels(PluginCatalog catalog) {
    KernelChoice choice = KernelChoice.of(catalog.kernels(), options.kernels());
    if (choice.isFallback()) {
      warnings.println(
          "retrograde: " + choice.library().id() + " kernels serve, since " + choice.reason());
    }
    options.threads().ifPresent(NativeBackend::useThreads);
    return options.narrowProducts() ? choice.withNarrowProducts().library() : choice.library();
  }

  @Provides
  TrainingStarter starter(PluginCatalog catalog, KernelLibrary kernels) {
    return new EngineStarter(catalog, kernels, options.data());
  }
}
