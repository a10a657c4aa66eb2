// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.Optional;
import org.retrograde.engine.kernel.Operation;

/** The row that a library keeps from a forward operation for its gradient. */
final class Notes {

  private Notes() {}

  static Optional<Value> of(Operation operation, Value input, Value result, PassContext context) {
    long length = context.library().notesLength(operation, input.shape(), input.type());
    return length == 0
        ? Optional.empty()
        : Optional.of(Value.variable(result.name() + "#notes", new long[] {length}, input.type()));
  }
}
