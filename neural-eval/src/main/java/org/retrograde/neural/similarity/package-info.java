// SPDX-License-Identifier: Apache-2.0

/** Similarities of geometries, and matchings of units with neuroids. */
@NullMarked
package org.retrograde.neural.similarity;

import org.jspecify.annotations.NullMarked;
