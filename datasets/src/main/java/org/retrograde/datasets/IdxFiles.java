// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * The four files of a dataset in MNIST's form.
 *
 * @param trainingImages {@code train-images-idx3-ubyte}
 * @param trainingLabels {@code train-labels-idx1-ubyte}
 * @param testImages {@code t10k-images-idx3-ubyte}
 * @param testLabels {@code t10k-labels-idx1-ubyte}
 */
record IdxFiles(
    DataFile trainingImages, DataFile trainingLabels, DataFile testImages, DataFile testLabels) {

  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte",
          "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte",
          "t10k-labels-idx1-ubyte");
  private static final String PACKED = ".gz";

  /** The files that come with this module in a folder of resources. */
  static IdxFiles resources(String folder) {
    return of(NAMES.stream().map(n -> DataFile.resource(folder + "/" + n + PACKED)).toList());
  }

  /**
   * Finds the files on disk.
   *
   * <p>The first folder that has any of them must have all: images and labels never come from
   * different folders.
   *
   * @param id the dataset's id
   * @param dataDirectory the folder that the user named; its subfolder named after the id is looked
   *     at first
   * @param otherFolders where to look after that
   * @param advice how to get the files
   */
  static IdxFiles find(
      String id, Optional<Path> dataDirectory, List<Path> otherFolders, String advice) {
    List<Path> folders = new ArrayList<>();
    dataDirectory.ifPresent(folder -> folders.addAll(List.of(folder.resolve(id), folder)));
    folders.addAll(otherFolders);
    return folders.stream()
        .filter(folder -> NAMES.stream().anyMatch(name -> locate(folder, name).isPresent()))
        .findFirst()
        .map(folder -> in(folder, id, advice))
        .orElseThrow(() -> nowhere(id, folders, advice));
  }

  private static IdxFiles in(Path folder, String id, String advice) {
    List<String> missing = NAMES.stream().filter(name -> locate(folder, name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      String found = "neither " + missing.get(0) + " nor " + missing.get(0) + PACKED;
      String more = missing.size() == 1 ? "" : " (and " + (missing.size() - 1) + " more missing)";
      throw problem("dataset " + id + " in " + folder, found + more, advice);
    }
    return of(NAMES.stream().map(n -> DataFile.of(locate(folder, n).orElseThrow())).toList());
  }

  private static Optional<Path> locate(Path folder, String name) {
    List<Path> candidates = List.of(folder.resolve(name), folder.resolve(name + PACKED));
    return candidates.stream().filter(Files::isRegularFile).findFirst();
  }

  private static RetrogradeException nowhere(String id, List<Path> folders, String advice) {
    String found =
        folders.isEmpty()
            ? "no folder to look in"
            : "none of its files in "
                + folders.stream().map(IdxFiles::describe).collect(Collectors.joining(", "));
    return problem("dataset " + id, found, advice);
  }

  private static String describe(Path folder) {
    return folder + (Files.isDirectory(folder) ? "" : " (no such folder)");
  }

  private static RetrogradeException problem(String where, String found, String advice) {
    String expected = String.join(", ", NAMES) + " in one folder, each plain or with " + PACKED;
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }

  private static IdxFiles of(List<DataFile> files) {
    return new IdxFiles(files.get(0), files.get(1), files.get(2), files.get(3));
  }
}
