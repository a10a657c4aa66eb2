// SPDX-License-Identifier: Apache-2.0

/** Graphs of recurrent nodes as SameDiff graphs, step by step. */
@NullMarked
package org.retrograde.convrnn.unroll;

import org.jspecify.annotations.NullMarked;
