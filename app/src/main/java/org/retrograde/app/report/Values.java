// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Values out of parsed files. */
final class Values {

  private Values() {}

  /** The number of a key; NaN if it is absent, null, or written as the text NaN. */
  static double number(JsonNode object, String key) {
    JsonNode node = object.path(key);
    if (node.isTextual()) {
      return infinity(node.textValue());
    }
    return node.isNumber() ? node.doubleValue() : Double.NaN;
  }

  static String text(JsonNode object, String key, String otherwise) {
    JsonNode node = object.path(key);
    return node.isValueNode() && !node.isNull() ? node.asText() : otherwise;
  }

  /** All values by dotted key, in the file's order; a list of plain values is one value. */
  static Map<String, String> flatten(JsonNode object) {
    Map<String, String> flat = new LinkedHashMap<>();
    flatten("", object, flat);
    return flat;
  }

  private static void flatten(String key, JsonNode node, Map<String, String> flat) {
    if (node.isObject() && !node.isEmpty()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.fields()
          .forEachRemaining(field -> flatten(prefix + field.getKey(), field.getValue(), flat));
    } else if (node.isArray() && !isPlain(node)) {
      for (int i = 0; i < node.size(); i++) {
        flatten(key + "[" + i + "]", node.get(i), flat);
      }
    } else if (!key.isEmpty()) {
      flat.put(key, show(node));
    }
  }

  private static boolean isPlain(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).allMatch(JsonNode::isValueNode);
  }

  private static String show(JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(Values::plain)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.isObject() ? "{}" : plain(node);
  }

  /** A small number as users write it, without an exponent where that stays short. */
  private static String plain(JsonNode node) {
    if (node.isNull()) {
      return Numbers.MISSING;
    }
    String text = node.asText();
    boolean moderate =
        node.isDouble()
            && Math.abs(node.doubleValue()) > 1e-7
            && Math.abs(node.doubleValue()) < 1e9;
    return moderate && text.contains("E")
        ? new BigDecimal(text).stripTrailingZeros().toPlainString()
        : text;
  }

  private static double infinity(String text) {
    return switch (text) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
