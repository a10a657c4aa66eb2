// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import java.util.List;

/**
 * The form in which a library prefers an operand: another order of its elements, or fewer bits
 * each.
 *
 * @param layout the form's name; operands of equal name and origin are the same
 * @param shape the shape of the packed operand, in elements of the plain operand's type; images
 *     keep their first axis
 */
public record Packing(String layout, List<Long> shape) {

  /** Stands for an operation's first output where a place among its inputs is asked for. */
  public static final int RESULT = -1;

  /** Copies the shape. */
  public Packing {
    shape = List.copyOf(shape);
  }
}
