// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.Optional;
import java.util.function.Supplier;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.engine.kernel.Backend;

/**
 * Where this build computes, and the cards of this machine. Nothing is looked at before it is asked
 * for, and nothing native is loaded.
 *
 * @param backend where ND4J computes
 * @param survey looks for cards
 */
public record Accelerator(Supplier<Backend> backend, Supplier<Cards> survey) {

  /**
   * This build on this machine.
   *
   * @return what looks
   */
  public static Accelerator ofThisMachine() {
    return new Accelerator(Backend::installed, CardSurvey.ofThisMachine());
  }

  /**
   * Checks that ND4J can start here, which in a build for cards needs one that fits.
   *
   * @throws RetrogradeException if it cannot
   */
  public void requireUsable() {
    if (backend.get() == Backend.CARDS) {
      Optional<Problem> obstacle = CudaSupport.obstacle(survey.get());
      if (obstacle.isPresent()) {
        throw RetrogradeException.failure(obstacle.get());
      }
    }
  }
}
