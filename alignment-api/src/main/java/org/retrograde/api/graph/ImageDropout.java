// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.op.TensorOps;

/**
 * Leaves a whole result out of some images of a training step, and scales the others up to keep the
 * mean.
 */
final class ImageDropout {

  private static final double HALF = 0.5;

  private final NetworkParts parts;
  private int draws;

  ImageDropout(NetworkParts parts) {
    this.parts = parts;
  }

  /** x for all images of a batch, with draws of its own. */
  Tensor apply(String name, Tensor x, DropoutSpec spec) {
    SDVariable uniform = draw(name + ".dropout" + draws++, x.length(0));
    SDVariable mask =
        spec.epochs() == 0
            ? mask(uniform, 1 - spec.chance())
            : mask(uniform, rest(spec.epochs()).mul(spec.chance()).add(1 - spec.chance()));
    return new Tensor(TensorOps.scaleImages(x.variable(), mask), x.shape());
  }

  private SDVariable mask(SDVariable uniform, double kept) {
    return parts.graph.math().floor(uniform.add(HALF + kept)).mul(1 / kept);
  }

  private SDVariable mask(SDVariable uniform, SDVariable kept) {
    return parts.graph.math().floor(uniform.add(kept).add(HALF)).div(kept);
  }

  /** Uniform around 0, one number an image. */
  private SDVariable draw(String name, int images) {
    Tensor tensor = parts.placeholder(name, List.of(images));
    Initializer uniform = new Initializer.Uniform(HALF);
    parts.stepInputs.add(new StepInput.Draws(name, tensor, uniform, NetworkParts.unitFans()));
    return tensor.variable();
  }

  /** 1 at first, 0 after so many epochs. */
  private SDVariable rest(double epochs) {
    String name = "dropout rest of " + epochs + " epochs";
    return parts.stepInputs.stream()
        .filter(input -> input.name().equals(name))
        .findFirst()
        .map(input -> input.tensor().variable())
        .orElseGet(
            () -> {
              Tensor tensor = parts.placeholder(name, List.of(1));
              Course course = new Course(1, Course.Shape.LINEAR, -1 / epochs, 0, 1, 0);
              parts.stepInputs.add(new StepInput.Coefficient(name, tensor, course));
              return tensor.variable();
            });
  }
}
