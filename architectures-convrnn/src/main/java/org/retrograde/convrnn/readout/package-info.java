// SPDX-License-Identifier: Apache-2.0

/** How logits over time become one decision. */
@NullMarked
package org.retrograde.convrnn.readout;

import org.jspecify.annotations.NullMarked;
