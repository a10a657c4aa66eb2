// SPDX-License-Identifier: Apache-2.0

/** Reports: one self-contained page about any number of runs. */
@NullMarked
package org.retrograde.app.report;

import org.jspecify.annotations.NullMarked;
