// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.nio.FileChannelFromSeekableByteChannel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.retrograde.api.error.RetrogradeException;

/** An HDF5 file, whose defects become errors that name it. */
final class HdfInput implements AutoCloseable {

  private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
  private static final long FIRST = 512;

  private final Path path;
  private final HdfFile file;

  private HdfInput(Path path, HdfFile file) {
    this.path = path;
    this.file = file;
  }

  /** Opens a file; jHDF reads from it instead of mapping it, so that memory stays bounded. */
  @SuppressWarnings("resource") // What is opened is closed by close().
  static HdfInput open(Path path) {
    FileChannel channel;
    try {
      requireSignature(path);
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw Refusal.missing(path, "a recording");
    } catch (IOException e) {
      throw Refusal.unreadable(path.toString(), "no readable file", e);
    }
    try {
      HdfFile file =
          reading(
              path.toString(), () -> new HdfFile(new FileChannelFromSeekableByteChannel(channel)));
      requireWhole(path, file);
      return new HdfInput(path, file);
    } catch (RetrogradeException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  /**
   * HDF5 begins at byte 0, or at 512 or a power of two times that, after what others keep there.
   */
  private static void requireSignature(Path path) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(path.toFile(), "r")) {
      byte[] start = new byte[SIGNATURE.length()];
      for (long at = 0; at + start.length <= bytes.length(); at = Math.max(FIRST, 2 * at)) {
        bytes.seek(at);
        bytes.readFully(start);
        if (SIGNATURE.equals(new String(start, StandardCharsets.ISO_8859_1))) {
          return;
        }
      }
      throw Refusal.of(
          path.toString(),
          "a file of " + bytes.length() + " bytes that is no HDF5",
          "netCDF-4 or NWB, which are HDF5",
          "write it with xarray's to_netcdf and format=\"NETCDF4\", or give .npz or .csv");
    } catch (FileNotFoundException e) {
      throw Files.exists(path) ? e : new NoSuchFileException(path.toString());
    }
  }

  private static void requireWhole(Path path, HdfFile file) {
    long expected = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (file.size() < expected) {
      throw Refusal.of(
          path.toString(),
          "a file of " + file.size() + " bytes",
          expected + " bytes, as it says of itself",
          "it is truncated: copy it again");
    }
  }

  /** Does something with the file; jHDF meets a damaged one with all kinds of exceptions. */
  static <T> T reading(String where, Supplier<T> action) {
    try {
      return action.get();
    } catch (RetrogradeException e) {
      throw e;
    } catch (RuntimeException e) {
      Throwable cause = e instanceof HdfException && e.getCause() != null ? e.getCause() : e;
      String more = cause == e ? "" : ": " + e.getMessage();
      throw Refusal.unreadable(where, "HDF5 that cannot be read" + more, cause);
    }
  }

  String where() {
    return path.toString();
  }

  Group root() {
    return file;
  }

  /** The datasets of a group by name, in the file's order. */
  Map<String, HdfArray> arrays(Group group) {
    Map<String, HdfArray> arrays = new LinkedHashMap<>();
    Map<String, Node> children = reading(where(), group::getChildren);
    children.forEach(
        (name, node) -> {
          if (node instanceof Dataset dataset) {
            arrays.put(name, new HdfArray(this, dataset));
          }
        });
    return arrays;
  }

  Optional<Group> group(Group parent, String name) {
    Node child = reading(where(), () -> parent.getChildren().get(name));
    return child instanceof Group group ? Optional.of(group) : Optional.empty();
  }

  /** What an attribute holds: a text, a number or an array of them. */
  Optional<Object> attribute(Node node, String name) {
    return reading(
        where() + ": " + node.getPath() + ", attribute " + name,
        () -> {
          Attribute attribute = node.getAttributes().get(name);
          return attribute == null || attribute.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(attribute.getData());
        });
  }

  Optional<String> text(Node node, String name) {
    return attribute(node, name)
        .map(value -> value instanceof Object[] many && many.length > 0 ? many[0] : value)
        .map(value -> value.toString().replace("\0", ""));
  }

  /** The first number of an attribute. */
  Optional<Double> number(Node node, String name) {
    return attribute(node, name)
        .map(
            value ->
                value.getClass().isArray() && java.lang.reflect.Array.getLength(value) > 0
                    ? java.lang.reflect.Array.get(value, 0)
                    : value)
        .filter(Number.class::isInstance)
        .map(value -> ((Number) value).doubleValue());
  }

  /** The bytes from an address of the file's own counting on. */
  byte[] bytes(long address, int length) {
    byte[] bytes = new byte[length];
    file.getHdfBackingStorage().readBufferFromAddress(address, length).get(bytes);
    return bytes;
  }

  HdfFile file() {
    return file;
  }

  /** A file that is opened through a channel has no path to report, which its own close does. */
  @Override
  public void close() {
    file.getHdfBackingStorage().close();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The first error is the one to report.
    }
  }
}
