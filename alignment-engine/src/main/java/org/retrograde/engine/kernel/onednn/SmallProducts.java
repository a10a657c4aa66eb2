// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** A small constant matrix times blocks of long rows, with arrays added to the result if asked. */
final class SmallProducts {

  /**
   * A batch of matrices within an array, whose rows are contiguous.
   *
   * @param array the array
   * @param offset the first element
   * @param batch matrices
   * @param rows rows of each
   * @param columns columns of each
   * @param batchStride elements from one matrix to the next
   * @param rowStride elements from one row to the next
   */
  record Block(
      INDArray array,
      long offset,
      long batch,
      long rows,
      long columns,
      long batchStride,
      long rowStride) {

    memory.desc descriptor() {
      long stride = batch == 1 ? rows * rowStride : batchStride;
      return new memory.desc(
          new long[] {batch, rows, columns},
          memory.data_type.f32,
          new long[] {stride, rowStride, 1});
    }
  }

  private final Device device;
  private final post_ops chain = new post_ops();
  private final List<Argument> more = new ArrayList<>();

  SmallProducts(Device device) {
    this.device = device;
  }

  /** Adds a block to the result; one row or matrix is added to all. */
  void add(Block block) {
    chain.append_binary(algorithm.binary_add, block.descriptor());
    int place = DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * chain.len() | DNNL_ARG_SRC_1;
    more.add(new Argument(place, device.wrap(block.descriptor(), block.array(), block.offset())));
  }

  /** Takes the maximum of the result and 0. */
  void rectify() {
    chain.append_eltwise(algorithm.eltwise_relu, 0, 0);
  }

  Kernel call(float[][] matrix, Block source, Block result) {
    memory.desc factor =
        new memory.desc(
            new long[] {1, matrix.length, matrix[0].length},
            memory.data_type.f32,
            memory.format_tag.abc);
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(chain);
    matmul.primitive_desc plan =
        new matmul.primitive_desc(
            device.cpu(), factor, source.descriptor(), result.descriptor(), attributes, false);
    List<Argument> arguments = new ArrayList<>(more);
    arguments.add(new Argument(DNNL_ARG_SRC, device.constant(factor, matrix)));
    arguments.add(new Argument(DNNL_ARG_WEIGHTS, wrap(source)));
    arguments.add(new Argument(DNNL_ARG_DST, wrap(result)));
    return device.call(new matmul(plan), arguments.toArray(Argument[]::new));
  }

  private memory wrap(Block block) {
    return device.wrap(block.descriptor(), block.array(), block.offset());
  }
}
