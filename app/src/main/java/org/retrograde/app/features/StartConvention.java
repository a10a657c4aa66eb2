// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** With which step the features of a layer begin, in a network unrolled in time. */
public enum StartConvention {

  /** With the first that the image can have reached: l - 1 for the l-th layer, counted from 0. */
  FIRST,

  /** With the one after that, as the published program reports them. */
  ZOO,

  /** With step 0; what the image has not reached yet is the same for all images. */
  ALL;

  /**
   * Returns the names of all.
   *
   * @return as {@link #id} gives them
   */
  public static List<String> ids() {
    return Arrays.stream(values()).map(StartConvention::id).toList();
  }

  /**
   * Finds one by its name.
   *
   * @param id the name
   * @return the convention, empty if there is none of that name
   */
  public static Optional<StartConvention> of(String id) {
    return Arrays.stream(values()).filter(start -> start.id().equals(id)).findFirst();
  }

  /**
   * Returns its name.
   *
   * @return in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
