// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.databind.node.NullNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts what JSON writes as null where {@link PlacedTree.Nothing} stands. */
final class JsonNulls {

  private JsonNulls() {}

  static Object replaced(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(String.valueOf(key), replaced(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonNulls::replaced).toList();
    }
    return value == PlacedTree.Nothing.NOTHING ? NullNode.getInstance() : value;
  }
}
