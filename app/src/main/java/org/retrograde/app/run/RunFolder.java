// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * The files of a run or of a comparison.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

  /** The resolved experiment. */
  public static final String EXPERIMENT = "experiment.yaml";

  /** What the results depend on. */
  public static final String PROVENANCE = "provenance.json";

  /** The outcome of a run. */
  public static final String SUMMARY = "summary.json";

  /** The outcomes of all runs of a comparison. */
  public static final String COMPARISON = "comparison.json";

  /** The report. */
  public static final String REPORT = "report.html";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Checks that a new folder could be made, before anything costly is begun.
   *
   * @param parent where it would go
   * @throws RetrogradeException if it could not
   */
  public static void requireWritable(Path parent) {
    @Nullable Path existing = parent.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      String found =
          existing != null && !Files.isDirectory(existing)
              ? "a file in the way"
              : "no permission to write";
      throw RetrogradeException.failure(
          new Problem(
              parent.toString(), found, "a folder for runs", "choose another folder with --out"));
    }
  }

  /**
   * Makes the folder {@code <name>-<utc>}, with a number added if there is one already.
   *
   * @param parent where it goes
   * @param name the experiment's name
   * @param now the time in its name
   * @param files the texts of its first files, by name; if one cannot be written, no folder remains
   * @return the folder
   * @throws RetrogradeException if it cannot be written
   */
  public static RunFolder create(Path parent, String name, Instant now, Map<String, String> files) {
    String base = name + "-" + STAMP.format(now);
    Path path = parent.resolve(base);
    for (int i = 2; Files.exists(path); i++) {
      path = parent.resolve(base + "-" + i);
    }
    return fill(path, files);
  }

  /**
   * Makes a folder of a given name.
   *
   * @param path the folder
   * @param files the texts of its first files, by name; if one cannot be written, no folder remains
   * @return the folder
   * @throws RetrogradeException if it cannot be written
   */
  public static RunFolder create(Path path, Map<String, String> files) {
    return fill(path, files);
  }

  /**
   * Makes a folder unless there is one already; what it holds stays.
   *
   * @param path the folder
   * @return the folder
   * @throws RetrogradeException if it cannot be made
   */
  public static RunFolder opened(Path path) {
    return fill(path, Map.of());
  }

  private static RunFolder fill(Path path, Map<String, String> files) {
    try {
      Files.createDirectories(path);
      files.forEach((name, text) -> Disk.replace(path.resolve(name), text));
    } catch (IOException e) {
      throw Disk.unwritable(path, e);
    } catch (RetrogradeException e) {
      Disk.deleteFolderQuietly(path);
      throw e;
    }
    return new RunFolder(path);
  }

  /**
   * Finds an existing folder.
   *
   * @param path the folder
   * @return the folder
   * @throws RetrogradeException if it is not the folder of a run
   */
  public static RunFolder at(Path path) {
    if (!Files.isRegularFile(path.resolve(EXPERIMENT))) {
      String found = Files.isDirectory(path) ? "a folder without " + EXPERIMENT : "no such folder";
      throw RetrogradeException.usage(
          new Problem(
              path.toString(), found, "the folder of a run", "name one of the folders below runs"));
    }
    return new RunFolder(path);
  }

  /**
   * Checks that the folder, if there is one, holds a certain experiment.
   *
   * @param experiment what tells it from others
   * @param held reads the same from its {@link #EXPERIMENT}
   * @throws RetrogradeException if it holds another
   */
  void requireHolds(String experiment, Function<Path, String> held) {
    Path file = path.resolve(EXPERIMENT);
    if (Files.exists(file) && !held.apply(file).equals(experiment)) {
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "another experiment than the one to run",
              "the same, to go on with it",
              "choose another folder with --out, or delete this one"));
    }
  }

  /**
   * Tells whether the folder is that of a comparison.
   *
   * @return whether it holds the folders of several runs
   */
  public boolean isComparison() {
    return Files.isRegularFile(path.resolve(COMPARISON));
  }

  /**
   * Returns the folders of runs.
   *
   * @return this one; of a comparison those inside, by name
   * @throws RetrogradeException if it cannot be read
   */
  public List<Path> runs() {
    if (!isComparison()) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      return inside.filter(run -> Files.isRegularFile(run.resolve(PROVENANCE))).sorted().toList();
    } catch (IOException e) {
      throw Disk.unreadable(path, e);
    }
  }

  /**
   * Returns one of its files.
   *
   * @param name the file's name
   * @return the file's path
   */
  public Path file(String name) {
    return path.resolve(name);
  }

  /**
   * Replaces one of its files, as a whole or not at all.
   *
   * @param name the file's name
   * @param text the new text
   * @throws RetrogradeException if it cannot be written
   */
  public void write(String name, String text) {
    Disk.replace(path.resolve(name), text);
  }

  /**
   * Reads the outcome of the run.
   *
   * @param json reads it
   * @return the outcome, empty if the run has not ended
   * @throws RetrogradeException if the file cannot be read
   */
  public Optional<RunSummary> summary(Json json) {
    Path file = path.resolve(SUMMARY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.read(Files.readString(file), RunSummary.class));
    } catch (JsonProcessingException e) {
      throw RetrogradeException.failure(
          new Problem(
              file.toString(),
              "text that is not a run's summary",
              "JSON",
              "delete it and resume the run"),
          e);
    } catch (IOException e) {
      throw Disk.unreadable(file, e);
    }
  }
}
