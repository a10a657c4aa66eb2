// SPDX-License-Identifier: Apache-2.0

/** Recurrent cells: plugins that give the nodes of a network a memory. */
@NullMarked
package org.retrograde.api.cell;

import org.jspecify.annotations.NullMarked;
