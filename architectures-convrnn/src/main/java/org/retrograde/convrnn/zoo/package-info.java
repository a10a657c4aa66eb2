// SPDX-License-Identifier: Apache-2.0

/** Ready-made graphs: the published networks, their small-image forms, and controls. */
@NullMarked
package org.retrograde.convrnn.zoo;

import org.jspecify.annotations.NullMarked;
