// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.Parameters;

/** The parameters from which {@link ProjectionOptions} are made, and the combinations refused. */
final class ProjectionParameters {

  private static final String INPUT = "input";
  private static final String DEVIATION = "inputDeviation";
  private static final String ACTIVATION = "projectionActivation";
  private static final String REVERSAL = "reconstructionReversal";
  private static final String AMP = "reconstructionAmp";
  static final String MOVES_WEIGHT = "movesForwardWeights";

  private final String rule;
  private final Parameters parameters;
  private final Set<String> terms;

  /**
   * Takes what was set.
   *
   * @param rule the rule's id
   * @param terms the ids of the primitives whose coefficient is not 0
   */
  ProjectionParameters(String rule, Parameters parameters, Set<String> terms) {
    this.rule = rule;
    this.parameters = parameters;
    this.terms = terms;
  }

  /** The parameters of a rule that reads activity. */
  static List<ParameterSpec> specs(boolean reconstructs) {
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(
        ParameterSpec.choice(
            INPUT,
            InputSource.LAYER.id(),
            InputSource.ids(),
            "what alignment takes for x: the layer's input, or noise (mirror mode)"));
    specs.add(
        ParameterSpec.decimal(
                DEVIATION,
                "1",
                1,
                Bounds.LEAST_POSITIVE,
                Double.POSITIVE_INFINITY,
                "standard deviation of the noise; if absent, 1")
            .asOptional());
    specs.add(flag("centerInput", "subtract from x its mean over units and positions"));
    specs.add(flag("normalizeInput", "centre x and scale it to norm 1, image by image"));
    specs.add(flag("centerBatchBackwardInput", "subtract the mean over the batch from the x of z"));
    specs.add(flag("biasForward", "add the layer's bias to y"));
    specs.add(flag("biasBackward", "add the layer's bias to z, the input as B projects it"));
    specs.add(flag("activationForward", "apply the layer's nonlinearity to y"));
    specs.add(flag("activationBackward", "apply the layer's nonlinearity to z"));
    specs.add(
        ParameterSpec.choice(
                ACTIVATION,
                Activation.TANH.id(),
                Activation.ids().stream().filter(a -> !a.equals(Activation.LINEAR.id())).toList(),
                "the nonlinearity of y and z in place of the layer's own")
            .asOptional());
    specs.add(flag("centerForwardOutput", "subtract from y its mean over units and positions"));
    specs.add(flag("normalizeForwardOutput", "centre y and scale it to norm 1, image by image"));
    specs.add(flag("centerBatchForwardOutput", "subtract from y its mean over the batch"));
    specs.add(flag("centerBackwardOutput", "subtract from z its mean over units and positions"));
    specs.add(flag("normalizeBackwardOutput", "centre z and scale it to norm 1, image by image"));
    if (reconstructs) {
      specs.add(flag(REVERSAL, "reconstruct x as T_W(z) rather than T_B(y)"));
      specs.add(flag(AMP, "let amp multiply x with its reconstruction rather than y with z"));
    }
    return specs;
  }

  /** The parameter of every rule whose terms could move W as well. */
  static ParameterSpec movesWeight() {
    return flag(MOVES_WEIGHT, "let alignment move W too, by the alignment optimiser");
  }

  ProjectionOptions read() {
    ProjectionOptions options =
        new ProjectionOptions(
            input(),
            output("Forward"),
            output("Backward"),
            given(ACTIVATION)
                ? Optional.of(Activation.of(parameters.text(ACTIVATION)))
                : Optional.empty(),
            new ProjectionOptions.Reconstruction(is(REVERSAL), is(AMP)),
            is(MOVES_WEIGHT));
    requireUses(options);
    requireGradients(options);
    return options;
  }

  private ProjectionOptions.Input input() {
    InputSource source = given(INPUT) ? InputSource.of(parameters.text(INPUT)) : InputSource.LAYER;
    return new ProjectionOptions.Input(
        source,
        given(DEVIATION) ? parameters.decimal(DEVIATION) : 1,
        new Standardization(is("centerInput"), is("normalizeInput"), false),
        is("centerBatchBackwardInput"));
  }

  private ProjectionOptions.Output output(String side) {
    return new ProjectionOptions.Output(
        is("bias" + side),
        is("activation" + side),
        new Standardization(
            is("center" + side + "Output"),
            is("normalize" + side + "Output"),
            is("centerBatch" + side + "Output")));
  }

  /** Refuses what would be ignored. */
  private void requireUses(ProjectionOptions options) {
    require(
        !given(DEVIATION) || options.input().source() != InputSource.LAYER,
        DEVIATION,
        "a standard deviation of noise that input: layer does not draw",
        "set input to normal or uniform");
    require(
        !given(ACTIVATION) || options.forward().activation() || options.backward().activation(),
        ACTIVATION,
        "a nonlinearity that no projection passes through",
        "set activationForward or activationBackward");
    boolean reconstructs = terms.contains("null") || options.reconstruction().inAmp();
    require(
        !options.reconstruction().reversed() || reconstructs,
        REVERSAL,
        "a reconstruction that no term reads",
        "set null above 0, or reconstructionAmp");
    require(
        !options.reconstruction().inAmp() || (terms.contains("amp") && isMoreThanAmp(options)),
        AMP,
        terms.contains("amp")
            ? "a product that equals amp's, value and gradient, by adjointness"
            : "a form of amp, whose coefficient is 0",
        terms.contains("amp") ? "leave it out: it costs a convolution for nothing" : "set amp");
    boolean readsZ =
        terms.contains("sparse") || terms.contains("amp") || options.reconstruction().reversed();
    require(
        readsZ || (options.backward().isNone() && !options.input().centerBatchBackward()),
        "a setting of z",
        "a projection through B that no term reads",
        "leave biasBackward, activationBackward, center- and normalizeBackwardOutput and"
            + " centerBatchBackwardInput out");
  }

  private static boolean isMoreThanAmp(ProjectionOptions options) {
    return !options.forward().isNone()
        || !options.backward().isNone()
        || options.input().centerBatchBackward();
  }

  /** Refuses terms that are constant: what is scaled to norm 1 has no norm to minimise. */
  private void requireGradients(ProjectionOptions options) {
    boolean reversed = options.reconstruction().reversed();
    ProjectionOptions.Output reconstructed = reversed ? options.backward() : options.forward();
    requireTerm(
        "null",
        reconstructed.standardization().fixesNorm(),
        reversed ? "normalizeBackwardOutput" : "normalizeForwardOutput",
        reversed
            ? "leave one of the two out"
            : "add centerBatchForwardOutput, or leave one of the two out");
    requireTerm(
        "sparse",
        options.backward().standardization().fixesNorm(),
        "normalizeBackwardOutput",
        "leave one of the two out");
  }

  private void requireTerm(String term, boolean vanishes, String option, String advice) {
    require(
        !(vanishes && terms.contains(term)),
        option,
        "what "
            + term
            + " squares has norm 1 for every image, so that "
            + term
            + " has no gradient",
        advice);
  }

  private void require(boolean holds, String key, String found, String advice) {
    if (!holds) {
      throw Refusals.contradiction(
          "rule " + rule + ", " + key, found, "settings that all have an effect", advice);
    }
  }

  private boolean given(String key) {
    return parameters.has(key);
  }

  private boolean is(String key) {
    return parameters.has(key) && parameters.flag(key);
  }

  private static ParameterSpec flag(String name, String description) {
    return ParameterSpec.flag(name, false, description);
  }
}
