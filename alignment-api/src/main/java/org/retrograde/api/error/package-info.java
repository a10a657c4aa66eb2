// SPDX-License-Identifier: Apache-2.0

/** Errors that say where, what was found, what was expected and what to do. */
@NullMarked
package org.retrograde.api.error;

import org.jspecify.annotations.NullMarked;
