// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Builds maps, lists and scalars from YAML's tokens, and notes the line of each. */
final class YamlTree {

  private final String source;
  private final Map<String, String> places = new LinkedHashMap<>();

  YamlTree(String source) {
    this.source = source;
  }

  Map<String, String> places() {
    return places;
  }

  /** Returns the root value, an empty text if there is none. */
  Object read(String text) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      Object root = parser.nextToken() == null ? "" : value(parser, "");
      if (parser.nextToken() != null) {
        throw problem(
            place(parser), "a second document", "one document", "remove what follows '---'");
      }
      return root;
    }
  }

  static Map<String, Object> withTextKeys(Map<?, ?> map) {
    Map<String, Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), value));
    return result;
  }

  private Object value(YAMLParser parser, String path) throws IOException {
    if (parser.isCurrentAlias() || parser.getObjectId() != null) {
      throw problem(at(parser, path), "an anchor or alias", "plain values", "write the value out");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> map(parser, path);
      case START_ARRAY -> list(parser, path);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> whole(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_NULL ->
          throw problem(at(parser, path), "no value", "a value", "give it one or remove the key");
      default -> parser.getText();
    };
  }

  private Map<String, Object> map(YAMLParser parser, String path) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      @Nullable String earlier = places.get(keyPath);
      if (map.containsKey(key)) {
        throw problem(
            at(parser, keyPath),
            "the key twice, first at " + earlier,
            "each key once",
            "remove one of the two");
      }
      places.put(keyPath, place(parser));
      parser.nextToken();
      map.put(key, value(parser, keyPath));
    }
    return map;
  }

  private List<Object> list(YAMLParser parser, String path) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String itemPath = path + "[" + list.size() + "]";
      places.put(itemPath, place(parser));
      list.add(value(parser, itemPath));
    }
    return list;
  }

  /** The parser takes YAML's .nan and .inf for numbers but cannot read them. */
  private static double decimal(YAMLParser parser) throws IOException {
    return parser.getText().matches("[-+]?\\.[A-Za-z]+") ? Double.NaN : parser.getDoubleValue();
  }

  private static Object whole(YAMLParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      default -> parser.getBigIntegerValue();
    };
  }

  private String at(YAMLParser parser, String path) {
    return path.isEmpty() ? place(parser) : place(parser) + ": " + path;
  }

  private String place(YAMLParser parser) {
    return source + ":" + parser.currentTokenLocation().getLineNr();
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
