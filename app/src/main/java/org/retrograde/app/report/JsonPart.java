// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object in a file of results, which knows the way to itself.
 *
 * @param file the file
 * @param command what writes it
 * @param path the keys that lead here; empty for the whole
 * @param node the object
 */
record JsonPart(Path file, String command, String path, JsonNode node) {

  boolean has(String key) {
    return node.has(key);
  }

  String text(String key) {
    JsonNode value = required(key);
    if (!value.isTextual()) {
      throw wrong(key, value, "a text");
    }
    return value.textValue();
  }

  int whole(String key) {
    JsonNode value = required(key);
    if (!value.isInt()) {
      throw wrong(key, value, "a whole number");
    }
    return value.intValue();
  }

  /** Null stands for a number that is not defined. */
  double number(String key) {
    return number(key, required(key));
  }

  double numberOrNan(String key) {
    return has(key) ? number(key) : Double.NaN;
  }

  List<Double> numbers(String key, int count) {
    List<Double> numbers = new ArrayList<>();
    list(key).forEach(value -> numbers.add(number(key, value)));
    if (numbers.size() != count) {
      throw wrong(key, node.path(key), count + " numbers");
    }
    return numbers;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    list(key).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  JsonPart part(String key) {
    return new JsonPart(file, command, at(key), required(key)).checked();
  }

  Optional<JsonPart> optional(String key) {
    return has(key) ? Optional.of(part(key)) : Optional.empty();
  }

  <T> List<T> parts(String key, Function<JsonPart, T> read) {
    List<T> parts = new ArrayList<>();
    for (JsonNode value : list(key)) {
      parts.add(
          read.apply(
              new JsonPart(file, command, at(key) + "[" + parts.size() + "]", value).checked()));
    }
    return parts;
  }

  private double number(String key, JsonNode value) {
    if (value.isNull()) {
      return Double.NaN;
    }
    if (!value.isNumber()) {
      throw wrong(key, value, "a number");
    }
    return value.doubleValue();
  }

  private JsonNode list(String key) {
    JsonNode value = required(key);
    if (!value.isArray()) {
      throw wrong(key, value, "a list");
    }
    return value;
  }

  private JsonNode required(String key) {
    if (!has(key)) {
      throw RunFiles.malformed(file, at(key), "no such key", "what '" + command + "' writes");
    }
    return node.get(key);
  }

  private JsonPart checked() {
    if (!node.isObject()) {
      throw RunFiles.malformed(file, path, "'" + node + "'", "an object");
    }
    return this;
  }

  private RuntimeException wrong(String key, JsonNode value, String expected) {
    return RunFiles.malformed(file, at(key), "'" + value + "'", expected);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
