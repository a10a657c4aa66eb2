// SPDX-License-Identifier: Apache-2.0

/** Which images are told apart, by whom, and when. */
@NullMarked
package org.retrograde.neural.behaviour;

import org.jspecify.annotations.NullMarked;
