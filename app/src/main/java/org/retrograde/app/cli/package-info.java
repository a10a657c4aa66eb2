// SPDX-License-Identifier: Apache-2.0

/** The command line: the only place that prints. */
@NullMarked
package org.retrograde.app.cli;

import org.jspecify.annotations.NullMarked;
