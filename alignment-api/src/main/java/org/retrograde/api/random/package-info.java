// SPDX-License-Identifier: Apache-2.0

/** Seeded random streams whose position can be saved and restored. */
@NullMarked
package org.retrograde.api.random;

import org.jspecify.annotations.NullMarked;
