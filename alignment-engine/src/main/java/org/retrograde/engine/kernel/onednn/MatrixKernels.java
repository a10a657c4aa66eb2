// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.lang.ref.Reference;
import java.util.List;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** Matrix products, and sums of rows as products with a row of ones. */
record MatrixKernels(Device device) {

  Kernel product(Operation.MatrixProduct product, BoundBuffers buffers) {
    memory.desc first = factor(buffers.input(0), product.transposeFirst());
    memory.desc second = factor(buffers.input(1), product.transposeSecond());
    memory.desc result = Descriptors.matrix(buffers.output(0));
    memory.desc bias = Descriptors.rows(1, buffers.output(0).size(1));
    Epilogue epilogue = product.epilogue();
    primitive_attr attributes = Epilogues.attributes(epilogue, result);
    matmul.primitive_desc plan =
        epilogue.bias()
            ? new matmul.primitive_desc(
                device.cpu(), first, second, bias, result, attributes, false)
            : new matmul.primitive_desc(device.cpu(), first, second, result, attributes, false);
    Argument[] arguments =
        Epilogues.arguments(
            device,
            epilogue,
            buffers,
            bias,
            result,
            new Argument(DNNL_ARG_SRC, device.wrap(first, buffers.input(0))),
            new Argument(DNNL_ARG_WEIGHTS, device.wrap(second, buffers.input(1))),
            new Argument(DNNL_ARG_DST, device.wrap(result, buffers.output(0))));
    return device.call(new matmul(plan), arguments);
  }

  Kernel channelSum(INDArray x, INDArray sums) {
    long channels = sums.length();
    long rows = x.length() / channels;
    INDArray ones = Nd4j.ones(x.dataType(), 1, rows);
    Kernel product =
        product(
            new Operation.MatrixProduct(false, false, Epilogue.none()),
            new BoundBuffers(
                List.of(ones, x.reshape('c', rows, channels)),
                List.of(sums.reshape('c', 1, channels))));
    return () -> {
      try {
        product.run();
      } finally {
        // Native code alone knows of the ones: without this they could be collected.
        Reference.reachabilityFence(ones);
      }
    };
  }

  private static memory.desc factor(INDArray array, boolean transposed) {
    return transposed ? Descriptors.transposed(array) : Descriptors.matrix(array);
  }
}
