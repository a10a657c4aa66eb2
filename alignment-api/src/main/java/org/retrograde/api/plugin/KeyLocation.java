// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

/** Tells where a key stands, for error messages. */
@FunctionalInterface
public interface KeyLocation {

  /**
   * Returns the place of a key.
   *
   * @param key a key, or several joined by dots and list indices, such as {@code layers[2].kernel}
   * @return for example {@code quickstart.yaml:12: rule.amp}
   */
  String of(String key);

  /**
   * Places keys below a prefix, for values that came from no file.
   *
   * @param prefix the place of the whole, such as {@code rule}
   * @return the location {@code prefix.key}
   */
  static KeyLocation under(String prefix) {
    return key -> prefix + "." + key;
  }

  /**
   * Returns the location of keys inside one of this location's keys.
   *
   * @param parent the outer key
   * @return the location of {@code parent.key}
   */
  default KeyLocation inside(String parent) {
    return key -> of(parent + "." + key);
  }
}
