// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/**
 * Fashion-MNIST: grey images of 28 × 28 pixels of ten kinds of clothing, of which a class-balanced
 * subset (10,000 for training, 2,000 for testing) comes with this module.
 */
public final class FashionMnist implements DatasetSource {

  private static final String ID = "fashion-mnist";
  private static final String EMBEDDED = "embedded";
  private static final Path DEBIAN_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");
  private static final String ADVICE =
      "install Debian's package dataset-fashion-mnist, or name the folder of the files with"
          + " --data-dir (docs/data.md), or use 'subset: embedded'";
  private static final ParameterTable PARAMETERS =
      ParameterTable.of(
          ParameterSpec.choice(
              "subset",
              EMBEDDED,
              List.of(EMBEDDED, "full"),
              "the subset that comes with the program (10,000 and 2,000 images), or all 60,000 and"
                  + " 10,000 from files"),
          IdxDataset.TRAINING_LIMIT,
          IdxDataset.TEST_LIMIT);
  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private final List<Path> installedFolders;

  /** Used by {@link java.util.ServiceLoader}. */
  public FashionMnist() {
    this(List.of(DEBIAN_FOLDER));
  }

  FashionMnist(List<Path> installedFolders) {
    this.installedFolders = List.copyOf(installedFolders);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "grey images of 28 x 28 pixels of clothing, 10 classes; a subset comes with the program";
  }

  @Override
  public String source() {
    return "Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747; Zalando SE, MIT licence";
  }

  @Override
  public ParameterTable parameters() {
    return PARAMETERS;
  }

  /**
   * {@inheritDoc}
   *
   * <p>The full set is looked for in the data directory's subfolder {@code fashion-mnist}, in the
   * data directory, and where Debian's package {@code dataset-fashion-mnist} puts it.
   */
  @Override
  public Dataset open(Parameters parameters, Optional<Path> dataDirectory) {
    if (parameters.text("subset").equals(EMBEDDED)) {
      return IdxDataset.read(
          ID + " (embedded subset)", IdxFiles.resources(ID), CLASSES, parameters);
    }
    IdxFiles files = IdxFiles.find(ID, dataDirectory, installedFolders, ADVICE);
    return IdxDataset.read(ID, files, CLASSES, parameters);
  }
}
