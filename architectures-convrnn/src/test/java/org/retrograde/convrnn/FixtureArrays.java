// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;

/** The arrays of a fixture's case. */
public final class FixtureArrays {

  private FixtureArrays() {}

  /** Reads them as ND4J's, in float32. */
  public static Map<String, INDArray> read(Path folder) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    Npz.read(folder.resolve("arrays.npz")).forEach((name, array) -> arrays.put(name, of(array)));
    return arrays;
  }

  private static INDArray of(NamedArray array) {
    long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
    return Nd4j.createFromArray((float[]) array.values()).reshape('c', shape);
  }
}
