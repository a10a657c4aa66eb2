// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.bytedeco.javacpp.DoublePointer;

/** Planted: a native library called from where no rule may. */
final class UsesNatives {
  DoublePointer memory() {
    return new DoublePointer(1L);
  }
}
