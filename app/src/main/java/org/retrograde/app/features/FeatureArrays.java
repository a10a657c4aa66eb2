// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.ElementType;

/**
 * The arrays of a layer in a file.
 *
 * @param layer the layer
 * @param reducer what is done to its output
 */
record FeatureArrays(FeatureLayer layer, Reduction.Reducer reducer) {

  private static final String IMAGE = "image";
  private static final String FILES = "files";
  private static final String LABELS = "labels";
  private static final String IDS = "ids";

  /** The layer's name; '/' would mean a group to netCDF. */
  String name() {
    return layer.name().replace('/', '.');
  }

  List<ArraySpec> specs(long images) {
    List<ArraySpec> specs = new ArrayList<>();
    specs.add(features(images));
    if (layer.unrolled()) {
      specs.add(ofSteps("steps", ElementType.INT64, "steps of 10 ms since the image's onset"));
      specs.add(
          ofSteps(
              "milliseconds", ElementType.INT64, "when the steps begin after the onset, in ms"));
      specs.add(
          ofSteps(
              "driven",
              ElementType.UINT8,
              "1 where the image can have reached the layer, 0 where all images give the same"));
    }
    return specs;
  }

  private ArraySpec features(long images) {
    long features = reducer.features();
    String description = "output of layer " + layer.name() + ", per image " + layer.shape();
    return layer.unrolled()
        ? new ArraySpec(
            name(),
            ElementType.FLOAT32,
            List.of(images, (long) layer.moments().size(), features),
            List.of(IMAGE, name() + ".steps", name() + ".features"),
            description)
        : new ArraySpec(
            name(),
            ElementType.FLOAT32,
            List.of(images, features),
            List.of(IMAGE, name() + ".features"),
            description);
  }

  private ArraySpec ofSteps(String what, ElementType type, String description) {
    return new ArraySpec(
        name() + "." + what,
        type,
        List.of((long) layer.moments().size()),
        List.of(name() + ".steps"),
        description);
  }

  void writeSteps(ArrayFile file) {
    if (layer.unrolled()) {
      List<FeatureLayer.Moment> moments = layer.moments();
      file.append(
          name() + ".steps", moments.stream().mapToLong(FeatureLayer.Moment::step).toArray());
      file.append(
          name() + ".milliseconds",
          moments.stream().mapToLong(FeatureLayer.Moment::milliseconds).toArray());
      byte[] driven = new byte[moments.size()];
      for (int i = 0; i < driven.length; i++) {
        driven[i] = (byte) (moments.get(i).driven() ? 1 : 0);
      }
      file.append(name() + ".driven", driven);
    }
  }

  /** What the rows are: files; or ids, and with them classes. */
  static List<ArraySpec> about(FeatureImages images) {
    List<Long> shape = List.of((long) images.count());
    ElementType text = ElementType.text(longest(images.ids()));
    if (images.files().isPresent()) {
      return List.of(new ArraySpec(FILES, text, shape, List.of(IMAGE), "the images' files"));
    }
    return List.of(
        new ArraySpec(
            LABELS, ElementType.INT64, shape, List.of(IMAGE), "the images' classes, from 0"),
        new ArraySpec(
            IDS, text, shape, List.of(IMAGE), "the images' part of the dataset and place in it"));
  }

  private static int longest(List<String> names) {
    return names.stream()
        .mapToInt(name -> name.getBytes(StandardCharsets.UTF_8).length)
        .max()
        .orElse(1);
  }

  static void writeAbout(FeatureImages images, ArrayFile file) {
    if (images.files().isPresent()) {
      file.append(FILES, images.ids());
      return;
    }
    long[] labels = new long[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.split().label(i);
    }
    file.append(LABELS, labels);
    file.append(IDS, images.ids());
  }
}
