// SPDX-License-Identifier: Apache-2.0

/** Learning rules: what carries the error at a synapse, and what drives its feedback weights. */
@NullMarked
package org.retrograde.api.rule;

import org.jspecify.annotations.NullMarked;
