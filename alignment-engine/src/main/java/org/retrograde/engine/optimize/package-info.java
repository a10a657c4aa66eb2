// SPDX-License-Identifier: Apache-2.0

/** Optimisers and schedules over flat groups of parameters. */
@NullMarked
package org.retrograde.engine.optimize;

import org.jspecify.annotations.NullMarked;
