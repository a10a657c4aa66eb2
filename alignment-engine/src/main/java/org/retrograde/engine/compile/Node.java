// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.function.UnaryOperator;
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

  Value input(int place) {
    return inputs.get(place);
  }

  /** The first output, for most operations the only one. */
  Value output() {
    return outputs.get(0);
  }

  Node withInputs(UnaryOperator<Value> change) {
    return new Node(operation, inputs.stream().map(change).toList(), outputs);
  }

  Node withOutputs(UnaryOperator<Value> change) {
    return new Node(operation, inputs, outputs.stream().map(change).toList());
  }
}
