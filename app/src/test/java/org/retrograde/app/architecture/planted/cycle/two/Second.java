// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.cycle.two;

import org.retrograde.app.architecture.planted.cycle.one.First;

/** Planted: the other half of a cycle. */
public record Second(First first) {}
