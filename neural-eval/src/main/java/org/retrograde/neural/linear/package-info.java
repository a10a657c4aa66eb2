// SPDX-License-Identifier: Apache-2.0

/** Matrices of activations and the products and factorisations of them, by OpenBLAS. */
@NullMarked
package org.retrograde.neural.linear;

import org.jspecify.annotations.NullMarked;
