// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Reads text, JSON and YAML; an error names the file and the line. */
final class RunFiles {

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private final ObjectMapper yaml = new YAMLMapper();

  String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      String found =
          Files.exists(file) ? "a file that cannot be read as UTF-8 text" : "no such file";
      Problem problem =
          new Problem(
              file.toString(), found, "a file of a run folder", "name a folder that 'run' made");
      throw RetrogradeException.failure(problem, e);
    }
  }

  JsonNode json(Path file) {
    return object(json, text(file), file, 1);
  }

  JsonNode yaml(Path file, String text) {
    return object(yaml, text, file, 1);
  }

  JsonNode jsonLine(Path file, String line, int number) {
    return object(json, line, file, number);
  }

  static RetrogradeException corrupt(Path file, int line, String found, String expected) {
    return RetrogradeException.failure(problem(file, line, found, expected));
  }

  static RetrogradeException malformed(Path file, String key, String found, String expected) {
    return RetrogradeException.failure(
        new Problem(file + ", key '" + key + "'", found, expected, "write the file again"));
  }

  private static JsonNode object(ObjectMapper mapper, String text, Path file, int firstLine) {
    try {
      JsonNode node = mapper.readTree(text);
      if (node == null || !node.isObject()) {
        throw corrupt(file, firstLine, "no keys and values", "an object");
      }
      return node;
    } catch (JsonProcessingException e) {
      int line = firstLine - 1 + lineOf(e.getLocation());
      throw RetrogradeException.failure(
          problem(file, line, e.getOriginalMessage(), "an object"), e);
    }
  }

  private static int lineOf(@Nullable JsonLocation location) {
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  private static Problem problem(Path file, int line, String found, String expected) {
    return new Problem(
        file + ", line " + line,
        found,
        expected,
        "restore the file, or leave this run out of the report");
  }
}
