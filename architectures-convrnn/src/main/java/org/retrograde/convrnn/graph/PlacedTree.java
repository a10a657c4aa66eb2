// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps, lists and scalars of a file, and the line of each. */
final class PlacedTree {

  /** What a file's null becomes. */
  enum Nothing {
    NOTHING;

    @Override
    public String toString() {
      return "null";
    }
  }

  private final String source;
  private final Map<String, Integer> lines = new HashMap<>();
  private Object root = Nothing.NOTHING;

  private PlacedTree(String source) {
    this.source = source;
  }

  /**
   * Parses a text.
   *
   * @param format what it is called in messages, {@code JSON} or {@code YAML}
   */
  static PlacedTree parse(String source, String text, JsonFactory factory, String format) {
    PlacedTree tree = new PlacedTree(source);
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() != null) {
        tree.root = tree.value(parser, "");
      }
      if (parser.nextToken() != null) {
        throw Problems.usage(
            source + ":" + line(parser), "more text after the end", "one value", "remove it");
      }
      return tree;
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "1" : String.valueOf(e.getLocation().getLineNr());
      throw Problems.usage(
          source + ":" + line,
          "text that is not " + format + " (" + firstLine(e) + ")",
          format,
          "correct the line or the one before");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  Object root() {
    return root;
  }

  String source() {
    return source;
  }

  /** The file and line of a path, or of the nearest one around it. */
  String place(String path) {
    @Nullable Integer line = lines.get(path);
    if (line != null) {
      return source + ":" + line;
    }
    int cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    return cut < 0 ? source : place(path.substring(0, cut));
  }

  private Object value(JsonParser parser, String path) throws IOException {
    if (parser instanceof YAMLParser yaml
        && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
      throw Problems.usage(
          source + ":" + line(parser), "an anchor or alias", "plain values", "write the value out");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> map(parser, path);
      case START_ARRAY -> list(parser, path);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> Nothing.NOTHING;
      default -> parser.getText();
    };
  }

  private Map<String, Object> map(JsonParser parser, String path) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      String keyPath = path.isEmpty() ? key : path + "." + key;
      if (map.containsKey(key)) {
        throw Problems.usage(
            source + ":" + line(parser) + ": " + keyPath,
            "the key twice, first in line " + lines.get(keyPath),
            "each key once",
            "remove one of the two");
      }
      lines.put(keyPath, line(parser));
      parser.nextToken();
      map.put(key, value(parser, keyPath));
    }
    return map;
  }

  private List<Object> list(JsonParser parser, String path) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String itemPath = path + "[" + list.size() + "]";
      lines.put(itemPath, line(parser));
      list.add(value(parser, itemPath));
    }
    return list;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private static String firstLine(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("");
  }
}
