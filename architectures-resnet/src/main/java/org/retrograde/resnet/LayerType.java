// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The types of layer in a {@code sequential} network, with the keys that each takes. */
enum LayerType {
  CONV2D,
  DENSE,
  MAX_POOL,
  AVG_POOL,
  GLOBAL_AVG_POOL,
  BATCH_NORM,
  FLATTEN;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LayerType of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(LayerType::id).toList();
  }

  List<String> requiredKeys() {
    return switch (this) {
      case CONV2D -> List.of("filters", "kernel");
      case DENSE -> List.of("units");
      case MAX_POOL, AVG_POOL -> List.of("kernel");
      case GLOBAL_AVG_POOL, BATCH_NORM, FLATTEN -> List.of();
    };
  }

  /** All keys that the type takes, in the order of the documentation. */
  List<String> keys() {
    Stream<String> own = Stream.concat(requiredKeys().stream(), optionalKeys().stream());
    return Stream.concat(Stream.of("type", "name", "activation"), own).toList();
  }

  boolean hasWeights() {
    return this == CONV2D || this == DENSE;
  }

  private List<String> optionalKeys() {
    return switch (this) {
      case CONV2D -> List.of("stride", "padding", "bias");
      case DENSE -> List.of("bias");
      case MAX_POOL, AVG_POOL -> List.of("stride", "padding");
      case BATCH_NORM -> List.of("momentum", "epsilon");
      case GLOBAL_AVG_POOL, FLATTEN -> List.of();
    };
  }
}
