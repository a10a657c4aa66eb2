// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;

class IdxReaderTest {

  private static final int CLASSES = 10;
  private static final byte[] TWO_IMAGES = Idx.images(2, 1, 3, Idx.bytes(1, 2, 3, 253, 254, 255));
  private static final byte[] TWO_LABELS = Idx.labels(2, Idx.bytes(0, 9));

  @Property
  void images_are_read_back_as_they_were_written(
      @ForAll @Size(12) byte[] pixels, @ForAll boolean packed) {
    byte[] bytes = Idx.images(2, 3, 2, pixels);
    IdxImages images = IdxReader.images(Idx.file(packed ? Idx.gzip(bytes) : bytes));
    assertThat(images.count()).isEqualTo(2);
    assertThat(images.shape()).isEqualTo(new ImageShape(3, 2, 1));
    assertThat(images.pixels()).isEqualTo(pixels);
  }

  @Property
  void labels_are_read_back_as_they_were_written(
      @ForAll @Size(min = 1, max = 300) byte[] labels, @ForAll boolean packed) {
    byte[] bytes = Idx.labels(labels.length, labels);
    assertThat(IdxReader.labels(Idx.file(packed ? Idx.gzip(bytes) : bytes), 256)).isEqualTo(labels);
  }

  @Test
  void a_file_larger_than_the_first_allocation_is_read_whole() {
    byte[] pixels = new byte[(1 << 24) + 1000];
    pixels[pixels.length - 1] = 42;
    byte[] bytes = Idx.images(1, 1 << 12, pixels.length >> 12, pixels);
    byte[] exact = Arrays.copyOf(bytes, 16 + (1 << 12) * (pixels.length >> 12));
    assertThat(IdxReader.images(Idx.file(exact)).pixels()).hasSize(exact.length - 16);
    byte[] tall = Idx.images(pixels.length / 8, 2, 4, pixels);
    assertThat(IdxReader.images(Idx.file(tall)).pixels()).isEqualTo(pixels);
  }

  @Test
  void labels_and_images_make_a_split() {
    InMemorySplit split = IdxReader.split(Idx.file(TWO_IMAGES), Idx.file(TWO_LABELS), CLASSES);
    assertThat(split.size()).isEqualTo(2);
    assertThat(split.label(1)).isEqualTo(9);
  }

  @Test
  void a_file_of_labels_is_no_file_of_images() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(TWO_LABELS))),
        "some-file, byte 0",
        "0x00000801 (labels)",
        "0x00000803, which marks images",
        "check that this is the IDX file of the images");
  }

  @Test
  void a_file_of_images_is_no_file_of_labels() {
    assertParts(
        usage(() -> IdxReader.labels(Idx.file(TWO_IMAGES), CLASSES)),
        "some-file, byte 0",
        "0x00000803 (images)",
        "0x00000801, which marks labels",
        "check that this is the IDX file of the labels");
  }

  @Test
  void an_unknown_magic_number_is_shown_in_hexadecimal() {
    byte[] png = Idx.bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10);
    assertParts(
        usage(() -> IdxReader.images(Idx.file(png))),
        "byte 0",
        "0x89504e47",
        "0x00000803",
        "check");
  }

  @Test
  void an_empty_file_is_called_empty() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file())),
        "some-file, byte 0",
        "an empty file",
        "4 more bytes for the magic number",
        "get the file again");
  }

  @Property
  void a_plain_file_cut_anywhere_is_truncated_there(
      @ForAll @IntRange(min = 1, max = 21) int length) {
    byte[] cut = Arrays.copyOf(TWO_IMAGES, length);
    assertParts(
        usage(() -> IdxReader.images(Idx.file(cut))),
        "some-file, byte " + length,
        "the end of the file",
        "more bytes for",
        "get the file again");
  }

  @Test
  void a_truncated_file_says_how_much_is_missing() {
    byte[] cut = Arrays.copyOf(TWO_IMAGES, 20);
    assertParts(
        usage(() -> IdxReader.images(Idx.file(cut))),
        "byte 20",
        "the end of the file",
        "2 more bytes for 2 images of 1 x 3",
        "get the file again");
  }

  @Property
  void a_gzip_file_cut_anywhere_ends_too_early(@ForAll @IntRange(min = 2, max = 40) int length) {
    byte[] packed = Idx.gzip(TWO_IMAGES);
    byte[] cut = Arrays.copyOf(packed, Math.min(length, packed.length - 1));
    assertParts(
        usage(() -> IdxReader.images(Idx.file(cut))),
        "some-file, byte ",
        "gzip data that end too early",
        "intact gzip data",
        "get the file again");
  }

  @Test
  void a_gzip_file_without_its_checksum_is_cut_at_its_end() {
    byte[] packed = Idx.gzip(TWO_IMAGES);
    byte[] cut = Arrays.copyOf(packed, packed.length - 1);
    assertParts(
        usage(() -> IdxReader.images(Idx.file(cut))),
        "some-file, byte 22 of the unpacked data",
        "gzip data that end too early",
        "intact gzip data",
        "get the file again");
  }

  @Test
  void a_gzip_file_with_a_wrong_checksum_is_damaged_at_its_end() {
    byte[] packed = Idx.gzip(TWO_IMAGES);
    packed[packed.length - 8] ^= 1;
    assertParts(
        usage(() -> IdxReader.images(Idx.file(packed))),
        "some-file, byte 22 of the unpacked data",
        "damaged gzip data (Corrupt GZIP trailer)",
        "intact gzip data",
        "get the file again");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytes_after_the_last_image_are_refused(boolean packed) {
    byte[] longer = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 5);
    assertParts(
        usage(() -> IdxReader.images(Idx.file(packed ? Idx.gzip(longer) : longer))),
        packed ? "byte 22 of the unpacked data" : "some-file, byte 22",
        "more bytes",
        "the end of the file",
        "correct the header");
  }

  @Test
  void bytes_after_the_last_label_are_refused() {
    byte[] longer = Arrays.copyOf(TWO_LABELS, TWO_LABELS.length + 1);
    assertParts(
        usage(() -> IdxReader.labels(Idx.file(longer), CLASSES)),
        "byte 10",
        "more bytes",
        "the end of the file",
        "header");
  }

  @Test
  void a_file_without_images_is_refused() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(0, 28, 28)))),
        "byte 4",
        "0 images",
        "from 1",
        "get the file again");
  }

  @Test
  void a_file_without_labels_is_refused() {
    assertParts(
        usage(() -> IdxReader.labels(Idx.file(Idx.labels(0)), CLASSES)),
        "byte 4",
        "0 labels",
        "from 1",
        "get the file again");
  }

  @Test
  void images_without_rows_are_refused() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(1, 0, 28)))),
        "byte 8",
        "0 rows",
        "from 1 to 32768",
        "get the file again");
  }

  @Test
  void images_of_absurd_width_are_refused() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(1, 1, -1)))),
        "byte 12",
        "4294967295 columns",
        "from 1 to 32768",
        "get the file again");
  }

  @Test
  void a_count_with_the_highest_bit_set_is_read_without_sign() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(-2, 1, 1)))),
        "byte 4",
        "4294967294 images",
        "from 1",
        "get the file again");
  }

  @Test
  void more_pixels_than_an_array_holds_are_refused() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(1 << 20, 1 << 10, 1 << 10)))),
        "byte 4",
        "1099511627776 pixels",
        "at most 2147483639",
        "split the file");
  }

  @Test
  void a_header_that_promises_too_much_costs_no_more_memory_than_the_file() {
    assertParts(
        usage(() -> IdxReader.images(Idx.file(Idx.images(2_000_000_000, 1, 1)))),
        "byte 16",
        "the end of the file",
        "2000000000 more bytes",
        "get the file again");
  }

  @Property
  void a_label_beyond_the_classes_is_named_by_index_and_byte(
      @ForAll @IntRange(min = 0, max = 4) int item,
      @ForAll @IntRange(min = 10, max = 255) int label) {
    byte[] labels = new byte[5];
    labels[item] = (byte) label;
    assertParts(
        usage(() -> IdxReader.labels(Idx.file(Idx.labels(5, labels)), CLASSES)),
        "some-file, label " + item + " at byte " + (8 + item),
        "class " + label,
        "a class from 0 to 9",
        "belongs to this dataset");
  }

  @Test
  void images_and_labels_must_be_equally_many() {
    DataFile threeLabels =
        new DataFile("labels-file", Idx.file(Idx.labels(3, Idx.bytes(0, 1, 2))).opener());
    assertParts(
        usage(() -> IdxReader.split(Idx.file(TWO_IMAGES), threeLabels, CLASSES)),
        "labels-file, byte 4",
        "3 labels",
        "2 labels, one for each image of some-file",
        "get both files from one place");
  }

  @Test
  void a_file_that_cannot_be_read_is_a_failure_with_its_cause() {
    DataFile missing = DataFile.of(Path.of("no-such-folder", "images"));
    RetrogradeException thrown =
        catchThrowableOfType(RetrogradeException.class, () -> IdxReader.images(missing));
    assertThat(thrown.kind()).isEqualTo(RetrogradeException.Kind.FAILURE);
    assertThat(thrown).hasCauseInstanceOf(IOException.class);
    assertParts(
        thrown.problem(), "images", "NoSuchFileException", "a readable file", "check the file");
  }

  @Test
  void a_resource_that_is_not_there_is_a_failure_that_names_it() {
    RetrogradeException thrown =
        catchThrowableOfType(
            RetrogradeException.class, () -> IdxReader.images(DataFile.resource("none.gz")));
    assertParts(
        thrown.problem(),
        "resource none.gz",
        "no resource none.gz",
        "a readable file",
        "check the file");
  }
}
