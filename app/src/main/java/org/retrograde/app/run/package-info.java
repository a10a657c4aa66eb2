// SPDX-License-Identifier: Apache-2.0

/** Runs experiments and keeps their results in folders that survive a kill. */
@NullMarked
package org.retrograde.app.run;

import org.jspecify.annotations.NullMarked;
