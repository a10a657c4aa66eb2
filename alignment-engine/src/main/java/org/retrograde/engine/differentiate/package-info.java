// SPDX-License-Identifier: Apache-2.0

/** The reverse walk over a network, in which each synapse's rule carries the error. */
@NullMarked
package org.retrograde.engine.differentiate;

import org.jspecify.annotations.NullMarked;
