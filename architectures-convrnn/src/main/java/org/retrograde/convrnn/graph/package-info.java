// SPDX-License-Identifier: Apache-2.0

/**
 * Convolutional recurrent networks as values: nodes, edges, operations and cells, what follows from
 * them, and their files.
 */
@NullMarked
package org.retrograde.convrnn.graph;

import org.jspecify.annotations.NullMarked;
