// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.retrograde.api.data.Split;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.ImageShape;

/**
 * The image files of a folder and its subfolders, sorted by path and read when they are asked for,
 * each resized to one shape. They have no labels: {@link #label} is 0.
 */
public final class ImageFolder implements Split {

  private static final Pattern IMAGE = Pattern.compile(".*\\.(png|jpe?g|bmp|gif|tiff?)");
  private static final int NAMED = 5;
  private static final float FULL_SCALE = 255;

  private final Path folder;
  private final List<String> names;
  private final int others;
  private final ImageShape shape;

  private ImageFolder(Path folder, List<String> names, int others, ImageShape shape) {
    this.folder = folder;
    this.names = List.copyOf(names);
    this.others = others;
    this.shape = shape;
  }

  /**
   * Looks for images: files that end in png, jpg, jpeg, bmp, gif, tif or tiff. Hidden ones are
   * passed over.
   *
   * @param folder the folder
   * @param shape what the network takes, of 1 channel (colours become their luma) or 3
   * @return the images
   * @throws RetrogradeException if there is no such folder, no image in it, or one that cannot be
   *     read; all that have no readable head are named
   */
  public static ImageFolder open(Path folder, ImageShape shape) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw problem(
          folder, "images, for a network that takes " + shape.channels() + " channels", "1 or 3");
    }
    List<String> files = files(folder);
    List<String> images =
        files.stream().filter(f -> IMAGE.matcher(f.toLowerCase(Locale.ROOT)).matches()).toList();
    if (images.isEmpty()) {
      throw problem(
          folder,
          "none, among " + files.size() + " files",
          "at least one png, jpg, bmp, gif or tif");
    }
    requireReadable(folder, images);
    return new ImageFolder(folder, images, files.size() - images.size(), shape);
  }

  /**
   * Returns what the images are called.
   *
   * @return their paths below the folder with '/' between the parts, sorted
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns how many files are no images by their names.
   *
   * @return at least 0
   */
  public int others() {
    return others;
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int label(int index) {
    return 0;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RetrogradeException if the file is damaged
   */
  @Override
  public void copyImage(int index, float[] target, int offset) {
    try {
      byte[] pixels = ImageFile.read(folder.resolve(names.get(index)), shape);
      for (int i = 0; i < pixels.length; i++) {
        target[offset + i] = Byte.toUnsignedInt(pixels[i]) / FULL_SCALE;
      }
    } catch (IOException e) {
      throw unreadable(folder, Map.of(names.get(index), String.valueOf(e.getMessage())));
    }
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(
              file ->
                  Stream.iterate(file, Path::getParent)
                      .limit(file.getNameCount())
                      .noneMatch(part -> part.getFileName().toString().startsWith(".")))
          .map(file -> file.toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw problem(folder, "no way to read it (" + e + ")", "a folder with images");
    }
  }

  private static void requireReadable(Path folder, List<String> images) {
    Map<String, String> bad = new TreeMap<>();
    for (String image : images) {
      try {
        ImageFile.requireImage(folder.resolve(image));
      } catch (IOException e) {
        bad.put(image, String.valueOf(e.getMessage()));
      }
    }
    if (!bad.isEmpty()) {
      throw unreadable(folder, bad);
    }
  }

  private static RetrogradeException unreadable(Path folder, Map<String, String> bad) {
    List<String> named = new ArrayList<>();
    bad.entrySet().stream()
        .limit(NAMED)
        .forEach(file -> named.add(file.getKey() + ": " + file.getValue()));
    String more = bad.size() > NAMED ? "; and " + (bad.size() - NAMED) + " more" : "";
    return RetrogradeException.usage(
        new Problem(
            folder.toString(),
            bad.size() + " files that cannot be read (" + String.join("; ", named) + more + ")",
            "images that this Java reads: png, jpg, bmp, gif, tif",
            "remove or convert them"));
  }

  private static RetrogradeException problem(Path folder, String found, String expected) {
    return RetrogradeException.usage(
        new Problem("images in " + folder, found, expected, "name another folder"));
  }
}
