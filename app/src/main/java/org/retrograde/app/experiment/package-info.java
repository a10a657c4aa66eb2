// SPDX-License-Identifier: Apache-2.0

/** Experiment files: their schema, their reader, and the checked records that they become. */
@NullMarked
package org.retrograde.app.experiment;

import org.jspecify.annotations.NullMarked;
