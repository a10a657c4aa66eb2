// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import org.retrograde.app.experiment.NeuronKeys;

/** Keys of the section {@code neurons}; the file's name is added by whoever knows it. */
record SectionNames() implements SettingNames {

  @Override
  public String where(String key) {
    return NeuronKeys.SECTION + "." + key;
  }

  @Override
  public String written(String key, String value) {
    return "'" + key + ": " + value + "'";
  }
}
