// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.retrograde.app.cli.MachineOptions;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.PluginLoader;

/** Binds the plugins that were found. */
final class PluginModule extends AbstractModule {

  private final MachineOptions options;

  PluginModule(MachineOptions options) {
    this.options = options;
  }

  @Provides
  @Singleton
  PluginCatalog catalog() {
    return new PluginLoader(PluginModule.class.getClassLoader()).load(options.plugins());
  }
}
