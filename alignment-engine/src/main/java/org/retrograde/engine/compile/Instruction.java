// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.retrograde.api.graph.op.Arrangement;
import org.retrograde.api.graph.op.ConvolutionGeometry;
import org.retrograde.api.graph.op.DepthwiseGeometry;
import org.retrograde.engine.kernel.Operation;

/**
 * One kernel of a program, for people to read.
 *
 * @param operation what it computes
 * @param result the name of its first output
 * @param inputs the shapes of its inputs
 * @param outputs the shapes of its outputs
 * @param flops floating-point operations, those on padding included; one an output element where
 *     nothing better is known
 * @param bytes the size of inputs and outputs together
 * @param maps how many linear maps of layers it applies: convolutions or matrix products, forward,
 *     back, or as filter gradients
 * @param once whether it runs only when parameters change
 */
public record Instruction(
    String operation,
    String result,
    List<List<Long>> inputs,
    List<List<Long>> outputs,
    long flops,
    long bytes,
    int maps,
    boolean once) {

  /** Copies the lists. */
  public Instruction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  static Instruction of(Node node, boolean once) {
    return new Instruction(
        node.operation().label(),
        node.output().name(),
        node.inputs().stream().map(Value::shape).toList(),
        node.outputs().stream().map(Value::shape).toList(),
        flops(node),
        Stream.concat(node.inputs().stream(), node.outputs().stream())
            .mapToLong(Instruction::bytes)
            .sum(),
        maps(node.operation()),
        once);
  }

  private static int maps(Operation operation) {
    if (operation instanceof Operation.ConvolutionBackward) {
      return 2;
    }
    boolean one =
        operation instanceof Operation.Convolution
            || operation instanceof Operation.ConvolutionAdjoint
            || operation instanceof Operation.ConvolutionFilterGradient
            || operation instanceof Operation.WinogradConvolution
            || operation instanceof Operation.WinogradFilterGradient
            || operation instanceof Operation.Depthwise
            || operation instanceof Operation.DepthwiseAdjoint
            || operation instanceof Operation.DepthwiseFilterGradient
            || operation instanceof Operation.MatrixProduct;
    return one ? 1 : 0;
  }

  static boolean isView(Node node) {
    return node.operation() instanceof Operation.View;
  }

  static long bytes(Value value) {
    return value.size() * value.type().width();
  }

  private static long flops(Node node) {
    Operation operation = node.operation();
    if (operation instanceof Operation.Convolution c) {
      return convolution(c.geometry(), node.input(0).shape().get(0));
    } else if (operation instanceof Operation.ConvolutionAdjoint c) {
      return convolution(c.geometry(), node.input(1).shape().get(0));
    } else if (operation instanceof Operation.ConvolutionFilterGradient c) {
      return convolution(c.geometry(), node.input(0).shape().get(0));
    } else if (operation instanceof Operation.ConvolutionBackward c) {
      return 2 * convolution(c.geometry(), node.input(0).shape().get(0));
    } else if (operation instanceof Operation.MatrixProduct product) {
      List<Long> first = node.input(0).shape();
      return 2 * node.output().size() * first.get(product.transposeFirst() ? 0 : 1);
    }
    return depthwise(node).orElseGet(() -> winograd(node).orElseGet(() -> elementwise(node)));
  }

  private static OptionalLong depthwise(Node node) {
    if (node.operation() instanceof Operation.Depthwise c) {
      return OptionalLong.of(2 * node.output().size() * area(c.geometry()));
    } else if (node.operation() instanceof Operation.DepthwiseAdjoint c) {
      return OptionalLong.of(2 * node.output().size() * area(c.geometry()));
    } else if (node.operation() instanceof Operation.DepthwiseFilterGradient c) {
      return OptionalLong.of(2 * node.input(0).size() * area(c.geometry()));
    }
    return OptionalLong.empty();
  }

  private static long area(DepthwiseGeometry g) {
    return (long) g.kernel() * g.kernel();
  }

  /** Six products of rows where the convolution takes twelve; tiling is not counted. */
  private static OptionalLong winograd(Node node) {
    if (node.operation() instanceof Operation.WinogradConvolution c) {
      long convolution = convolution(c.geometry(), node.input(0).shape().get(0));
      return OptionalLong.of(convolution / 2);
    } else if (node.operation() instanceof Operation.WinogradFilterGradient c) {
      return OptionalLong.of(convolution(c.geometry(), node.input(0).shape().get(0)) / 2);
    }
    return OptionalLong.empty();
  }

  private static long elementwise(Node node) {
    Operation operation = node.operation();
    long size = node.output().size();
    if (operation instanceof Operation.LinearCombination sum) {
      return size * (2L * sum.coefficients().size() - 1);
    } else if (operation instanceof Operation.Gating gating) {
      return size * (gating.residual() ? 4 : 3);
    } else if (operation instanceof Operation.BatchNorm) {
      return 7 * size;
    } else if (operation instanceof Operation.BatchNormGradient) {
      return 11 * size;
    } else if (operation instanceof Operation.Pooling pooling) {
      return size * pooling.window().kernel() * pooling.window().kernel();
    } else if (operation instanceof Operation.ChannelSum) {
      return node.input(0).size();
    }
    boolean moves =
        (operation instanceof Operation.Tensor op && op.function() instanceof Arrangement)
            || operation instanceof Operation.Pack
            || operation instanceof Operation.Unpack
            || operation instanceof Operation.Copy;
    return moves ? 0 : size;
  }

  private static long convolution(ConvolutionGeometry g, long batch) {
    long outputs = batch * g.outputHeight() * g.outputWidth() * g.outputChannels();
    return 2 * outputs * g.kernel() * g.kernel() * g.inputChannels();
  }
}
