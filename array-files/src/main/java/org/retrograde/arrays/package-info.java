// SPDX-License-Identifier: Apache-2.0

/** Files of large arrays that are filled piece by piece: NumPy's {@code .npz} and netCDF-4. */
@NullMarked
package org.retrograde.arrays;

import org.jspecify.annotations.NullMarked;
