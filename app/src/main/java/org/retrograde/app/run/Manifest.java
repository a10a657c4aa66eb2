// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.List;
import java.util.Objects;

/**
 * What {@code checkpoints/<step>.json} says of the arrays beside it.
 *
 * @param format the version of this format
 * @param step the number of steps done
 * @param epoch the epoch of the next step, from 0
 * @param configHash SHA-256 of the resolved experiment
 * @param file the name of the file with the arrays
 * @param sha256 SHA-256 of that file
 * @param metricsBytes the length of {@code metrics.jsonl} at the time
 * @param wallSeconds the duration of the run until then
 * @param arrays what is in the file
 */
record Manifest(
    int format,
    long step,
    long epoch,
    String configHash,
    String file,
    String sha256,
    long metricsBytes,
    double wallSeconds,
    List<ArrayEntry> arrays) {

  static final int FORMAT = 1;

  Manifest {
    Objects.requireNonNull(configHash, "configHash");
    Objects.requireNonNull(sha256, "sha256");
    arrays = List.copyOf(arrays);
  }

  /**
   * One array.
   *
   * @param name its name
   * @param shape the lengths of its axes
   * @param type {@code float32}, {@code float64} or {@code int64}
   */
  record ArrayEntry(String name, List<Long> shape, String type) {
    ArrayEntry {
      shape = List.copyOf(shape);
    }
  }
}
