// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a {@link TensorOp} computes: a value, which kernel libraries match on. Each has one result
 * of its first input's type, and knows its derivative.
 */
public sealed interface TensorFunction permits Arrangement, ImageFunction, Scaling {

  /**
   * Returns the name in listings.
   *
   * @return lower-case words
   */
  String label();

  /**
   * Returns the result's shape.
   *
   * @param inputs the inputs' shapes, in order
   * @return the shape; the first input's unless the function says otherwise
   */
  default long[] shape(List<long[]> inputs) {
    return inputs.get(0).clone();
  }

  /**
   * Adds the errors of the inputs to the graph.
   *
   * @param inputs the inputs, in order
   * @param result the result
   * @param error the result's error
   * @return one error an input, in order; null where none is carried
   */
  List<@Nullable SDVariable> errors(List<SDVariable> inputs, SDVariable result, SDVariable error);
}
