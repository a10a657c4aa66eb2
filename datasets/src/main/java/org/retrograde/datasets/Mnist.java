// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** MNIST: grey images of 28 × 28 pixels of handwritten digits, read from files. */
public final class Mnist implements DatasetSource {

  private static final String ID = "mnist";
  private static final String ADVICE =
      "name the folder of the files with --data-dir (docs/data.md says how to get them)";
  private static final ParameterTable PARAMETERS =
      ParameterTable.of(IdxDataset.TRAINING_LIMIT, IdxDataset.TEST_LIMIT);
  private static final List<String> CLASSES =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  /** Used by {@link java.util.ServiceLoader}. */
  public Mnist() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "grey images of 28 x 28 pixels of handwritten digits, 10 classes; read from the data"
        + " directory";
  }

  @Override
  public String source() {
    return "LeCun, Bottou, Bengio and Haffner 1998, Proceedings of the IEEE 86(11), section III";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The files are looked for in the data directory's subfolder {@code mnist} and in the data
   * directory.
   */
  @Override
  public Dataset open(Parameters parameters, Optional<Path> dataDirectory) {
    IdxFiles files = IdxFiles.find(ID, dataDirectory, List.of(), ADVICE);
    return IdxDataset.read(ID, files, CLASSES, parameters);
  }
}
