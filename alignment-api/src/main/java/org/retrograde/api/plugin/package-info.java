// SPDX-License-Identifier: Apache-2.0

/** Plugins: identity, description, and the typed table of their parameters. */
@NullMarked
package org.retrograde.api.plugin;

import org.jspecify.annotations.NullMarked;
