// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A dataset of which parts are read. What is chunked is read chunk by chunk here, because jHDF's
 * own slices take chunks from wrong places (0.9.4), and leave zeros where a chunk was never
 * written.
 */
final class HdfArray {

  /** Deflate, shuffle, Fletcher's checksum and LZF; the numbers are HDF5's. */
  private static final Set<Integer> KNOWN_FILTERS = Set.of(1, 2, 3, 32000);

  private static final String NO_CHUNK = "No chunk with offset";

  private final HdfInput input;
  private final Dataset dataset;
  private final List<Integer> shape;

  HdfArray(HdfInput input, Dataset dataset) {
    this.input = input;
    this.dataset = dataset;
    shape = IntStream.of(dataset.getDimensions()).boxed().toList();
  }

  Dataset dataset() {
    return dataset;
  }

  List<Integer> shape() {
    return shape;
  }

  String where() {
    return input.where() + ": " + dataset.getPath();
  }

  boolean isNumeric() {
    return dataset.getDataType() instanceof FixedPoint
        || dataset.getDataType() instanceof FloatingPoint;
  }

  boolean isFloating() {
    return dataset.getDataType() instanceof FloatingPoint;
  }

  /** The shape of the parts that cost least to read, each once. */
  List<Integer> piece() {
    if (dataset instanceof ChunkedDataset chunked) {
      List<Integer> piece = new ArrayList<>();
      int[] chunk = chunked.getChunkDimensions();
      for (int i = 0; i < shape.size(); i++) {
        piece.add(Math.min(chunk[i], shape.get(i)));
      }
      return piece;
    }
    return new Ranges(shape).piece();
  }

  /** All values of a small array of numbers, with missing ones NaN. */
  double[] numbers() {
    return shape.isEmpty() ? numbers(new Box(List.of(), List.of())) : numbers(Box.whole(shape));
  }

  double[] numbers(Box box) {
    if (!isNumeric()) {
      throw Refusal.of(
          where(),
          "elements of type " + dataset.getDataType().getClass().getSimpleName(),
          "floats of 32 or 64 bits, or whole numbers",
          "rewrite the file with xarray, data as float32");
    }
    ByteBuffer bytes = ByteBuffer.wrap(bytes(box));
    double[] numbers = new Numbers(dataset.getDataType()).decode(bytes, box.size());
    mask(numbers);
    return numbers;
  }

  /** Applies what netCDF says of fill values and scales. */
  private void mask(double[] numbers) {
    double scale = input.number(dataset, "scale_factor").orElse(1.0);
    double offset = input.number(dataset, "add_offset").orElse(0.0);
    Optional<Double> fill = input.number(dataset, "_FillValue");
    Optional<Double> missing = input.number(dataset, "missing_value");
    if (fill.isEmpty() && missing.isEmpty() && scale == 1 && offset == 0) {
      return;
    }
    double first = fill.orElse(Double.NaN);
    double second = missing.orElse(Double.NaN);
    for (int i = 0; i < numbers.length; i++) {
      boolean absent = numbers[i] == first || numbers[i] == second;
      numbers[i] = absent ? Double.NaN : numbers[i] * scale + offset;
    }
  }

  /** The bytes of a part, as the file encodes values. */
  byte[] bytes(Box box) {
    requireFilters();
    return HdfInput.reading(
        where(),
        () -> {
          if (dataset instanceof ChunkedDataset chunked) {
            return fromChunks(chunked, box);
          }
          return dataset instanceof ContiguousDataset contiguous
              ? fromRange(contiguous, box)
              : fromWhole(box);
        });
  }

  private void requireFilters() {
    List<PipelineFilterWithData> filters = HdfInput.reading(where(), dataset::getFilters);
    for (PipelineFilterWithData filter : filters) {
      if (!KNOWN_FILTERS.contains(filter.getId())) {
        throw Refusal.of(
            where(),
            "compression '" + filter.getName() + "'",
            "none, deflate (zlib, gzip) or LZF, with or without shuffle",
            "rewrite the file with xarray's to_netcdf and encoding zlib=True");
      }
    }
  }

  private int width() {
    return dataset.getDataType().getSize();
  }

  private byte[] fromChunks(ChunkedDataset chunked, Box box) {
    int width = width();
    byte[] part = new byte[Math.multiplyExact(box.size(), width)];
    List<Integer> grid = IntStream.of(chunked.getChunkDimensions()).boxed().toList();
    List<Integer> chunkShape = grid.subList(0, shape.size());
    for (Box cell : box.cells(chunkShape)) {
      List<Integer> origin = new ArrayList<>();
      for (int i = 0; i < shape.size(); i++) {
        origin.add(cell.from(i) / grid.get(i) * grid.get(i));
      }
      Box chunk = new Box(origin, chunkShape);
      byte[] values = chunk(chunked, chunk);
      Runs.copy(
          chunk,
          box,
          cell,
          (source, target, count) ->
              System.arraycopy(values, source * width, part, target * width, count * width));
    }
    return part;
  }

  private byte[] chunk(ChunkedDataset chunked, Box chunk) {
    int[] offset = chunk.from().stream().mapToInt(n -> n).toArray();
    try {
      return chunked.getDecompressedChunk(offset);
    } catch (HdfException e) {
      if (String.valueOf(e.getMessage()).startsWith(NO_CHUNK)) {
        return filled(chunk.size());
      }
      throw e;
    }
  }

  /** What was never written is the fill value, zero unless the file has another. */
  private byte[] filled(int count) {
    byte[] bytes = new byte[Math.multiplyExact(count, width())];
    Object fill = dataset.getFillValue();
    if (fill instanceof Number number && isNumeric()) {
      byte[] one = new Numbers(dataset.getDataType()).encode(number);
      for (int i = 0; i < bytes.length; i += one.length) {
        System.arraycopy(one, 0, bytes, i, one.length);
      }
    }
    return bytes;
  }

  private byte[] fromRange(ContiguousDataset contiguous, Box box) {
    int width = width();
    if (contiguous.isEmpty()) {
      return filled(box.size());
    }
    byte[] part = new byte[Math.multiplyExact(box.size(), width)];
    new Ranges(shape)
        .read(
            box,
            (first, rows, wanted) -> {
              byte[] read =
                  input.bytes(
                      contiguous.getDataAddress() + first * width,
                      Math.multiplyExact(rows.size(), width));
              Runs.copy(
                  rows,
                  box,
                  wanted,
                  (source, target, count) ->
                      System.arraycopy(read, source * width, part, target * width, count * width));
            });
    return part;
  }

  private byte[] fromWhole(Box box) {
    int width = width();
    ByteBuffer all = ((DatasetBase) dataset).getDataBuffer();
    byte[] values = new byte[all.remaining()];
    all.get(values);
    byte[] part = new byte[Math.multiplyExact(box.size(), width)];
    if (shape.isEmpty()) {
      return Arrays.copyOf(values, width);
    }
    Runs.copy(
        Box.whole(shape),
        box,
        box,
        (source, target, count) ->
            System.arraycopy(values, source * width, part, target * width, count * width));
    return part;
  }
}
