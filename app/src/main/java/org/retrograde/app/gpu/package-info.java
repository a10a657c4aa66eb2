// SPDX-License-Identifier: Apache-2.0

/** NVIDIA's cards: which there are, and whether ND4J's library for them can run on them. */
@NullMarked
package org.retrograde.app.gpu;

import org.jspecify.annotations.NullMarked;
