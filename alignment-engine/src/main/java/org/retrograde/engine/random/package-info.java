// SPDX-License-Identifier: Apache-2.0

/** Random numbers by the million. */
@NullMarked
package org.retrograde.engine.random;

import org.jspecify.annotations.NullMarked;
