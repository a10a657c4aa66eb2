// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.List;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * The residual networks of ImageNet, version 1 (He et al. 2015) and version 2 (He et al. 2016,
 * pre-activation), with the stride of a bottleneck in its 3×3 convolution.
 *
 * <p>With 3 channels, 1000 classes and projections only where the shape changes, version 1 has
 * 11,689,512 parameters at depth 18 and 25,557,032 at depth 50. Read-outs besides the layers with
 * parameters: {@code stem.output}, {@code groupG.blockB} (after the addition and, in version 1, its
 * ReLU), {@code pool}.
 */
public final class ResNetArchitecture implements Architecture {

  private static final int FILTERS = 64;
  private static final String ZERO_INIT = "zeroInitLastScale";

  /** Creates the plugin; the service loader calls this. */
  public ResNetArchitecture() {}

  @Override
  public String id() {
    return "resnet";
  }

  @Override
  public String description() {
    return "Residual network of ImageNet, version 1 or 2, depth 18 to 152";
  }

  @Override
  public String source() {
    return "He et al. 2015 (CVPR 2016), table 1, and He et al. 2016 (ECCV), figure 4e; stride in"
        + " the 3x3 after Goyal et al. 2017, section 5.1";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of(
        ParameterSpec.integer(
            "depth", "layers", 18, 18, 152, "layers with weights: 18, 34, 50, 101 or 152"),
        ParameterSpec.integer(
            "version", "1", 1, 1, 2, "1: ReLU after each addition; 2: pre-activation"),
        ParameterSpec.choice(
            "stem",
            "imagenet",
            List.of("imagenet", "cifar"),
            "imagenet: 7x7 stride 2 and 3x3 max-pool stride 2; cifar: 3x3 stride 1, for images of"
                + " about 32x32"),
        ParameterSpec.flag(
            "projectionInFirstGroup",
            false,
            "whether the first block of every group projects its shortcut even where no shape"
                + " changes"),
        ParameterSpec.flag(
                ZERO_INIT,
                true,
                "version 1 only: whether the last scale of each branch starts at 0 instead of 1;"
                    + " absent: true")
            .asOptional(),
        InitializerChoice.spec(
            InitializerChoice.LECUN_NORMAL,
            "the convolutions (dense layer: deviation 0.01 in version 1, glorot-uniform in version"
                + " 2)"));
  }

  /**
   * {@inheritDoc}
   *
   * @throws RetrogradeException if there is no network of that depth (naming the nearest), or
   *     zeroInitLastScale is given for version 2
   */
  @Override
  public Tensor build(NetworkBuilder builder, Parameters parameters) {
    ResNetDepth depth = ResNetDepth.of(parameters.size("depth"));
    requireNoScaleInVersion2(parameters);
    boolean first = parameters.size("version") == 1;
    ResidualLayers layers = layers(builder, parameters, first);
    Tensor x = stem(layers, parameters.text("stem"), first);
    boolean everyGroup = parameters.flag("projectionInFirstGroup");
    ResidualGroups groups = new ResidualGroups(depth.blocks(), FILTERS, depth.branch(), everyGroup);
    x = groups.append(builder, x, block(layers, depth.branch(), parameters, first));
    x = first ? x : builder.layer("final.output", layers.normRelu("finalNorm", x));
    x = builder.layer("pool", builder.globalAveragePool(x));
    return builder.dense("logits", x, builder.classes(), true, denseInitializer(first));
  }

  private static ResidualLayers layers(
      NetworkBuilder builder, Parameters parameters, boolean first) {
    double momentum = first ? BatchNormDefaults.MOMENTUM : 0.997;
    BatchNormSpec norm = new BatchNormSpec(momentum, BatchNormDefaults.EPSILON, 1);
    return new ResidualLayers(builder, InitializerChoice.of(parameters), norm);
  }

  private static Tensor stem(ResidualLayers layers, String stem, boolean first) {
    NetworkBuilder builder = layers.builder();
    boolean large = stem.equals("imagenet");
    Tensor x =
        large
            ? layers.convolution("stem", builder.input(), FILTERS, 7, 2)
            : layers.convolution("stem", builder.input(), FILTERS, 3, 1);
    x = first ? layers.normRelu("stemNorm", x) : x;
    return builder.layer("stem.output", large ? builder.maxPool(x, 3, 2, 1) : x);
  }

  private static ResidualBlock block(
      ResidualLayers layers, Branch branch, Parameters parameters, boolean first) {
    boolean fromZero = !parameters.has(ZERO_INIT) || parameters.flag(ZERO_INIT);
    return first
        ? new PostActivationBlock(
            layers, branch, Shortcut.normalizedProjection(layers), fromZero ? 0 : 1)
        : new PreActivationBlock(layers, branch, Shortcut.projection(layers));
  }

  private static Initializer denseInitializer(boolean first) {
    return first ? new Initializer.Normal(0.01) : new Initializer.GlorotUniform();
  }

  private static void requireNoScaleInVersion2(Parameters parameters) {
    if (parameters.size("version") == 2 && parameters.has(ZERO_INIT)) {
      throw RetrogradeException.usage(
          new Problem(
              "architecture." + ZERO_INIT,
              String.valueOf(parameters.flag(ZERO_INIT)),
              "no such key for version 2, whose branches end with a convolution",
              "remove it, or set version to 1"));
    }
  }
}
