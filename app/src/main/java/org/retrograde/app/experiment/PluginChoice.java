// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import org.retrograde.api.plugin.Parameters;

/**
 * A plugin and its parameters.
 *
 * @param id the plugin's id
 * @param parameters its parameters, defaults filled in
 */
public record PluginChoice(String id, Parameters parameters) {}
