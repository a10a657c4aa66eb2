// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.api.data.Batch;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.train.TrainingStep;

/**
 * Forward and backward passes through three dense layers with tanh between them, by matrix products
 * alone.
 */
record DensePass(
    List<INDArray> weights,
    List<INDArray> feedback,
    List<INDArray> inputs,
    List<INDArray> errors,
    List<INDArray> exactErrors) {

  private static final List<String> LAYERS = List.of("first", "second", "logits");

  DensePass(TrainingStep step, Batch batch) {
    this(
        LAYERS.stream().map(layer -> matrix(step.get(layer + ".W"))).toList(),
        LAYERS.stream()
            .map(layer -> matrix(Matrices.feedbackAsWeight(step.get(layer + ".B"))))
            .toList(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
    INDArray logits = forward(batch);
    INDArray e = logitError(logits, batch.labels());
    errors.addAll(backward(e, feedback));
    exactErrors.addAll(backward(e, weights));
  }

  List<INDArray> gradients() {
    return gradients(errors);
  }

  List<INDArray> exactGradients() {
    return gradients(exactErrors);
  }

  private List<INDArray> gradients(List<INDArray> dy) {
    List<INDArray> gradients = new ArrayList<>();
    for (int i = 0; i < dy.size(); i++) {
      gradients.add(inputs.get(i).transpose().mmul(dy.get(i)));
    }
    return gradients;
  }

  private INDArray forward(Batch batch) {
    double[] pixels = new double[batch.images().length];
    java.util.Arrays.setAll(pixels, i -> batch.images()[i]);
    int images = batch.labels().length;
    INDArray x = Nd4j.createFromArray(pixels).reshape('c', images, pixels.length / images);
    INDArray y = x;
    for (INDArray w : weights) {
      inputs.add(x);
      y = x.mmul(w);
      x = Transforms.tanh(y, true);
    }
    return y;
  }

  private static INDArray logitError(INDArray logits, int[] labels) {
    INDArray error = Transforms.softmax(logits, true);
    for (int i = 0; i < labels.length; i++) {
      error.putScalar(i, labels[i], error.getDouble(i, labels[i]) - 1);
    }
    return error.div(labels.length);
  }

  /** The error at each layer's output, when K carries it. */
  private List<INDArray> backward(INDArray e, List<INDArray> kernels) {
    List<INDArray> dy = new ArrayList<>(List.of(e));
    for (int i = kernels.size() - 1; i > 0; i--) {
      INDArray result = inputs.get(i);
      INDArray slope = result.mul(result).rsub(1);
      dy.add(0, dy.get(0).mmul(kernels.get(i).transpose()).mul(slope));
    }
    return dy;
  }

  private static INDArray matrix(NamedArray array) {
    long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
    return Nd4j.createFromArray(FixtureArrays.doubles(array)).reshape('c', shape);
  }
}
