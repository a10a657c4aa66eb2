// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.Optional;
import org.retrograde.api.result.Evaluation;

/**
 * The outcome of a run.
 *
 * @param steps the number of steps done, those before a resumption included
 * @param finished whether all epochs were done; false if the listener asked to stop
 * @param evaluation the last evaluation of the test images
 * @param alignment the last measurement of angles and norms
 * @param diagnostics the last measurements on the fixed batch; empty if there were none
 * @param medianStepSeconds the median duration of this process's steps; NaN if there were none
 */
public record TrainingResult(
    long steps,
    boolean finished,
    Evaluation evaluation,
    AlignmentRecord alignment,
    Optional<DiagnosticsRecord> diagnostics,
    double medianStepSeconds) {}
