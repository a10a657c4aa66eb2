// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.List;

/**
 * An assembly with its values, of which only parts are in memory at a time.
 *
 * <p>Not safe for use by several threads.
 */
public interface AssemblySource extends AutoCloseable {

  /**
   * Returns what is recorded.
   *
   * @return the description
   */
  NeuroidAssembly assembly();

  /**
   * Returns where the values come from.
   *
   * @return the file, for messages
   */
  String where();

  /**
   * Returns the shape of the parts that cost least to read, one after the other in row-major order.
   *
   * @return along each axis of the file, from 1 to the axis's length
   */
  List<Integer> piece();

  /**
   * Reads values.
   *
   * @param box which
   * @return the values, row-major in the order of the file's axes; NaN where they are missing
   * @throws org.retrograde.api.error.RetrogradeException if the file cannot be read
   */
  double[] read(Box box);

  /** Closes the file. */
  @Override
  void close();
}
