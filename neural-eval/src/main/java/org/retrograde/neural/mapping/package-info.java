// SPDX-License-Identifier: Apache-2.0

/**
 * Linear maps from activations to responses: partial least squares, ridge regression and their
 * relatives.
 */
@NullMarked
package org.retrograde.neural.mapping;

import org.jspecify.annotations.NullMarked;
