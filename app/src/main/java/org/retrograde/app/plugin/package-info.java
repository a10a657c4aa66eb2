// SPDX-License-Identifier: Apache-2.0

/** Finds plugins on the class path and in a folder of jars. */
@NullMarked
package org.retrograde.app.plugin;

import org.jspecify.annotations.NullMarked;
