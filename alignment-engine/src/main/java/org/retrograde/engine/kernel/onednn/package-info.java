// SPDX-License-Identifier: Apache-2.0

/** The kernel library on oneDNN, for float32 on the CPU. */
@NullMarked
package org.retrograde.engine.kernel.onednn;

import org.jspecify.annotations.NullMarked;
