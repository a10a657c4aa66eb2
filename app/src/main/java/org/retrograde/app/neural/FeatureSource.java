// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.OptionalLong;

/** Where the features of a network come from. */
public interface FeatureSource {

  /**
   * Opens them.
   *
   * @param step the checkpoint whose features are wanted; empty for the one of the user's choice
   * @return the features, to be closed
   */
  FeatureFile open(OptionalLong step);

  /**
   * Says what became of the layers' outputs.
   *
   * @return in words
   */
  String reduction();

  /** Removes what was made for {@link #open}, once it is closed. */
  void remove();

  /**
   * Features that are in a file already.
   *
   * @param file the file
   * @return a source that leaves it where it is
   */
  static FeatureSource of(java.nio.file.Path file) {
    return new FeatureSource() {
      @Override
      public FeatureFile open(OptionalLong step) {
        return FeatureFile.open(file);
      }

      @Override
      public String reduction() {
        return "as in the file";
      }

      @Override
      public void remove() {}
    };
  }
}
