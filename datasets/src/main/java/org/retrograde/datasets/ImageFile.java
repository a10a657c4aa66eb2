// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.retrograde.api.graph.ImageShape;

/** Reads one image file; transparency is passed over. */
final class ImageFile {

  private static final int GREY = 1;

  private ImageFile() {}

  /** Something read from a file by the reader that knows its format. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /**
   * Decodes an image and resizes it.
   *
   * @param shape the wanted shape, of 1 channel (the luma of Rec. 601 where the file has colours)
   *     or 3 (red, green, blue)
   * @return {@code [height, width, channels]}, from 0 to 255
   * @throws IOException if the file cannot be read, or is no image
   */
  static byte[] read(Path file, ImageShape shape) throws IOException {
    BufferedImage image = with(file, reader -> reader.read(0));
    byte[] pixels =
        isGrey(image) ? grey(image, shape.channels()) : colours(image, shape.channels());
    ImageShape own = new ImageShape(image.getHeight(), image.getWidth(), shape.channels());
    return own.equals(shape)
        ? pixels
        : new Resampling(own, shape.height(), shape.width()).resize(pixels);
  }

  /**
   * Reads no more than the file's head.
   *
   * @throws IOException if it is no image
   */
  static void requireImage(Path file) throws IOException {
    with(file, reader -> reader.getWidth(0) * reader.getHeight(0));
  }

  /** Readers of formats throw all sorts of things at damaged files. */
  private static <T> T with(Path file, Reading<T> reading) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      if (input == null) {
        throw new IOException("cannot be opened");
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new IOException("no image of a known format");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        return reading.from(reader);
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) {
      throw new IOException("damaged (" + e + ")", e);
    }
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel() instanceof ComponentColorModel model
        && model.getNumColorComponents() == GREY;
  }

  /** As stored: Java's own conversion to RGB takes grey values for linear, which they are not. */
  private static byte[] grey(BufferedImage image, int channels) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    double full = (1L << raster.getSampleModel().getSampleSize(0)) - 1.0;
    byte[] pixels = new byte[image.getHeight() * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      int place = i / channels;
      int sample = raster.getSample(place % width, place / width, 0);
      pixels[i] = (byte) Math.round(sample * 255 / full);
    }
    return pixels;
  }

  private static byte[] colours(BufferedImage image, int channels) {
    int[] packed =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] pixels = new byte[packed.length * channels];
    for (int i = 0; i < packed.length; i++) {
      int red = packed[i] >> 16 & 0xFF;
      int green = packed[i] >> 8 & 0xFF;
      int blue = packed[i] & 0xFF;
      if (channels == GREY) {
        pixels[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
      } else {
        pixels[channels * i] = (byte) red;
        pixels[channels * i + 1] = (byte) green;
        pixels[channels * i + 2] = (byte) blue;
      }
    }
    return pixels;
  }
}
