// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.features.FeatureWatcher;
import org.retrograde.app.features.ModelExtraction;
import org.retrograde.app.run.Model;

/**
 * Features that are extracted from a network into a file of their own.
 *
 * @param models reads the network
 * @param extraction of which images, and what becomes of outputs
 * @param layers the layers, or {@code all}
 * @param where what named them, for messages
 * @param folder where the file stands meanwhile; made if it is not there
 * @param watcher hears how far it is
 */
public record ExtractedFeatures(
    Models models,
    ModelExtraction extraction,
    List<String> layers,
    String where,
    Path folder,
    FeatureWatcher watcher)
    implements FeatureSource {

  /** Reads a network with the weights of a checkpoint. */
  @FunctionalInterface
  public interface Models {

    /**
     * Reads.
     *
     * @param step the checkpoint; empty for the one of the user's choice
     * @return the network
     */
    Model at(OptionalLong step);
  }

  /** Copies the list. */
  public ExtractedFeatures {
    layers = List.copyOf(layers);
  }

  @Override
  public FeatureFile open(OptionalLong step) {
    Model model = models.at(step);
    try {
      Files.createDirectories(folder);
      extraction.write(model, layers, where, file(), watcher);
      return FeatureFile.open(file());
    } catch (IOException e) {
      throw problem(
          folder.toString(),
          "no way to make this folder (" + e.getMessage() + ")",
          "a folder that can be made",
          "name another");
    } catch (RetrogradeException e) {
      throw naming(model.source(), e);
    }
  }

  @Override
  public String reduction() {
    return extraction.reduction().toString();
  }

  @Override
  public void remove() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw problem(
          file().toString(), "no way to delete it", "a file that can be removed", "remove it");
    }
  }

  private Path file() {
    return folder.resolve(".features.npz");
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }

  /** Adds the network to errors of usage, which name just an option or a key. */
  private static RetrogradeException naming(String source, RetrogradeException e) {
    if (e.kind() != RetrogradeException.Kind.USAGE) {
      return e;
    }
    RetrogradeException named =
        problem(
            source + ": " + e.problem().where(),
            e.problem().found(),
            e.problem().expected(),
            e.problem().advice());
    named.addSuppressed(e);
    return named;
  }
}
