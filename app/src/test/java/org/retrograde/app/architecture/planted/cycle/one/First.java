// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.cycle.one;

import org.retrograde.app.architecture.planted.cycle.two.Second;

/** Planted: half of a cycle. */
public record First(Second second) {}
