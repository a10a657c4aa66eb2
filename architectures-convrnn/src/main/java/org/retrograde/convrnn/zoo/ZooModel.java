// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.Objects;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.convrnn.graph.GraphSpec;

/**
 * A ready-made network.
 *
 * <p>From 96 pixels on it has the published layers. From 48 to 95 conv1 has no max pool, and below
 * its stride is 1, so that layers with cells see as many pixels as they can use: 8, 4 and 2 in the
 * shallow network at 32.
 *
 * @param depth how many layers
 * @param cell what the layers with memory have
 * @param feedback the edges back to earlier layers, for {@link ZooDepth#INTERMEDIATE} only
 * @param image the image's shape; the published networks read 224 × 224 × 3
 * @param classes the number of logits; published: 1000
 * @param width what every layer's channels are multiplied with, then rounded, at least 1 channel;
 *     published: 1
 */
public record ZooModel(
    ZooDepth depth,
    ZooCell cell,
    FeedbackEdges feedback,
    ImageShape image,
    int classes,
    double width) {

  /** The image of the published networks. */
  public static final ImageShape PUBLISHED_IMAGE = new ImageShape(224, 224, 3);

  /** The number of classes of the published networks. */
  public static final int PUBLISHED_CLASSES = 1000;

  private static final int SMALLEST = 8;

  /**
   * Checks the values.
   *
   * @throws RetrogradeException if the shallow network is asked for feedback edges, or the image is
   *     smaller than 8 pixels
   */
  public ZooModel {
    Objects.requireNonNull(depth, "depth");
    Objects.requireNonNull(cell, "cell");
    if (classes < 1 || !(width > 0) || !Double.isFinite(width)) {
      throw new IllegalArgumentException(
          "classes and width are above 0, found " + classes + " and " + width);
    }
    if (depth == ZooDepth.SHALLOW && feedback != FeedbackEdges.NONE) {
      throw RetrogradeException.usage(
          new Problem(
              "convrnn: feedback",
              feedback.count() + " feedback edges in the shallow network",
              "none: they lead from conv7 to conv10",
              "set depth to intermediate, or feedback to 0"));
    }
    if (Math.min(image.height(), image.width()) < SMALLEST) {
      throw RetrogradeException.usage(
          new Problem(
              "convrnn: image",
              image.height() + " x " + image.width() + " pixels",
              "at least " + SMALLEST + " x " + SMALLEST,
              "use larger images"));
    }
  }

  /**
   * A published network: 224 × 224 × 3, 1000 classes; with five feedback edges if it is the deeper
   * one with reciprocal gated cells.
   *
   * @param depth how many layers
   * @param cell what the layers with memory have
   * @return the network
   */
  public static ZooModel published(ZooDepth depth, ZooCell cell) {
    FeedbackEdges feedback =
        depth == ZooDepth.INTERMEDIATE && cell == ZooCell.RECIPROCAL_GATED
            ? FeedbackEdges.FIVE
            : FeedbackEdges.NONE;
    return new ZooModel(depth, cell, feedback, PUBLISHED_IMAGE, PUBLISHED_CLASSES, 1);
  }

  /**
   * The same network with another width.
   *
   * @param factor what channels are multiplied with
   * @return the new network
   */
  public ZooModel withWidth(double factor) {
    return new ZooModel(depth, cell, feedback, image, classes, factor);
  }

  /**
   * Returns the name under which the network is published.
   *
   * @return for example {@code rgc_intermediate}
   */
  public String name() {
    return cell.prefix() + "_" + depth.id();
  }

  /**
   * Returns the network as a value.
   *
   * @return its graph
   */
  public GraphSpec graph() {
    ZooBuilder builder = new ZooBuilder(this);
    GraphSpec chain = depth == ZooDepth.SHALLOW ? builder.shallow() : builder.intermediate();
    return chain.withEdges(feedback.edges());
  }
}
