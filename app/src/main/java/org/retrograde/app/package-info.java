// SPDX-License-Identifier: Apache-2.0

/** The program: an entry point that wires the rest together and runs a command. */
@NullMarked
package org.retrograde.app;

import org.jspecify.annotations.NullMarked;
