// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.util.List;

/** An assembly in memory: simulated, or read from a small file. */
public final class MemoryAssembly implements AssemblySource {

  private final String where;
  private final NeuroidAssembly assembly;
  private final double[] values;

  /**
   * Makes an assembly.
   *
   * @param where where the values come from, for messages
   * @param assembly what they are
   * @param values the values, row-major in the order of the axes; shared, not copied
   */
  public MemoryAssembly(String where, NeuroidAssembly assembly, double[] values) {
    long size = assembly.shape().stream().mapToLong(n -> n).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          assembly.shape() + " values cannot be " + values.length + " ones");
    }
    this.where = where;
    this.assembly = assembly;
    this.values = values;
  }

  @Override
  public NeuroidAssembly assembly() {
    return assembly;
  }

  @Override
  public String where() {
    return where;
  }

  @Override
  public List<Integer> piece() {
    return assembly.shape();
  }

  @Override
  public double[] read(Box box) {
    double[] part = new double[box.size()];
    Runs.copy(
        Box.whole(assembly.shape()),
        box,
        box,
        (source, target, count) -> System.arraycopy(values, source, part, target, count));
    return part;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
