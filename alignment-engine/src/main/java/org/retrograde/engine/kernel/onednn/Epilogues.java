// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Epilogue;
import org.retrograde.engine.kernel.onednn.Device.Argument;

/** An epilogue in oneDNN's words: a bias, then post-operations. */
final class Epilogues {

  private Epilogues() {}

  static primitive_attr attributes(Epilogue epilogue, memory.desc result) {
    post_ops chain = new post_ops();
    if (epilogue.residual()) {
      chain.append_binary(algorithm.binary_add, result);
    }
    if (epilogue.relu()) {
      chain.append_eltwise(algorithm.eltwise_relu, 0, 0);
    }
    primitive_attr attributes = new primitive_attr();
    attributes.set_post_ops(chain);
    return attributes;
  }

  /** The arguments of the operation with those of its epilogue. */
  static Argument[] arguments(
      Device device,
      Epilogue epilogue,
      BoundBuffers buffers,
      memory.desc bias,
      memory.desc result,
      Argument... own) {
    List<Argument> all = new ArrayList<>(Arrays.asList(own));
    if (epilogue.bias()) {
      all.add(new Argument(DNNL_ARG_BIAS, device.wrap(bias, buffers.input(2))));
    }
    if (epilogue.residual()) {
      memory residual = device.wrap(result, buffers.input(epilogue.residualPlace()));
      all.add(new Argument(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, residual));
    }
    return all.toArray(Argument[]::new);
  }
}
