// SPDX-License-Identifier: Apache-2.0

/** Measured results, as values. */
@NullMarked
package org.retrograde.api.result;

import org.jspecify.annotations.NullMarked;
