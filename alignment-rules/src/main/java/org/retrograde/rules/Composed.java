// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.rules.Recipe.Ingredient;

/** A weighted sum of primitives of the user's choice: those of this module and those of plugins. */
public final class Composed implements RecipeRule {

  private final List<AlignmentPrimitive> primitives;

  /**
   * Offers every primitive that {@link ServiceLoader} finds through the thread's context class
   * loader.
   */
  public Composed() {
    this(
        ServiceLoader.load(AlignmentPrimitive.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Offers the given primitives.
   *
   * @param primitives primitives with distinct ids, in any order
   */
  public Composed(List<AlignmentPrimitive> primitives) {
    this.primitives =
        primitives.stream().sorted(Comparator.comparing(AlignmentPrimitive::id)).toList();
  }

  @Override
  public Recipe recipe() {
    return Recipe.aligning(
        "composed",
        "feedback weights that descend a sum of primitives of your own choice",
        Sources.TWO_ROUTES,
        primitives.stream()
            .map(primitive -> new Ingredient(primitive, 0))
            .toArray(Ingredient[]::new));
  }
}
