// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.retrograde.api.random.RandomStream;
import org.retrograde.arrays.ArrayFile;
import org.retrograde.arrays.ArraySpec;
import org.retrograde.arrays.ElementType;
import org.retrograde.arrays.NpzFormat;

/** Writes features of images as {@code features} does. */
public final class Features {

  private final List<ArraySpec> specs = new ArrayList<>();
  private final List<Consumer<ArrayFile>> values = new ArrayList<>();

  /** Numbers, {@code shape} of them. */
  public Features numbers(String name, double[] numbers, long... shape) {
    return add(name, ElementType.FLOAT64, shape, file -> file.append(name, numbers));
  }

  /** Numbers from a normal distribution, that the name stands for. */
  public Features random(String name, long... shape) {
    RandomStream random = RandomStream.of(1, name, 0);
    double[] numbers =
        new double[Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact))];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return numbers(name, numbers, shape);
  }

  /** Whole numbers along one axis. */
  public Features wholes(String name, long... numbers) {
    return add(
        name, ElementType.INT64, new long[] {numbers.length}, file -> file.append(name, numbers));
  }

  /** Texts along one axis. */
  public Features texts(String name, List<String> texts) {
    return add(
        name,
        ElementType.text(texts.stream().mapToInt(String::length).max().orElse(1)),
        new long[] {texts.size()},
        file -> file.append(name, texts));
  }

  private Features add(String name, ElementType type, long[] shape, Consumer<ArrayFile> writer) {
    List<String> axes = LongStream.of(shape).mapToObj(n -> name + specs.size() + "/" + n).toList();
    specs.add(new ArraySpec(name, type, LongStream.of(shape).boxed().toList(), axes, ""));
    values.add(writer);
    return this;
  }

  /** Writes the file. */
  public Path write(Path path) {
    try (ArrayFile file = ArrayFile.create(path, specs, new NpzFormat())) {
      values.forEach(writer -> writer.accept(file));
      file.commit();
    }
    return path;
  }
}
