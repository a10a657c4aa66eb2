// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.List;
import org.retrograde.rules.Recipe.Ingredient;

/**
 * The published rules that are weighted sums of primitives.
 *
 * <p>Coefficients are in the form with 1/2 on quadratic terms. Under an adaptive optimiser of B
 * only their ratios matter.
 */
public final class PublishedRules {

  private PublishedRules() {}

  /** The error is carried by W. */
  public record Backpropagation() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return new Recipe(
          "backpropagation",
          "carries the error by W itself, the exact gradient",
          "Rumelhart, Hinton and Williams 1986, Learning representations by back-propagating"
              + " errors, Nature 323, equation 7",
          new ErrorCarrier.Weight(),
          false,
          List.of());
    }
  }

  /** The error is carried by feedback weights that stay as drawn. */
  public record FeedbackAlignment() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return Recipe.aligning(
          "feedback-alignment",
          "carries the error by random feedback weights that never change",
          "Lillicrap, Cownden, Tweed and Akerman 2016, Random synaptic feedback weights support"
              + " error backpropagation for deep learning, Nature Communications 7:13276");
    }
  }

  /**
   * {@code F(x, dy) + decay B}: B moves exactly as W does, so their difference shrinks if W decays
   * as fast. Set the task's weight decay to the same value.
   */
  public record KolenPollack() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return new Recipe(
          "kolen-pollack",
          "moves feedback weights as the task moves W, with decay on both; set the task's"
              + " weightDecay to the same value",
          "Kolen and Pollack 1994, Backpropagation without weight transport, ICNN; for deep"
              + " networks Akrout et al. 2019, Deep Learning without Weight Transport, NeurIPS",
          new ErrorCarrier.Feedback(),
          true,
          List.of(new Ingredient(new Decay(), 1e-4)));
    }
  }

  /** {@code amp + decay}: Hebb's rule with decay. */
  public record WeightMirror() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return Recipe.aligning(
          "weight-mirror",
          "amp + decay: feedback weights learn by Hebb's rule, aligned where inputs are white",
          "Akrout et al. 2019, Deep Learning without Weight Transport, NeurIPS; as primitives in"
              + " Kunin et al. 2020, section 3",
          new Ingredient(new Amp(), 1),
          new Ingredient(new Decay(), 0.5));
    }
  }

  /** {@code amp + decay + null}: the weight mirror, bounded; {@code sparse} may replace decay. */
  public record InformationAlignment() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return Recipe.aligning(
          "information-alignment",
          "amp + decay + null: the weight mirror with a bound on the feedback weights",
          Sources.TWO_ROUTES,
          new Ingredient(new Amp(), 1),
          new Ingredient(new Decay(), 0.5),
          new Ingredient(new Null(), 0.1),
          new Ingredient(new Sparse(), 0));
    }
  }

  /** {@code self + decay}, with equal coefficients {@code 1/2 |W - B|²} up to a constant. */
  public record SymmetricAlignment() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return Recipe.aligning(
          "symmetric-alignment",
          "self + decay: feedback weights follow W itself, not local",
          Sources.TWO_ROUTES,
          new Ingredient(new Self(), 1),
          new Ingredient(new Decay(), 1));
    }
  }

  /**
   * {@code amp + sparse}, with equal coefficients {@code 1/2 |C_W(x) - C_B(x)|² / N} up to a
   * constant.
   */
  public record ActivationAlignment() implements RecipeRule {
    @Override
    public Recipe recipe() {
      return Recipe.aligning(
          "activation-alignment",
          "amp + sparse: B learns to turn the input into the output as W does, not local",
          Sources.TWO_ROUTES,
          new Ingredient(new Amp(), 1),
          new Ingredient(new Sparse(), 1));
    }
  }
}
