// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A card as its driver describes it.
 *
 * @param name the model
 * @param capability the compute capability, empty where the driver does not tell
 * @param memoryBytes its memory, empty where the driver does not tell
 * @param uuid the name by which {@code CUDA_VISIBLE_DEVICES} can choose it, empty where the driver
 *     does not tell
 */
public record Card(
    String name, Optional<ComputeCapability> capability, OptionalLong memoryBytes, String uuid) {

  /** Checks that it has a name. */
  public Card {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a card has a name");
    }
  }
}
