// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.nio.file.Path;
import java.util.Optional;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.Split;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.datasets.ImageFolder;

/**
 * Of which images features are wanted.
 *
 * @param folder a folder of images; empty where a dataset's are taken
 * @param part which of the dataset's images: test, train or validation
 * @param limit how many at most
 */
public record ImageChoice(Optional<Path> folder, String part, int limit) {

  /** The images that are held out of training, if the experiment holds some out. */
  public static final String VALIDATION = "validation";

  /**
   * Says where the images come from.
   *
   * @return the folder, or the part of the dataset in words
   */
  public String source() {
    return folder.map(Path::toString).orElse(part + " images of the dataset");
  }

  /**
   * Finds the images.
   *
   * @param starter reads data
   * @param experiment the experiment, of any number of runs
   * @param dataset its data
   * @return the images, of the dataset's shape
   * @throws RetrogradeException if there are none
   */
  public FeatureImages images(EngineStarter starter, Experiment experiment, Dataset dataset) {
    if (folder.isEmpty()) {
      Split split = split(starter, experiment, dataset);
      return new FeatureImages(
          split, dataset.normalization(), Math.min(limit, split.size()), Optional.empty(), part);
    }
    ImageFolder images = ImageFolder.open(folder.get(), dataset.training().shape());
    return new FeatureImages(
        images,
        dataset.normalization(),
        Math.min(limit, images.size()),
        Optional.of(images.names()),
        part);
  }

  /** With images held out for validation, these stand where the test images did. */
  private Split split(EngineStarter starter, Experiment experiment, Dataset dataset) {
    boolean heldOut = experiment.dataset().preparation().validation() > 0;
    if (part.equals(VALIDATION) && !heldOut) {
      throw noValidation();
    }
    if (part.equals("train")) {
      return dataset.training();
    }
    return part.equals(VALIDATION) || !heldOut ? dataset.test() : starter.whole(experiment).test();
  }

  private static RetrogradeException noValidation() {
    return RetrogradeException.usage(
        new Problem(
            "--dataset",
            "validation, for an experiment that holds no images out",
            "test or train",
            "write --dataset test, or use an experiment with dataset.validation"));
  }
}
