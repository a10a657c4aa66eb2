// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.List;
import java.util.Optional;

/**
 * What a look at the machine showed.
 *
 * @param driver the driver's version, empty if there is no driver
 * @param all the cards, in the driver's order
 * @param visible those among them that CUDA shows to this process
 * @param trouble why cards could not be listed although there is a driver, in one line
 */
public record Cards(
    Optional<String> driver, List<Card> all, List<Card> visible, Optional<String> trouble) {

  /** What a machine without a driver shows. */
  public static final String NO_DRIVER = "no NVIDIA driver found";

  /** Copies the lists. */
  public Cards {
    all = List.copyOf(all);
    visible = List.copyOf(visible);
  }

  /**
   * A machine without a driver.
   *
   * @return no cards
   */
  public static Cards none() {
    return new Cards(Optional.empty(), List.of(), List.of(), Optional.empty());
  }
}
