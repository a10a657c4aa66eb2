// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.data.Normalization;
import org.retrograde.api.data.Split;

/**
 * The images whose features are wanted.
 *
 * @param split the images, of the network's shape
 * @param normalization what is subtracted and divided by
 * @param count how many of them, from the first on
 * @param files their names; empty where images have labels instead
 * @param part what images without names are called, before their number
 */
public record FeatureImages(
    Split split,
    Normalization normalization,
    int count,
    Optional<List<String>> files,
    String part) {

  /** Copies the names and checks that there is an image. */
  public FeatureImages {
    files = files.map(List::copyOf);
    if (count < 1 || count > split.size()) {
      throw new IllegalArgumentException(
          "there are from 1 to " + split.size() + " images, found " + count);
    }
  }

  /**
   * Returns what the images are called as stimuli.
   *
   * @return their files, or {@code part-000012} for the thirteenth image of a part of a dataset
   */
  public List<String> ids() {
    return files
        .map(names -> names.subList(0, count))
        .orElseGet(
            () -> IntStream.range(0, count).mapToObj(i -> "%s-%06d".formatted(part, i)).toList());
  }
}
