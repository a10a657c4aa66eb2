// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.data.Batch;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.engine.kernel.HostMemory;

/** The buffers of the images and labels that a program reads. */
final class BatchBuffers {

  private final INDArray images;
  private final INDArray labels;
  private final float[] oneHot;

  BatchBuffers(Network network) {
    images = zeros(network.precision(), network.input());
    labels = zeros(network.precision(), network.labels());
    oneHot = new float[Math.toIntExact(labels.length())];
  }

  INDArray images() {
    return images;
  }

  INDArray labels() {
    return labels;
  }

  void load(Batch batch) {
    if (batch.images().length != images.length() || batch.labels().length != labels.size(0)) {
      throw new IllegalArgumentException(
          "the network takes "
              + images.length()
              + " pixels and "
              + labels.size(0)
              + " labels, found "
              + batch.images().length
              + " and "
              + batch.labels().length);
    }
    java.util.Arrays.fill(oneHot, 0);
    int classes = Math.toIntExact(labels.size(1));
    for (int i = 0; i < batch.labels().length; i++) {
      oneHot[i * classes + batch.labels()[i]] = 1;
    }
    copy(batch.images(), images);
    copy(oneHot, labels);
  }

  private static void copy(float[] values, INDArray target) {
    if (target.dataType() == DataType.FLOAT) {
      new FloatPointer(HostMemory.of(target)).put(values, 0, values.length);
      HostMemory.changed(target);
    } else {
      ArrayTransfer.write(values, target);
    }
  }

  private static INDArray zeros(DataType type, Tensor tensor) {
    return Nd4j.create(type, tensor.shape().stream().mapToLong(Integer::longValue).toArray());
  }
}
