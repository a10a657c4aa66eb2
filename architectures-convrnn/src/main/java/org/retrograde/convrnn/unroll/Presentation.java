// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.unroll;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.SharedLayers;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.graph.op.TensorOps;

/** What is shown over time. */
public sealed interface Presentation {

  /** The blank of the published networks, after normalisation; in pixels it is not grey. */
  double PUBLISHED_BLANK = 0.5;

  /**
   * Returns the shape of what is shown at one step.
   *
   * @param input the shape of the network's input
   * @return one frame's
   * @throws IllegalArgumentException if the input cannot be parted into frames
   */
  ImageShape frame(ImageShape input);

  /**
   * Returns what is shown in each step.
   *
   * @param layers where operations come from
   * @param input the network's input, {@code [batch, height, width, channels]}
   * @param steps the number of steps
   * @return one tensor a step; the same one as long as nothing changes
   */
  List<Tensor> show(SharedLayers layers, Tensor input, int steps);

  /**
   * Shows the same, but so that nobody can tell that it stands still: every node is computed in
   * every step. For comparison only.
   *
   * @param layers where operations come from
   * @param shown one tensor a step
   * @return equal values, a variable of its own a step, for all images
   */
  static List<Tensor> anew(SharedLayers layers, List<Tensor> shown) {
    List<Tensor> copies = new ArrayList<>();
    SDVariable zero = TensorOps.affine(layers.repeat(shown.get(0)).variable(), 0, 0);
    for (Tensor now : shown) {
      zero = TensorOps.affine(zero, 0, 0);
      Tensor image = layers.repeat(now);
      copies.add(new Tensor(image.variable().add(zero), image.shape()));
    }
    return copies;
  }

  /** The image throughout. */
  record Constant() implements Presentation {

    @Override
    public ImageShape frame(ImageShape input) {
      return input;
    }

    @Override
    public List<Tensor> show(SharedLayers layers, Tensor input, int steps) {
      return Collections.nCopies(steps, input);
    }
  }

  /**
   * The image, and from a step on a blank.
   *
   * @param off the first step without the image, at least 1
   * @param blank the blank's value, after normalisation
   */
  record ImageOff(int off, double blank) implements Presentation {

    /** Checks that the image is shown at all. */
    public ImageOff {
      if (off < 1 || !Double.isFinite(blank)) {
        throw new IllegalArgumentException(
            "an image is shown for at least 1 step, found " + off + ", then " + blank);
      }
    }

    @Override
    public ImageShape frame(ImageShape input) {
      return input;
    }

    @Override
    public List<Tensor> show(SharedLayers layers, Tensor input, int steps) {
      Tensor nothing = layers.constant(blank, input.shape().subList(1, input.rank()));
      List<Tensor> shown = new ArrayList<>();
      for (int t = 0; t < steps; t++) {
        shown.add(t < off ? input : nothing);
      }
      return shown;
    }
  }

  /**
   * A frame a step; the last one stays.
   *
   * @param frames the number of frames, which lie one after another in the input's channels
   */
  record Movie(int frames) implements Presentation {

    /** Checks that there are frames. */
    public Movie {
      if (frames < 1) {
        throw new IllegalArgumentException("a movie has at least 1 frame, found " + frames);
      }
    }

    @Override
    public ImageShape frame(ImageShape input) {
      if (input.channels() % frames != 0) {
        throw new IllegalArgumentException(
            input.channels() + " channels are not " + frames + " frames");
      }
      return new ImageShape(input.height(), input.width(), input.channels() / frames);
    }

    @Override
    public List<Tensor> show(SharedLayers layers, Tensor input, int steps) {
      int[] channels = new int[frames];
      Arrays.fill(channels, input.channels() / frames);
      List<Tensor> parts = layers.split(input, channels);
      List<Tensor> shown = new ArrayList<>();
      for (int t = 0; t < steps; t++) {
        shown.add(parts.get(Math.min(t, frames - 1)));
      }
      return shown;
    }
  }
}
