// SPDX-License-Identifier: Apache-2.0

package org.retrograde.arrays;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * NetCDF-4: an HDF5 file (HDF5 File Format Specification 3.0, superblock 0) in which every axis is
 * a dimension scale (HDF5 Dimension Scale Specification) attached to the arrays that have it, as
 * netCDF-C, xarray and MATLAB expect.
 *
 * <p>Values lie contiguous and uncompressed, so that any part can be read without the rest.
 */
public final class NetcdfFormat implements ArrayFormat {

  private static final long SUPERBLOCK = 96;
  private static final int MOST_OBJECTS = 4000;
  private static final String BARE_DIMENSION =
      "This is a netCDF dimension but not a netCDF variable.";

  private final Map<String, String> attributes;
  private final Map<String, Map<String, String>> attributesOfArrays = new LinkedHashMap<>();

  /**
   * The format.
   *
   * @param attributes what the file as a whole says of itself
   */
  public NetcdfFormat(Map<String, String> attributes) {
    this(attributes, Map.of());
  }

  /**
   * The format.
   *
   * @param attributes what the file as a whole says of itself
   * @param ofArrays by an array's name what it says of itself, besides its description
   */
  public NetcdfFormat(Map<String, String> attributes, Map<String, Map<String, String>> ofArrays) {
    this.attributes = new LinkedHashMap<>(attributes);
    ofArrays.forEach((name, own) -> attributesOfArrays.put(name, new LinkedHashMap<>(own)));
  }

  @Override
  public int width(ElementType type) {
    return switch (type.kind()) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT64, INT64 -> Long.BYTES;
      case UINT8 -> 1;
      case TEXT -> type.length();
    };
  }

  @Override
  public byte[] encode(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] prefix(ArraySpec array) {
    return new byte[0];
  }

  /** Headers do not change their length with the addresses in them, so they are made twice. */
  @Override
  public Layout layout(List<ArraySpec> arrays) {
    List<Thing> things = things(arrays);
    Hdf5Group group = new Hdf5Group(things.stream().map(Thing::name).sorted().toList());
    Addresses unknown = new Addresses(things);
    long heap = SUPERBLOCK + rootHeader(0, 0).length + group.length();
    long next = heap + references(things, unknown).length;
    Addresses known = new Addresses(things);
    known.heap = heap;
    for (Thing thing : things) {
      known.headers.put(thing.name(), next);
      next += header(thing, things, unknown).length;
    }
    for (ArraySpec array : arrays) {
      known.values.put(array.name(), next);
      next += (array.size() * width(array.type()) + 7) / 8 * 8;
    }
    return new Layout(blocks(things, group, known, next), known.values);
  }

  @Override
  public List<Block> end(List<ArraySpec> arrays, Layout layout, Map<String, Integer> checksums) {
    return List.of();
  }

  /** A dataset: an array, or an axis without values of its own. */
  private record Thing(String name, int dimension, long length, List<ArraySpec> values) {

    static final int NO_DIMENSION = -1;

    boolean isDimension() {
      return dimension != NO_DIMENSION;
    }

    boolean isArray() {
      return !values.isEmpty();
    }

    ArraySpec array() {
      return values.get(0);
    }
  }

  /** Where things lie; all at 0 as long as nobody knows. */
  private static final class Addresses {
    private final Map<String, Long> headers = new LinkedHashMap<>();
    private final Map<String, Long> values = new LinkedHashMap<>();
    private long heap;

    Addresses(List<Thing> things) {
      things.forEach(thing -> headers.put(thing.name(), 0L));
    }

    long header(String name) {
      return Objects.requireNonNull(headers.get(name), name);
    }

    long values(String name) {
      return values.getOrDefault(name, 0L);
    }
  }

  private static List<Thing> things(List<ArraySpec> specs) {
    List<ArraySpec> arrays = specs.stream().map(NetcdfFormat::asCharacters).toList();
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (ArraySpec array : arrays) {
      for (int i = 0; i < array.shape().size(); i++) {
        Long known = lengths.putIfAbsent(array.dimensions().get(i), array.shape().get(i));
        if (known != null && !known.equals(array.shape().get(i))) {
          throw new IllegalArgumentException(
              "dimension '" + array.dimensions().get(i) + "' has two lengths");
        }
      }
    }
    List<Thing> things = new ArrayList<>();
    List<String> dimensions = List.copyOf(lengths.keySet());
    for (String name : dimensions) {
      List<ArraySpec> own =
          arrays.stream().filter(a -> a.isCoordinate() && a.name().equals(name)).toList();
      long length = Objects.requireNonNull(lengths.get(name));
      things.add(new Thing(name, dimensions.indexOf(name), length, own));
    }
    arrays.stream()
        .filter(array -> !array.isCoordinate())
        .forEach(
            array -> things.add(new Thing(array.name(), Thing.NO_DIMENSION, 0, List.of(array))));
    requireWritable(things);
    return things;
  }

  /** Texts have an axis of characters, since netCDF-C fails with HDF5's texts of fixed length. */
  private static ArraySpec asCharacters(ArraySpec array) {
    if (array.type().kind() != ElementType.Kind.TEXT) {
      return array;
    }
    List<Long> shape = new ArrayList<>(array.shape());
    List<String> dimensions = new ArrayList<>(array.dimensions());
    shape.add((long) array.type().length());
    dimensions.add(array.name() + ".length");
    return new ArraySpec(array.name(), ElementType.text(1), shape, dimensions, array.description());
  }

  private static void requireWritable(List<Thing> things) {
    long names = things.stream().map(Thing::name).distinct().count();
    boolean slash = things.stream().anyMatch(thing -> thing.name().contains("/"));
    if (things.size() > MOST_OBJECTS || names < things.size() || slash) {
      throw new IllegalArgumentException(
          "there are at most "
              + MOST_OBJECTS
              + " arrays and axes, with names of their own and without '/', found "
              + things.stream().map(Thing::name).toList());
    }
  }

  private List<Block> blocks(
      List<Thing> things, Hdf5Group group, Addresses addresses, long length) {
    long groupAddress = SUPERBLOCK + rootHeader(0, 0).length;
    long tree = group.tree(groupAddress);
    long names = group.names(groupAddress);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block(0, superblock(group, tree, names, length)));
    blocks.add(new Block(SUPERBLOCK, rootHeader(tree, names)));
    blocks.add(new Block(groupAddress, group.encoded(groupAddress, addresses::header)));
    blocks.add(new Block(addresses.heap, references(things, addresses)));
    for (Thing thing : things) {
      blocks.add(new Block(addresses.header(thing.name()), header(thing, things, addresses)));
    }
    // The file is as long as its superblock says, even if the last array needs no values.
    blocks.add(new Block(length - 1, new byte[1]));
    return blocks;
  }

  private static byte[] superblock(Hdf5Group group, long tree, long names, long length) {
    return new LittleEndian()
        .one(0x89)
        .text("HDF\r\n")
        .one(0x1A)
        .text("\n")
        .zeros(5)
        .one(8, 8, 0)
        .two(group.leafRank())
        .two(Hdf5Group.TREE_RANK)
        .zeros(4)
        .eight(0)
        .eight(-1)
        .eight(length)
        .eight(-1)
        .eight(0)
        .eight(SUPERBLOCK)
        .four(1)
        .four(0)
        .eight(tree)
        .eight(names)
        .bytes();
  }

  private byte[] rootHeader(long tree, long names) {
    List<Hdf5Message> messages = new ArrayList<>();
    messages.add(Hdf5Message.symbolTable(tree, names));
    attributes.forEach((name, value) -> messages.add(Hdf5Message.text(name, value)));
    return Hdf5Message.header(messages);
  }

  private byte[] header(Thing thing, List<Thing> things, Addresses addresses) {
    List<Hdf5Message> messages = new ArrayList<>();
    if (thing.isArray()) {
      ArraySpec array = thing.array();
      messages.add(Hdf5Message.dataspace(array.shape()));
      messages.add(Hdf5Message.datatype(Hdf5Message.typeOf(array.type())));
      messages.add(Hdf5Message.noFillValue());
      messages.add(
          Hdf5Message.contiguous(
              addresses.values(thing.name()), array.size() * width(array.type())));
      if (array.type().kind() == ElementType.Kind.TEXT) {
        messages.add(Hdf5Message.text("_Encoding", "utf-8"));
      }
      if (!array.description().isEmpty()) {
        messages.add(Hdf5Message.text("long_name", array.description()));
      }
    } else {
      messages.add(Hdf5Message.dataspace(List.of(thing.length())));
      messages.add(Hdf5Message.datatype(Hdf5Message.typeOf(ElementType.FLOAT32)));
      messages.add(Hdf5Message.noFillValue());
      messages.add(Hdf5Message.unallocated(thing.length() * Float.BYTES));
    }
    attributesOfArrays
        .getOrDefault(thing.name(), Map.of())
        .forEach((name, value) -> messages.add(Hdf5Message.text(name, value)));
    if (thing.isDimension()) {
      messages.addAll(scale(thing, things, addresses));
    } else if (!thing.array().shape().isEmpty()) {
      messages.add(axes(thing.array(), things, addresses));
    }
    return Hdf5Message.header(messages);
  }

  /** What makes a dataset a dimension scale, and the arrays that it is attached to. */
  private static List<Hdf5Message> scale(Thing thing, List<Thing> things, Addresses addresses) {
    List<Hdf5Message> messages = new ArrayList<>();
    messages.add(Hdf5Message.text("CLASS", "DIMENSION_SCALE"));
    String bare = BARE_DIMENSION + String.format("%10d", thing.length());
    messages.add(Hdf5Message.text("NAME", thing.isArray() ? thing.name() : bare));
    messages.add(Hdf5Message.int32("_Netcdf4Dimid", thing.dimension()));
    LittleEndian users = new LittleEndian();
    long count = 0;
    for (Thing other : things) {
      if (!other.isDimension()) {
        List<String> axes = other.array().dimensions();
        for (int i = 0; i < axes.size(); i++) {
          if (axes.get(i).equals(thing.name())) {
            users.eight(addresses.header(other.name())).four(i).four(0);
            count++;
          }
        }
      }
    }
    if (count > 0) {
      messages.add(
          Hdf5Message.attribute(
              "REFERENCE_LIST", Hdf5Message.datasetAndAxis(), List.of(count), users.bytes()));
    }
    return messages;
  }

  /** For each axis a list of one: its scale, which the heap of references holds. */
  private static Hdf5Message axes(ArraySpec array, List<Thing> things, Addresses addresses) {
    List<String> dimensions =
        things.stream()
            .filter(Thing::isDimension)
            .sorted(Comparator.comparing(Thing::dimension))
            .map(Thing::name)
            .toList();
    LittleEndian lists = new LittleEndian();
    for (String axis : array.dimensions()) {
      lists.four(1).eight(addresses.heap).four(1 + dimensions.indexOf(axis));
    }
    return Hdf5Message.attribute(
        "DIMENSION_LIST",
        Hdf5Message.referenceLists(),
        List.of((long) array.dimensions().size()),
        lists.bytes());
  }

  /** A global heap with a reference to each scale, numbered from 1. */
  private static byte[] references(List<Thing> things, Addresses addresses) {
    LittleEndian objects = new LittleEndian();
    things.stream()
        .filter(Thing::isDimension)
        .forEach(
            thing ->
                objects
                    .two(1 + thing.dimension())
                    .two(1)
                    .four(0)
                    .eight(Hdf5Message.REFERENCE_BYTES)
                    .eight(addresses.header(thing.name())));
    int smallest = 4096;
    int length = Math.max(smallest, 16 + objects.size() + 16);
    int free = length - 16 - objects.size();
    return new LittleEndian()
        .text("GCOL")
        .one(1, 0, 0, 0)
        .eight(length)
        .raw(objects.bytes())
        .zeros(8)
        .eight(free)
        .zeros(free - 16)
        .bytes();
  }
}
