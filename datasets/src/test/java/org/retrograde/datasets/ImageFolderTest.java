// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.datasets.Problems.assertParts;
import static org.retrograde.datasets.Problems.usage;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.graph.ImageShape;

/** Expected pixels are those of Pillow 9.4. */
final class ImageFolderTest {

  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  @TempDir private Path folder;

  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int first = (y * WIDTH + x) * 3;
        image.setRGB(x, y, value(first) << 16 | value(first + 1) << 8 | value(first + 2));
      }
    }
    return image;
  }

  private static int value(int i) {
    return (i * i * 7 + i * 13) & 0xFF;
  }

  private void save(BufferedImage image, String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, folder.resolve(name).toFile())).isTrue();
  }

  private int[] pixels(int index, int height, int width, int channels) {
    ImageShape shape = new ImageShape(height, width, channels);
    float[] values = new float[shape.size()];
    ImageFolder.open(folder, shape).copyImage(index, values, 0);
    int[] pixels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = Math.round(values[i] * 255);
    }
    return pixels;
  }

  @Test
  void colours_are_read_as_stored() throws IOException {
    save(image(BufferedImage.TYPE_INT_RGB), "a.png");
    assertThat(pixels(0, HEIGHT, WIDTH, 3))
        .containsExactly(
            java.util.stream.IntStream.range(0, 105).map(ImageFolderTest::value).toArray());
  }

  @Test
  void an_image_is_made_smaller_and_stretched_as_pillow_does() throws IOException {
    save(image(BufferedImage.TYPE_INT_RGB), "a.png");
    assertThat(pixels(0, 3, 4, 3))
        .containsExactly(
            81, 92, 153, 104, 165, 138, 132, 107, 107, 168, 178, 145, 133, 102, 155, 134, 106, 173,
            131, 152, 101, 133, 174, 66, 107, 105, 145, 86, 73, 96, 131, 119, 89, 106, 95, 47);
    assertThat(pixels(0, 8, 3, 3))
        .containsExactly(
            60, 116, 131, 141, 106, 131, 201, 181, 175, 92, 117, 149, 113, 135, 130, 159, 156, 127,
            134, 118, 171, 83, 169, 131, 109, 129, 66, 131, 104, 158, 128, 134, 148, 137, 181, 73,
            138, 88, 166, 145, 123, 138, 140, 180, 72, 153, 71, 195, 134, 136, 99, 118, 125, 63,
            104, 90, 128, 106, 98, 102, 113, 107, 51, 64, 107, 73, 85, 67, 108, 111, 97, 42);
  }

  @Test
  void colours_become_their_luma_for_a_network_of_one_channel() throws IOException {
    save(image(BufferedImage.TYPE_INT_RGB), "a.png");
    assertThat(pixels(0, HEIGHT, WIDTH, 1))
        .containsExactly(
            18, 154, 131, 113, 86, 214, 213, 81, 152, 166, 156, 93, 79, 162, 145, 103, 81, 156, 130,
            201, 171, 117, 84, 147, 109, 168, 126, 60, 165, 65, 16, 92, 115, 81, 100);
  }

  @Test
  void grey_values_are_read_as_stored_in_one_channel_or_three() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 128);
    grey.getRaster().setSample(1, 0, 0, 7);
    save(grey, "a.png");
    // 16 bits
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 128 * 257);
    deep.getRaster().setSample(1, 0, 0, 7 * 257);
    save(deep, "b.png");
    assertThat(pixels(0, 1, 2, 1)).containsExactly(128, 7);
    assertThat(pixels(1, 1, 2, 1)).containsExactly(128, 7);
    assertThat(pixels(1, 1, 2, 3)).containsExactly(128, 128, 128, 7, 7, 7);
  }

  @Test
  void files_are_sorted_by_path_and_others_counted() throws IOException {
    for (String name : new String[] {"b.png", "a/z.jpg", "a.bmp", "c.GIF", ".hidden.png"}) {
      save(image(BufferedImage.TYPE_INT_RGB), name);
    }
    Files.writeString(folder.resolve("labels.txt"), "no image");
    ImageFolder images = ImageFolder.open(folder, new ImageShape(8, 8, 3));
    assertThat(images.names()).containsExactly("a.bmp", "a/z.jpg", "b.png", "c.GIF");
    assertThat(images.others()).isEqualTo(1);
    assertThat(images.size()).isEqualTo(4);
  }

  @Test
  void files_that_cannot_be_read_are_named_together() throws IOException {
    save(image(BufferedImage.TYPE_INT_RGB), "good.png");
    Files.writeString(folder.resolve("text.png"), "no image");
    Files.writeString(folder.resolve("empty.jpg"), "");
    assertParts(
        usage(() -> ImageFolder.open(folder, new ImageShape(8, 8, 3))),
        folder.toString(),
        "2 files that cannot be read (empty.jpg: no image of a known format; text.png: no image",
        "png, jpg",
        "remove or convert");
  }

  @Test
  void a_damaged_image_is_named_when_it_is_read() throws IOException {
    save(image(BufferedImage.TYPE_INT_RGB), "a.png");
    byte[] whole = Files.readAllBytes(folder.resolve("a.png"));
    Files.write(folder.resolve("a.png"), Arrays.copyOf(whole, whole.length / 2));
    assertParts(usage(() -> pixels(0, 4, 4, 3)), folder.toString(), "a.png", "png", "convert");
  }

  @Test
  void a_folder_without_images_is_refused() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "no image");
    assertParts(
        usage(() -> pixels(0, 4, 4, 3)), "images in", "none, among 1 files", "png", "folder");
    assertParts(
        usage(() -> ImageFolder.open(folder.resolve("missing"), new ImageShape(4, 4, 3))),
        "missing",
        "no way to read it",
        "a folder with images",
        "name another folder");
    assertParts(usage(() -> pixels(0, 4, 4, 2)), "images in", "2 channels", "1 or 3", "folder");
  }
}
