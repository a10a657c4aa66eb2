// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.linear.Blas;

/**
 * A linear map whose coefficients are sums of training rows.
 *
 * @param kernel products with the training rows
 * @param multiples how much of each training row, {@code [train, neuroids]}
 * @param responses where predictions belong
 */
record DualFit(CentredKernel kernel, Matrix multiples, Centred responses, FitNotes notes)
    implements Mapping.Fitted {

  @Override
  public Matrix predict(int... rows) {
    return responses.restore(Blas.product(kernel.cross().of(rows), multiples));
  }
}
