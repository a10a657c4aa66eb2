// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's number of a card's architecture, 8.0 say; machine code is for some of them.
 *
 * @param major the architecture
 * @param minor its variant
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  /** Checks that it is one. */
  public ComputeCapability {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException("no compute capability: " + major + "." + minor);
    }
  }

  /**
   * Reads one.
   *
   * @param text for example {@code 8.0}
   * @return it, empty if the text is something else
   */
  static Optional<ComputeCapability> parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return Comparator.comparingInt(ComputeCapability::major)
        .thenComparingInt(ComputeCapability::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
