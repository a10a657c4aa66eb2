// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

/**
 * A plugin and where it was found.
 *
 * @param id the name users write
 * @param plugin the plugin
 * @param origin the jar or folder of its class
 * @param <P> the kind of plugin
 */
public record Found<P>(String id, P plugin, String origin) {}
