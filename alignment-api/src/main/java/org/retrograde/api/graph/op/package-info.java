// SPDX-License-Identifier: Apache-2.0

/** Operations that SameDiff lacks and that kernel libraries implement. */
@NullMarked
package org.retrograde.api.graph.op;

import org.jspecify.annotations.NullMarked;
