// SPDX-License-Identifier: Apache-2.0

/** Verification: published experiments are run again, and their results compared. */
@NullMarked
package org.retrograde.app.verify;

import org.jspecify.annotations.NullMarked;
