// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.metric;

import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/** A way to predict responses from activations, fitted on some stimuli and tried on others. */
public interface Mapping extends Plugin {

  /**
   * Takes up activations, so that several sets of responses can be fitted to them.
   *
   * @param activations X; rows outside {@code train} do not influence what is fitted
   * @param train the rows to fit on, each once
   * @param parameters values checked against {@link #parameters()}
   * @return the mapping, ready for responses
   * @throws org.retrograde.api.error.RetrogradeException if it cannot be fitted to so many rows
   */
  Design prepare(Activations activations, int[] train, Parameters parameters);

  /** A mapping that has seen the activations and not yet the responses. */
  interface Design {

    /**
     * Fits.
     *
     * @param responses Y of the training rows, {@code [train, neuroids]}, without NaN
     * @return the fitted mapping
     */
    Fitted fit(Matrix responses);
  }

  /** A fitted mapping. */
  interface Fitted {

    /**
     * Predicts responses.
     *
     * @param rows rows of the activations that the mapping was prepared with
     * @return {@code [rows, neuroids]}
     */
    Matrix predict(int... rows);

    /**
     * Returns what the fit found or chose, for reports: {@code alpha}, or {@code passes} of each
     * component.
     *
     * @return numbers by name
     */
    default FitNotes notes() {
      return FitNotes.NONE;
    }
  }
}
