// SPDX-License-Identifier: Apache-2.0

/** Named arrays in files that NumPy opens. */
@NullMarked
package org.retrograde.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
