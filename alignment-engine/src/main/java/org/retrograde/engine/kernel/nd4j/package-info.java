// SPDX-License-Identifier: Apache-2.0

/** The kernel library that runs every program: the reference for the fast ones. */
@NullMarked
package org.retrograde.engine.kernel.nd4j;

import org.jspecify.annotations.NullMarked;
