// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.function.Supplier;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * What commands work with, for one choice of plugins and machine.
 *
 * @param catalog the plugins
 * @param parser reads experiments
 * @param runner runs them; asked for late, since it loads native libraries
 * @param kernels the library of kernels; asked for late for the same reason
 */
public record Workbench(
    PluginCatalog catalog,
    ExperimentParser parser,
    Supplier<ExperimentRunner> runner,
    Supplier<KernelLibrary> kernels) {

  /** Puts a workbench together. */
  @FunctionalInterface
  public interface Maker {

    /**
     * Puts a workbench together.
     *
     * @param options the choice of plugins and machine
     * @return the workbench
     * @throws org.retrograde.api.error.RetrogradeException if a plugin is broken
     */
    Workbench make(MachineOptions options);
  }
}
