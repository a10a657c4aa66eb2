// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Tensor;

/** Checks that a layer fits its input, and says so in a user's words if it does not. */
final class LayerCheck {

  private LayerCheck() {}

  static void requireWindow(String where, Tensor x, int kernel, int padding) {
    requireImages(where, x);
    if (x.length(1) + 2 * padding < kernel || x.length(2) + 2 * padding < kernel) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              "a window of " + kernel + " pixels on " + describe(x) + " with padding " + padding,
              "a window no larger than the padded image",
              "use larger images, a smaller kernel, more padding, or fewer strides before it"));
    }
  }

  static void requireImages(String where, Tensor x) {
    if (x.rank() != 4) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              describe(x) + " as its input",
              "images of height x width x channels",
              "move it before the layer that turns images into features"));
    }
  }

  static void requireFeatures(String where, Tensor x) {
    if (x.rank() != 2) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              describe(x) + " as its input",
              "features, one row an image",
              "add a flatten or global_avg_pool layer before it"));
    }
  }

  /** The shape of one example, in words. */
  static String describe(Tensor x) {
    return x.rank() == 4
        ? "images of " + x.length(1) + " x " + x.length(2) + " x " + x.length(3)
        : x.channels() + " features";
  }
}
