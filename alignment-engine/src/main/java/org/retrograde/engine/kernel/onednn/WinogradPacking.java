// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.kernel.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Kernel;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.Winograd;

/** The rows of kernels {@code [3, 3, in, out]} as the convolutions along columns want them. */
record WinogradPacking(Device device) {

  Optional<Kernel> of(Operation operation, BoundBuffers b) {
    WinogradKernels kernels = new WinogradKernels(device);
    if (operation instanceof Operation.Pack pack
        && pack.user() instanceof Operation.WinogradConvolution c) {
      memory.desc packed = kernels.rows(c, pack.batch()).forwardKernel();
      return Optional.of(
          c.adjoint()
              ? turned(c.geometry(), b.input(0), packed, b.output(0))
              : moved(plain(c.geometry()), b.input(0), packed, b.output(0)));
    } else if (operation instanceof Operation.Unpack unpack
        && unpack.maker() instanceof Operation.WinogradFilterGradient g) {
      memory.desc packed = kernels.rows(g, unpack.batch()).gradientKernel();
      return Optional.of(moved(packed, b.input(0), plain(g.geometry()), b.output(0)));
    }
    return Optional.empty();
  }

  private Kernel moved(memory.desc from, INDArray source, memory.desc to, INDArray target) {
    List<Kernel> calls = new ArrayList<>();
    for (int row = 0; row < Winograd.TAPS; row++) {
      memory read = device.wrap(from, source, row * (source.length() / Winograd.TAPS));
      memory written = device.wrap(to, target, row * (target.length() / Winograd.TAPS));
      calls.add(device.reorder(read, written));
    }
    return Device.all(calls);
  }

  /**
   * Exchanges input and output, and the first and last columns, which oneDNN cannot run backwards.
   */
  private Kernel turned(
      ConvolutionGeometry g, INDArray source, memory.desc packed, INDArray target) {
    long in = g.inputChannels();
    long out = g.outputChannels();
    long[] column = {in, out, 1, 1};
    memory.desc plain =
        new memory.desc(column, memory.data_type.f32, new long[] {out, 1, in * out, in * out});
    List<Kernel> calls = new ArrayList<>();
    for (int row = 0; row < Winograd.TAPS; row++) {
      for (int x = 0; x < Winograd.TAPS; x++) {
        long[] mirrored = {0, 0, 0, Winograd.TAPS - 1 - x};
        memory.desc place = packed.submemory_desc(column, mirrored, false);
        memory read = device.wrap(plain, source, (row * (long) Winograd.TAPS + x) * in * out);
        memory written = device.wrap(place, target, row * (target.length() / Winograd.TAPS));
        calls.add(device.reorder(read, written));
      }
    }
    return Device.all(calls);
  }

  private static memory.desc plain(ConvolutionGeometry g) {
    return new memory.desc(
        new long[] {g.outputChannels(), g.inputChannels(), 1, Winograd.TAPS},
        memory.data_type.f32,
        memory.format_tag.hwio);
  }
}
