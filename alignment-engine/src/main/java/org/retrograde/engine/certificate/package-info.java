// SPDX-License-Identifier: Apache-2.0

/** What a learning rule reads at a synapse, found in the graph that it builds. */
@NullMarked
package org.retrograde.engine.certificate;

import org.jspecify.annotations.NullMarked;
