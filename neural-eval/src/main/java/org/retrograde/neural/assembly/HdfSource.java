// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.retrograde.api.error.RetrogradeException;

/**
 * An assembly in an HDF5 file, of whatever format.
 *
 * @param input the file
 * @param data the array with the values; of the assembly's axes it may lack a last one of length 1
 * @param assembly what is known of the axes
 */
record HdfSource(HdfInput input, HdfArray data, NeuroidAssembly assembly)
    implements AssemblySource {

  /** Opens a file, and closes it again if it is no assembly. */
  @SuppressWarnings("resource") // What is opened is closed by close().
  static HdfSource open(Path file, Function<HdfInput, HdfSource> format) {
    HdfInput input = HdfInput.open(file);
    try {
      return HdfInput.reading(file.toString(), () -> format.apply(input));
    } catch (RetrogradeException e) {
      input.close();
      throw e;
    }
  }

  @Override
  public String where() {
    return input.where();
  }

  @Override
  public List<Integer> piece() {
    List<Integer> piece = new ArrayList<>(data.piece());
    if (piece.size() < assembly.axes().size()) {
      piece.add(1);
    }
    return piece;
  }

  @Override
  public double[] read(Box box) {
    int rank = data.shape().size();
    return data.numbers(new Box(box.from().subList(0, rank), box.lengths().subList(0, rank)));
  }

  @Override
  public void close() {
    input.close();
  }
}
