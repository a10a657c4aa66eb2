// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Evaluation;
import org.retrograde.engine.train.AlignmentRecord;
import org.retrograde.engine.train.DiagnosticsRecord;
import org.retrograde.engine.train.StepRecord;

/**
 * {@code metrics.jsonl}: one JSON object a line, each written through at once; locked while open.
 */
final class MetricsLog implements AutoCloseable {

  static final String FILE = "metrics.jsonl";
  static final String EVALUATION = "evaluation";

  private final Path file;
  private final FileChannel channel;
  private final Json json;
  private long length;

  private MetricsLog(Path file, FileChannel channel, Json json, long length) {
    this.file = file;
    this.channel = channel;
    this.json = json;
    this.length = length;
  }

  /** Opens the file and forgets what was written after its first bytes. */
  static MetricsLog open(Path file, long keepBytes, Json json) {
    FileChannel channel = open(file);
    try {
      requireLock(file, channel);
      long length = Math.min(keepBytes, channel.size());
      channel.truncate(length).position(length);
      return new MetricsLog(file, channel, json, length);
    } catch (IOException e) {
      closeQuietly(channel);
      throw Disk.unwritable(file, e);
    } catch (RetrogradeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /** Returns how many bytes have been written, after making sure that they survive a power cut. */
  long sync() {
    try {
      channel.force(true);
      return length;
    } catch (IOException e) {
      throw Disk.unwritable(file, e);
    }
  }

  void steps(StepRecord steps) {
    append(json.object().put("type", "steps").setAll(json.object(steps)));
  }

  void alignment(AlignmentRecord alignment) {
    append(json.object().put("type", "alignment").setAll(json.object(alignment)));
  }

  /** What is absent has no key. */
  void diagnostics(DiagnosticsRecord record) {
    ObjectNode line = json.object().put("type", "diagnostics").put("step", record.step());
    ObjectNode layers = line.putObject("layers");
    record.layers().forEach((layer, values) -> layers.set(layer, object(values)));
    append(line.set("whole", object(record.whole())));
  }

  private ObjectNode object(Diagnostics values) {
    ObjectNode object = json.object();
    values.quantities().forEach((quantity, value) -> object.put(quantity.key(), value));
    object.set("primitives", json.object(values.primitives()));
    return object;
  }

  /** Time steps have a key only where the network is unrolled in time. */
  void evaluation(long step, long epoch, Evaluation evaluation) {
    ObjectNode line = json.object().put("type", EVALUATION).put("step", step).put("epoch", epoch);
    line.setAll(json.object(evaluation));
    if (evaluation.timeSteps().isEmpty()) {
      line.remove("timeSteps");
    }
    append(line);
  }

  @Override
  public void close() {
    closeQuietly(channel);
  }

  private void append(Object record) {
    byte[] line = (json.line(record) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      Disk.writeFully(channel, line);
      length += line.length;
    } catch (IOException e) {
      cutPartialLine(e);
      throw Disk.unwritable(file, e);
    }
  }

  private void cutPartialLine(IOException cause) {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static FileChannel open(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Disk.unwritable(file, e);
    }
  }

  private static void requireLock(Path file, FileChannel channel) throws IOException {
    @Nullable Object lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "a file that another run is writing",
              "a run that is not running",
              "wait for it to end"));
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Every line was written through before.
    }
  }
}
