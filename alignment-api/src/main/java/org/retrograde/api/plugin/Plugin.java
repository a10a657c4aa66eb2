// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.plugin;

/**
 * What every plugin says of itself.
 *
 * <p>Plugins are found by {@link java.util.ServiceLoader} and need a public constructor without
 * parameters. They hold no state: whatever they build from their parameters is a value of its own.
 */
public interface Plugin {

  /**
   * Returns the name users write.
   *
   * @return lower-case words joined by hyphens, such as {@code weight-mirror}; unique within its
   *     kind of plugin
   */
  String id();

  /**
   * Returns what the plugin does.
   *
   * @return one line, without a full stop
   */
  String description();

  /**
   * Returns where the method comes from.
   *
   * @return paper and equation, or the origin and licence of data
   */
  String source();

  /**
   * Returns the parameters that users may set.
   *
   * @return the table, empty if there are none
   */
  ParameterTable parameters();
}
