// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.features.LayerCatalog;
import org.retrograde.arrays.NpyHeader;
import org.retrograde.arrays.NpzFile;

/**
 * The features of images, as {@code features} writes them: {@code [images, features]} or {@code
 * [images, steps, features]} a layer, and the images' ids, files or labels.
 *
 * <p>Arrays are read in parts; none of them has to fit into memory.
 */
public final class FeatureFile implements AutoCloseable {

  private static final List<String> NAMES = List.of("ids", "files");
  private static final String LABELS = "labels";
  private static final long STEP_MILLISECONDS = 10;

  private final Path file;
  private final NpzFile arrays;

  private FeatureFile(Path file, NpzFile arrays) {
    this.file = file;
    this.arrays = arrays;
  }

  /**
   * A layer in the file.
   *
   * @param name its name
   * @param images the number of rows
   * @param features how many values it has for an image in one step
   * @param steps the steps; one, 0, for a layer that is not unrolled in time
   * @param driven whether the image can have reached the layer in each step
   * @param unrolled whether the array has an axis of steps
   */
  public record Layer(
      String name,
      int images,
      int features,
      List<Integer> steps,
      List<Boolean> driven,
      boolean unrolled) {

    /** Copies the lists. */
    public Layer {
      steps = List.copyOf(steps);
      driven = List.copyOf(driven);
    }

    /**
     * Says when a step begins.
     *
     * @param place the place of the step, from 0
     * @return milliseconds after the image's onset
     */
    public long milliseconds(int place) {
      return STEP_MILLISECONDS * steps.get(place);
    }
  }

  /**
   * Opens a file.
   *
   * @param file an {@code .npz} file
   * @return the file, to be closed
   * @throws RetrogradeException if it is missing, or has no layer
   */
  public static FeatureFile open(Path file) {
    FeatureFile opened = new FeatureFile(file, NpzFile.open(file));
    if (opened.layers().isEmpty()) {
      opened.close();
      throw RetrogradeException.usage(
          new Problem(
              file.toString(),
              "no array of numbers with two or three axes",
              "[images, features] or [images, steps, features] for each layer",
              "write it with the command features"));
    }
    return opened;
  }

  /**
   * Returns the layers.
   *
   * @return by name, in the file's order
   */
  public Map<String, Layer> layers() {
    Map<String, Layer> layers = new LinkedHashMap<>();
    arrays
        .arrays()
        .forEach(
            (name, header) -> {
              int axes = header.shape().size();
              if ((axes == 2 || axes == 3) && arrays.type(name).isNumber()) {
                layers.put(name, layer(name, header));
              }
            });
    return layers;
  }

  private Layer layer(String name, NpyHeader header) {
    List<Long> shape = header.shape();
    boolean unrolled = shape.size() == 3;
    int count = unrolled ? Math.toIntExact(shape.get(1)) : 1;
    List<Integer> steps = IntStream.range(0, count).boxed().toList();
    List<Boolean> driven = steps.stream().map(step -> true).toList();
    if (unrolled && arrays.arrays().containsKey(name + ".steps")) {
      steps = ints(name + ".steps", count);
    }
    if (unrolled && arrays.arrays().containsKey(name + ".driven")) {
      driven = ints(name + ".driven", count).stream().map(flag -> flag != 0).toList();
    }
    return new Layer(
        name,
        Math.toIntExact(shape.get(0)),
        Math.toIntExact(shape.get(shape.size() - 1)),
        steps,
        driven,
        unrolled);
  }

  private List<Integer> ints(String name, int count) {
    List<Integer> values = ints(name);
    if (values.size() != count) {
      throw refusal(
          name, values.size() + " values", count + ", one for each step", "write the file again");
    }
    return values;
  }

  private RetrogradeException refusal(String array, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(file + ": " + array, found, expected, advice));
  }

  private List<Integer> ints(String name) {
    List<Integer> values = new ArrayList<>();
    for (long value : arrays.wholes(name)) {
      values.add(Math.toIntExact(value));
    }
    return values;
  }

  /**
   * Returns the images' names.
   *
   * @return the array {@code ids}, else {@code files}; empty if the file has neither
   * @throws RetrogradeException if a layer has not as many rows
   */
  public Optional<List<String>> names() {
    return NAMES.stream().filter(arrays.arrays()::containsKey).findFirst().map(this::names);
  }

  /**
   * Returns the images' names, which must be there.
   *
   * @return as {@link #names}
   * @throws RetrogradeException if the file has none
   */
  public List<String> requireNames() {
    return names()
        .orElseThrow(
            () ->
                RetrogradeException.usage(
                    new Problem(
                        file.toString(),
                        "rows without names",
                        "an array 'ids' or 'files' that says which stimulus each row answers",
                        "write the features again with --images, or add the array")));
  }

  /**
   * Finds layers by name.
   *
   * @param names their names, or {@link LayerCatalog#ALL} alone
   * @param settings how the user wrote them
   * @param key the setting's name
   * @return the layers
   * @throws RetrogradeException if there is none of a name
   */
  public List<Layer> choose(List<String> names, SettingNames settings, String key) {
    Map<String, Layer> all = layers();
    if (names.equals(List.of(LayerCatalog.ALL))) {
      return List.copyOf(all.values());
    }
    List<Layer> chosen = new ArrayList<>();
    for (String name : names) {
      // Files have '.' where layers have '/'.
      Layer layer = all.get(name.replace('/', '.'));
      if (layer == null) {
        throw RetrogradeException.usage(
            new Problem(
                settings.where(key),
                "'" + name + "'",
                "some of " + String.join(", ", all.keySet()),
                "write for example " + settings.written(key, all.keySet().iterator().next())));
      }
      chosen.add(layer);
    }
    return chosen;
  }

  private List<String> names(String array) {
    List<String> names = arrays.texts(array);
    for (Layer layer : layers().values()) {
      if (layer.images() != names.size()) {
        throw refusal(
            array,
            names.size() + " names for the " + layer.images() + " rows of '" + layer.name() + "'",
            "a name for each row",
            "write all arrays of the file for the same images");
      }
    }
    return names;
  }

  /** What is on the images of a class. */
  static String object(int label) {
    return "class " + label;
  }

  /**
   * Returns what is on the images, as far as the file says.
   *
   * @return {@code class 3} for images of a dataset; empty without labels
   */
  public Optional<List<String>> objects() {
    return arrays.arrays().containsKey(LABELS)
        ? Optional.of(ints(LABELS).stream().map(FeatureFile::object).toList())
        : Optional.empty();
  }

  /**
   * Reads some features of an image.
   *
   * @param layer the layer
   * @param image the row, from 0
   * @param step the place of the step, from 0
   * @param from the first feature
   * @param count how many
   * @return the values
   */
  double[] read(Layer layer, int image, int step, int from, int count) {
    long row = (long) image * layer.steps().size() + step;
    return arrays.numbers(layer.name(), row * layer.features() + from, count);
  }

  /**
   * Returns where the features come from.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  @Override
  public void close() {
    arrays.close();
  }
}
