// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.graph.ConvolutionMap;
import org.retrograde.api.graph.DenseMap;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.LinearMap;
import org.retrograde.api.graph.Synapse;
import org.retrograde.api.rule.FeedbackGroup;
import org.retrograde.api.rule.FeedbackSpec;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.api.rule.SynapticSignals;

/**
 * The error at a synapse's input comes straight from the logits' error e, whatever the layers above
 * delivered: B has one row or filter a class.
 *
 * @param form how B maps classes to the input
 * @param limit the greatest absolute value of B's first draw, for {@link Form#ACTIVATION}; empty
 *     for {@code 1 / sqrt(features)}
 * @param decay for B that learns, how fast it decays; empty if B stays as drawn
 */
record DirectFeedback(Form form, OptionalDouble limit, OptionalDouble decay)
    implements SynapticRule {

  /** How B maps classes to a synapse's input. */
  enum Form {
    /** {@code e Bᵀ} as a whole, B {@code [features of the input, classes]}. */
    ACTIVATION,
    /**
     * As the synapse's own map would with the classes for outputs: at a convolution e is the same
     * at every position, and B {@code [kh, kw, in, classes]}.
     */
    LAYER;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Form of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }

    static List<String> ids() {
      return List.of(ACTIVATION.id(), LAYER.id());
    }

    LinearMap map(Synapse synapse, int classes) {
      return this == LAYER
          ? synapse.map().withOutputs(classes)
          : new DenseMap(features(synapse), classes);
    }
  }

  @Override
  public boolean hasFeedbackWeights() {
    return true;
  }

  @Override
  public FeedbackGroup feedbackGroup() {
    return decay.isPresent() ? FeedbackGroup.TASK : FeedbackGroup.FIXED;
  }

  @Override
  public FeedbackSpec feedbackWeights(Synapse synapse, int classes) {
    LinearMap map = form.map(synapse, classes);
    Initializer initializer =
        form == Form.LAYER
            ? synapse.weight().initializer()
            : new Initializer.Uniform(limit.orElse(1 / Math.sqrt(features(synapse))));
    return new FeedbackSpec(map.kernelShape(), new FeedbackSpec.Drawn(initializer, map.fans()));
  }

  @Override
  public SDVariable carryError(SynapticSignals signals) {
    SDVariable e = signals.networkError().variable();
    int classes = classes(signals);
    if (form == Form.LAYER) {
      return form.map(signals.synapse(), classes)
          .adjoint(signals.feedback(), atEveryPosition(e, signals));
    }
    SDVariable flat = form.map(signals.synapse(), classes).adjoint(signals.feedback(), e);
    List<Integer> shape = signals.inputShape();
    return flat.reshape(shape.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public Optional<SDVariable> feedbackGradient(SynapticSignals signals) {
    return decay.isPresent()
        ? Optional.of(hebb(signals).add(signals.feedback().mul(decay.getAsDouble())))
        : Optional.empty();
  }

  @Override
  public Optional<SDVariable> alignmentLoss(SynapticSignals signals) {
    return Optional.empty();
  }

  @Override
  public Optional<SDVariable> carrier(SynapticSignals signals) {
    return Optional.empty();
  }

  /** F(x, e): what W would receive if it led straight to the logits. */
  private SDVariable hebb(SynapticSignals signals) {
    LinearMap map = form.map(signals.synapse(), classes(signals));
    if (form == Form.LAYER) {
      SDVariable e = atEveryPosition(signals.networkError().variable(), signals);
      return map.filterGradient(signals.input(), e);
    }
    SDVariable x = signals.input().reshape(rows(signals), features(signals.synapse()));
    return map.filterGradient(x, signals.networkError().variable());
  }

  private static SDVariable atEveryPosition(SDVariable e, SynapticSignals signals) {
    if (!(signals.map() instanceof ConvolutionMap map)) {
      return e;
    }
    int height = map.geometry().outputHeight();
    int width = map.geometry().outputWidth();
    SDVariable once = e.reshape(rows(signals), 1, 1, classes(signals));
    return signals.graph().tile(once, 1, height, width, 1);
  }

  private static int rows(SynapticSignals signals) {
    return signals.networkError().length(0);
  }

  private static int features(Synapse synapse) {
    return synapse.map().inputShape(1).stream().reduce(1, Math::multiplyExact);
  }

  private static int classes(SynapticSignals signals) {
    return signals.networkError().length(1);
  }
}
