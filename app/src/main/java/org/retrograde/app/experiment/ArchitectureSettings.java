// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import org.retrograde.api.plugin.Parameters;

/**
 * A network.
 *
 * @param name its name in tables and reports
 * @param id the architecture's id
 * @param parameters the architecture's parameters, defaults filled in
 */
public record ArchitectureSettings(String name, String id, Parameters parameters) {}
