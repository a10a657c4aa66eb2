// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

/** How users write settings, for messages: options of a command or keys of a file. */
public interface SettingNames {

  /**
   * Says where a setting stands.
   *
   * @param key its name in experiment files, such as {@code ceilingThreshold}
   * @return for example {@code --ceiling-threshold}
   */
  String where(String key);

  /**
   * Writes a setting.
   *
   * @param key its name in experiment files
   * @param value a value
   * @return for example {@code --ceiling-threshold 0.2}
   */
  String written(String key, String value);
}
