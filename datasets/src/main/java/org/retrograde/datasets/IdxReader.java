// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;

/**
 * Reads IDX files of unsigned bytes, the format of MNIST (LeCun, Cortes and Burges): a magic
 * number, the length of each axis (all big-endian, 32 bits), then the values.
 */
final class IdxReader {

  /** Unsigned bytes on three axes: images, rows, columns. */
  static final int IMAGES_MAGIC = 0x803;

  /** Unsigned bytes on one axis: labels. */
  static final int LABELS_MAGIC = 0x801;

  private static final int LABELS_HEADER_BYTES = 8;
  private static final int LONGEST_SIDE = 1 << 15;
  // The longest array that every Java virtual machine grants.
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private IdxReader() {}

  /** Reads images and their labels. */
  static InMemorySplit split(DataFile imageFile, DataFile labelFile, int classes) {
    IdxImages images = images(imageFile);
    byte[] labels = labels(labelFile, classes);
    if (labels.length != images.count()) {
      throw RetrogradeException.usage(
          new Problem(
              labelFile.name() + ", byte 4",
              labels.length + " labels",
              images.count() + " labels, one for each image of " + imageFile.name(),
              "get both files from one place"));
    }
    return new InMemorySplit(images.shape(), images.pixels(), labels);
  }

  /** Reads images. */
  static IdxImages images(DataFile file) {
    return reading(file, IdxReader::images);
  }

  /** Reads labels, each from 0 to classes - 1. */
  static byte[] labels(DataFile file, int classes) {
    return reading(file, stream -> labels(stream, classes));
  }

  private static IdxImages images(IdxStream stream) throws IOException {
    requireMagic(stream, IMAGES_MAGIC, "images");
    int count = length(stream, "images", MOST_VALUES);
    int height = length(stream, "rows", LONGEST_SIDE);
    int width = length(stream, "columns", LONGEST_SIDE);
    long values = (long) count * height * width;
    if (values > MOST_VALUES) {
      throw stream.wrong(
          4, values + " pixels", "at most " + MOST_VALUES, "split the file or shrink the images");
    }
    byte[] pixels = stream.read((int) values, count + " images of " + height + " x " + width);
    stream.requireEnd();
    return new IdxImages(new ImageShape(height, width, 1), count, pixels);
  }

  private static byte[] labels(IdxStream stream, int classes) throws IOException {
    requireMagic(stream, LABELS_MAGIC, "labels");
    int count = length(stream, "labels", MOST_VALUES);
    byte[] labels = stream.read(count, count + " labels");
    stream.requireEnd();
    for (int i = 0; i < count; i++) {
      requireInRange(stream, i, Byte.toUnsignedInt(labels[i]), classes);
    }
    return labels;
  }

  private static void requireMagic(IdxStream stream, int magic, String what) throws IOException {
    long found = stream.readNumber("the magic number");
    if (found != magic) {
      throw stream.wrong(
          0,
          String.format("magic number 0x%08x%s", found, meaning(found)),
          String.format("0x%08x, which marks %s of unsigned bytes", magic, what),
          "check that this is the IDX file of the " + what);
    }
  }

  private static String meaning(long magic) {
    if (magic == IMAGES_MAGIC) {
      return " (images)";
    }
    return magic == LABELS_MAGIC ? " (labels)" : "";
  }

  private static int length(IdxStream stream, String what, int most) throws IOException {
    long at = stream.position();
    long found = stream.readNumber("the number of " + what);
    if (found < 1 || found > most) {
      throw stream.wrong(at, found + " " + what, "from 1 to " + most, "get the file again");
    }
    return (int) found;
  }

  private static void requireInRange(IdxStream stream, int item, int label, int classes) {
    if (label >= classes) {
      throw RetrogradeException.usage(
          new Problem(
              stream.place("label " + item + " at byte " + (LABELS_HEADER_BYTES + item)),
              "class " + label,
              "a class from 0 to " + (classes - 1),
              "check that the file belongs to this dataset"));
    }
  }

  private interface Body<T> {
    T read(IdxStream stream) throws IOException;
  }

  private static <T> T reading(DataFile file, Body<T> body) {
    try (IdxStream stream = IdxStream.open(file)) {
      return body.read(stream);
    } catch (ZipException | EOFException e) {
      throw RetrogradeException.usage(
          new Problem(
              file.name() + ", byte 0",
              IdxStream.damage(e),
              "intact gzip data",
              "get the file again, it was damaged or cut short"));
    } catch (IOException e) {
      throw RetrogradeException.failure(
          new Problem(
              file.name(), e.toString(), "a readable file", "check the file and its permissions"),
          e);
    }
  }
}
