// SPDX-License-Identifier: Apache-2.0

/** Scores of networks against recorded neurons: features and recordings in, tables out. */
@NullMarked
package org.retrograde.app.neural;

import org.jspecify.annotations.NullMarked;
