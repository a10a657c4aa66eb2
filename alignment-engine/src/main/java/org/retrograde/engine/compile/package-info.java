// SPDX-License-Identifier: Apache-2.0

/** Lowering of a graph to a flat list of kernels over preallocated buffers. */
@NullMarked
package org.retrograde.engine.compile;

import org.jspecify.annotations.NullMarked;
