// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import java.util.Optional;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.PluginLoader;

/** Experiments that tests start from. */
public final class Samples {

  /** The smallest file that is valid. */
  public static final String SMALLEST =
      """
      name: small
      dataset: {id: fashion-mnist}
      architecture: {id: resnet-cifar}
      rule: {id: backpropagation}
      """;

  private Samples() {}

  /** Returns the plugins that ship with the program. */
  public static PluginCatalog catalog() {
    return new PluginLoader(Samples.class.getClassLoader()).load(Optional.empty());
  }

  /** Reads an experiment from a text. */
  public static Experiment parse(String yaml) {
    return new ExperimentParser(catalog()).parse(new YamlReader().parse("test.yaml", yaml));
  }

  /** Returns what writes experiments. */
  public static ExperimentWriter writer() {
    return new ExperimentWriter(new RuleAssembler(catalog().rules()));
  }
}
