// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array's numbers where Java can reach them. On a card they are a copy, of which ND4J has to be
 * told; in the processor they are the array, and telling costs nothing.
 */
public final class HostMemory {

  private HostMemory() {}

  /**
   * Returns where an array's numbers are, as they are now.
   *
   * @param array contiguous and row-major
   * @return the first number; to be asked for again once an operation has written the array
   */
  public static Pointer of(INDArray array) {
    Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
    return array.data().addressPointer();
  }

  /**
   * Tells that the numbers were changed there, so that operations read these.
   *
   * @param array the array
   */
  public static void changed(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
  }
}
