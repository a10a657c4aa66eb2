// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.engine.checkpoint.Snapshot;

/**
 * The checkpoints of a run: {@code <step>.npz} and, written after it, {@code <step>.json}. One
 * without its manifest does not count.
 */
final class Checkpoints {

  private final Path folder;
  private final Json json;

  Checkpoints(Path folder, Json json) {
    this.folder = folder;
    this.json = json;
  }

  /** Writes a checkpoint, and deletes old ones beyond the number to keep. */
  Path write(Checkpoint checkpoint, String configHash, int keep) {
    Snapshot snapshot = checkpoint.snapshot();
    Path arrays = folder.resolve(snapshot.step() + ".npz");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw Disk.unwritable(folder, e);
    }
    Npz.write(arrays, snapshot.arrays());
    Disk.replace(
        manifestOf(snapshot.step()), json.pretty(manifest(checkpoint, configHash, arrays)));
    steps().stream().skip(keep).forEach(this::delete);
    return arrays;
  }

  /**
   * Reads the newest good checkpoint; each bad one that is newer is told of.
   *
   * @throws RetrogradeException if it belongs to another experiment
   */
  Optional<Checkpoint> newest(String configHash, Consumer<String> warnings) {
    for (long step : steps()) {
      Optional<Checkpoint> checkpoint = read(step, configHash, warnings);
      if (checkpoint.isPresent()) {
        return checkpoint;
      }
    }
    return Optional.empty();
  }

  /**
   * Reads one checkpoint.
   *
   * @throws RetrogradeException if there is none of that step, or it is damaged or belongs to
   *     another experiment
   */
  Checkpoint at(long step, String configHash) {
    List<String> reasons = new ArrayList<>();
    if (steps().contains(step)) {
      Optional<Checkpoint> checkpoint = read(step, configHash, reasons::add);
      if (checkpoint.isPresent()) {
        return checkpoint.get();
      }
    }
    String kept = steps().stream().map(String::valueOf).collect(Collectors.joining(", "));
    throw RetrogradeException.usage(
        new Problem(
            folder.toString(),
            reasons.isEmpty() ? "no checkpoint of step " + step : reasons.get(0),
            "one of those kept: " + (kept.isEmpty() ? "none" : kept),
            "choose another with --checkpoint, or leave it out for the newest"));
  }

  /** Returns the steps that have a manifest, the newest first. */
  List<Long> steps() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9]{1,18}\\.json"))
          .map(name -> Long.valueOf(name.substring(0, name.length() - ".json".length())))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw Disk.unreadable(folder, e);
    }
  }

  private Optional<Checkpoint> read(long step, String configHash, Consumer<String> warnings) {
    Path file = manifestOf(step);
    try {
      Manifest manifest = json.read(Files.readString(file), Manifest.class);
      requireSameExperiment(file, manifest, configHash);
      Path arrays = folder.resolve(step + ".npz");
      if (!sha256(arrays).equals(manifest.sha256())) {
        return skipped(step, "damaged, its SHA-256 is not the one written down", warnings);
      }
      Snapshot snapshot = new Snapshot(manifest.step(), manifest.epoch(), Npz.read(arrays));
      return Optional.of(new Checkpoint(snapshot, manifest.metricsBytes(), manifest.wallSeconds()));
    } catch (JsonProcessingException e) {
      return skipped(step, "damaged, its manifest cannot be read", warnings);
    } catch (IOException e) {
      return skipped(step, "damaged: " + e.getMessage() + " cannot be read", warnings);
    }
  }

  private static Optional<Checkpoint> skipped(long step, String reason, Consumer<String> warnings) {
    warnings.accept("checkpoint " + step + " is " + reason + "; trying the one before");
    return Optional.empty();
  }

  private static void requireSameExperiment(Path file, Manifest manifest, String configHash) {
    if (manifest.format() != Manifest.FORMAT) {
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "format " + manifest.format(),
              "format " + Manifest.FORMAT,
              "use the version of Retrograde that wrote it"));
    }
    if (!manifest.configHash().equals(configHash)) {
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "a checkpoint of another experiment (" + manifest.configHash().substring(0, 12) + ")",
              "one of this run's experiment.yaml (" + configHash.substring(0, 12) + ")",
              "restore experiment.yaml as it was, or start a new run with the changed one"));
    }
  }

  private Manifest manifest(Checkpoint checkpoint, String configHash, Path arrays) {
    Snapshot snapshot = checkpoint.snapshot();
    try {
      return new Manifest(
          Manifest.FORMAT,
          snapshot.step(),
          snapshot.epoch(),
          configHash,
          arrays.getFileName().toString(),
          sha256(arrays),
          checkpoint.metricsBytes(),
          checkpoint.wallSeconds(),
          snapshot.arrays().entrySet().stream().map(Checkpoints::entry).toList());
    } catch (IOException e) {
      throw Disk.unreadable(arrays, e);
    }
  }

  private static Manifest.ArrayEntry entry(Map.Entry<String, NamedArray> array) {
    Object values = array.getValue().values();
    String type =
        values instanceof float[] ? "float32" : values instanceof double[] ? "float64" : "int64";
    return new Manifest.ArrayEntry(array.getKey(), array.getValue().shape(), type);
  }

  /** The manifest goes first: arrays without it do not count. */
  private void delete(long step) {
    Disk.deleteQuietly(manifestOf(step));
    Disk.deleteQuietly(folder.resolve(step + ".npz"));
  }

  private Path manifestOf(long step) {
    return folder.resolve(step + ".json");
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream input =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) input).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
