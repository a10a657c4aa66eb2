// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

/** Hears how far an extraction is. */
public interface FeatureWatcher {

  /**
   * Called after each batch.
   *
   * @param done the images that are done
   * @param images all of them
   */
  void extracted(int done, int images);

  /** Called when all images are done. */
  void extractionEnded();
}
