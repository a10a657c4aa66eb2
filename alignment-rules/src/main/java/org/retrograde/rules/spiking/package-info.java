// SPDX-License-Identifier: Apache-2.0

/**
 * Feedback weights from a spiking simulation: regression discontinuity (Guerguiev, Kording and
 * Richards, "Spike-based causal inference for weight alignment", ICLR 2020).
 */
@NullMarked
package org.retrograde.rules.spiking;

import org.jspecify.annotations.NullMarked;
