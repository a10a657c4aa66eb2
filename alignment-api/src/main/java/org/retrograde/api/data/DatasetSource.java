// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.data;

import java.nio.file.Path;
import java.util.Optional;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.plugin.Plugin;

/** Where a dataset comes from. */
public interface DatasetSource extends Plugin {

  /**
   * Reads the dataset.
   *
   * @param parameters values checked against {@link #parameters()}
   * @param dataDirectory the folder that the user named for data files, if any
   * @return the dataset
   * @throws org.retrograde.api.error.RetrogradeException if a file is missing, truncated or
   *     malformed, naming it
   */
  Dataset open(Parameters parameters, Optional<Path> dataDirectory);
}
