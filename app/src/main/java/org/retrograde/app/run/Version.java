// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.jspecify.annotations.Nullable;

/** The version of this program. */
public final class Version {

  private Version() {}

  /**
   * Returns the version that the build wrote into the jar.
   *
   * @return for example {@code 0.1.0}, or {@code development} when run from class files
   */
  public static String current() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
