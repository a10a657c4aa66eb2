// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.nd4j.linalg.api.buffer.DataType;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Loss;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.engine.train.NetworkFactory;

/**
 * Builds the network of an experiment.
 *
 * @param architecture the family of networks
 * @param parameters its parameters
 * @param image the shape of an image
 * @param classes the number of classes
 * @param loss what it minimises
 */
public record NetworkRecipe(
    Architecture architecture, Parameters parameters, ImageShape image, int classes, Loss loss)
    implements NetworkFactory {

  /**
   * {@inheritDoc}
   *
   * @throws RetrogradeException if the architecture's parameters do not fit each other or the image
   */
  @Override
  public Network build(Mode mode, int batch) {
    try {
      NetworkBuilder builder = new NetworkBuilder(mode, DataType.FLOAT, batch, image, classes);
      return builder.build(architecture.build(builder, parameters), loss);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String shape = image.height() + " x " + image.width() + " x " + image.channels();
      throw RetrogradeException.failure(
          new Problem(
              "architecture '" + architecture.id() + "'",
              "settings that make no network: " + e.getMessage(),
              "layers that fit images of " + shape,
              "change the architecture's settings or the dataset"),
          e);
    }
  }
}
