// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.cli.MachineOptions;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.TrainingStarter;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.NativeBackend;

/** Binds the engine and the library of kernels. */
final class EngineModule extends AbstractModule {

  private final MachineOptions options;

  EngineModule(MachineOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  KernelLibrary kernels(PluginCatalog catalog) {
    KernelLibrary kernels = catalog.kernels().get(options.kernels(), "--kernels");
    kernels.obstacle().ifPresent(reason -> refuse(kernels.id(), reason));
    options.threads().ifPresent(NativeBackend::useThreads);
    return kernels;
  }

  private static void refuse(String id, String reason) {
    throw RetrogradeException.failure(
        new Problem(
            "--kernels " + id, reason, "a library that can serve here", "use --kernels nd4j"));
  }

  @Provides
  TrainingStarter starter(PluginCatalog catalog, KernelLibrary kernels) {
    return new EngineStarter(catalog, kernels, options.data());
  }
}
