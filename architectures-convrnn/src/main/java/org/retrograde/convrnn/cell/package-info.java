// SPDX-License-Identifier: Apache-2.0

/** The recurrent cells of published networks. */
@NullMarked
package org.retrograde.convrnn.cell;

import org.jspecify.annotations.NullMarked;
