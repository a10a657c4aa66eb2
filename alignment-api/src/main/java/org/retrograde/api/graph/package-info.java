// SPDX-License-Identifier: Apache-2.0

/** The graph vocabulary: networks, synapses and the linear maps at their heart. */
@NullMarked
package org.retrograde.api.graph;

import org.jspecify.annotations.NullMarked;
