// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Planted: an operation run outside the engine. */
final class UsesExecutioner {
  void run(CustomOp operation) {
    Nd4j.exec(operation);
  }
}
