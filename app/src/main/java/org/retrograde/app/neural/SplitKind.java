// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How stimuli are divided into those to fit on and those to score on. */
public enum SplitKind {
  /** At random, each time anew. */
  SHUFFLE("shuffle"),
  /** Into parts, each of which is scored on once. */
  K_FOLD("k-fold");

  private final String id;

  SplitKind(String id) {
    this.id = id;
  }

  /**
   * Returns the name users write.
   *
   * @return the name
   */
  public String id() {
    return id;
  }

  /**
   * Returns the names users may write.
   *
   * @return the names
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(SplitKind::id).toList();
  }

  /**
   * Finds a name.
   *
   * @param id what a user wrote
   * @return the value, if there is one
   */
  public static Optional<SplitKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
