// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import org.retrograde.engine.kernel.Operation;

/**
 * An operation on values: an instruction before it is bound to buffers.
 *
 * @param operation what to compute
 * @param inputs from which values
 * @param outputs to which values
 */
record Node(Operation operation, List<Value> inputs, List<Value> outputs) {

  Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
