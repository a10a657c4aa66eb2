// SPDX-License-Identifier: Apache-2.0

/** The seam behind which the libraries of numerical kernels lie. */
@NullMarked
package org.retrograde.engine.kernel;

import org.jspecify.annotations.NullMarked;
