// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.ExperimentWriter;
import org.retrograde.app.experiment.RuleAssembler;
import org.retrograde.app.plugin.PluginCatalog;

/** Binds what reads and writes experiments. */
final class ExperimentModule extends AbstractModule {

  @Provides
  ExperimentParser parser(PluginCatalog catalog) {
    return new ExperimentParser(catalog);
  }

  @Provides
  ExperimentWriter writer(PluginCatalog catalog) {
    return new ExperimentWriter(new RuleAssembler(catalog.rules()));
  }
}
