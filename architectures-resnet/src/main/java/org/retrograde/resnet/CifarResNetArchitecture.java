// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Collections;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * The residual networks for small images of He et al. 2015, section 4.2: depth 6n + 2, three groups
 * of n blocks with two 3×3 convolutions each, shortcuts without parameters (option A).
 *
 * <p>With 3 channels, 10 classes and 16 filters, depth 20 has 269,722 parameters. Read-outs besides
 * the layers with parameters: {@code stem.output}, {@code groupG.blockB} (after the block's last
 * ReLU), {@code pool}.
 */
public final class CifarResNetArchitecture implements Architecture {

  private static final int GROUPS = 3;
  private static final int SHALLOWEST = 8;
  private static final int DEEPEST = 1202;

  /** Creates the plugin; the service loader calls this. */
  public CifarResNetArchitecture() {}

  @Override
  public String id() {
    return "resnet-cifar";
  }

  @Override
  public String description() {
    return "Residual network of depth 6n + 2 for small images, shortcuts without parameters";
  }

  @Override
  public String source() {
    return "He et al. 2015 (CVPR 2016), section 4.2, option A";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.integer(
            "depth",
            "layers",
            20,
            SHALLOWEST,
            DEEPEST,
            "6n + 2 layers with weights: 8, 14, 20, 26, 32, 38, 44, 50, 56, 110 and so on"),
        ParameterSpec.integer(
            "filters",
            "channels",
            16,
            1,
            1024,
            "filters of the stem and the first group; each later group has twice those before"),
        InitializerChoice.spec(
            InitializerChoice.HE_NORMAL_FAN_OUT,
            "the convolutions (the dense layer always takes glorot-uniform)"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws RetrogradeException naming the nearest valid depth, if the depth is not 6n + 2
   */
  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    int blocks = blocksPerGroup(parameters.size("depth"));
    int filters = parameters.size("filters");
    ResidualLayers layers =
        new ResidualLayers(builder, InitializerChoice.of(parameters), BatchNormDefaults.standard());
    Tensor x = layers.convolution("stem", builder.input(), filters, 3, 1);
    x = builder.layer("stem.output", layers.normRelu("stemNorm", x));
    ResidualGroups groups =
        new ResidualGroups(Collections.nCopies(GROUPS, blocks), filters, Branch.BASIC, false);
    x =
        groups.append(
            builder,
            x,
            new PostActivationBlock(layers, Branch.BASIC, Shortcut.subsample(layers), 1));
    x = builder.layer("pool", builder.globalAveragePool(x));
    return builder.dense("logits", x, builder.classes(), true, new Initializer.GlorotUniform());
  }

  private static int blocksPerGroup(int depth) {
    int layersPerBlockOfEachGroup = 2 * GROUPS;
    int nearest = Math.round((depth - 2f) / layersPerBlockOfEachGroup);
    int valid = layersPerBlockOfEachGroup * nearest + 2;
    if (depth != valid) {
      throw RetrogradeException.usage(
          new Problem(
              "architecture.depth",
              String.valueOf(depth),
              "6n + 2 for a whole n of at least 1",
              "the nearest valid depth is " + valid));
    }
    return nearest;
  }
}
