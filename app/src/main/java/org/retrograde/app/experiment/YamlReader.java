// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Reads YAML and keeps the line of every key. */
public final class YamlReader {

  /** Far above any experiment, and far below what would fill the memory. */
  private static final long MAXIMUM_BYTES = 1 << 20;

  private static final Pattern PLACE = Pattern.compile("line ([0-9]+), column");

  /** A reader. */
  public YamlReader() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @return its keys and values
   * @throws RetrogradeException if it is missing, unreadable, empty, not YAML, or has a key twice
   */
  public Document read(Path file) {
    return parse(String.valueOf(file.getFileName()), text(file));
  }

  /**
   * Reads a text.
   *
   * @param source what to call it in error messages
   * @param text YAML
   * @return its keys and values
   * @throws RetrogradeException if it is empty, not YAML, or has a key twice
   */
  public Document parse(String source, String text) {
    if (text.isBlank()) {
      throw problem(
          source,
          "an empty file",
          "an experiment in YAML",
          "start from experiments/quickstart.yaml");
    }
    YamlTree tree = new YamlTree(source);
    Object root = parse(source, text, tree);
    if (!(root instanceof Map<?, ?> map)) {
      String found = root.equals("") ? "a file with nothing but comments" : Words.of(root);
      throw problem(source, found, "keys and values", "start from experiments/quickstart.yaml");
    }
    return new Document(source, YamlTree.withTextKeys(map), tree.places());
  }

  /**
   * Reads a single value, as the command line gives it.
   *
   * @param where what to call it in error messages
   * @param text YAML, such as {@code 0.1} or <code>{id: cosine}</code>
   * @return the value
   * @throws RetrogradeException if it is empty or not YAML
   */
  public Object value(String where, String text) {
    if (text.isBlank()) {
      throw problem(where, "no value", "a value", "write key=value");
    }
    return parse(where, text, new YamlTree(where));
  }

  private static Object parse(String source, String text, YamlTree tree) {
    try {
      return tree.read(text);
    } catch (JsonProcessingException e) {
      throw problem(
          source + ":" + line(e),
          "text that is not YAML (" + reason(e) + ")",
          "YAML",
          "correct the line or the one before");
    } catch (IOException e) {
      throw problem(
          source, "text that cannot be read: " + e.getMessage(), "YAML", "check the file");
    }
  }

  /**
   * The last place that the parser's message names: the exception itself knows only the last good
   * token.
   */
  private static String line(JsonProcessingException e) {
    Matcher places = PLACE.matcher(e.getOriginalMessage());
    String line = e.getLocation() == null ? "1" : String.valueOf(e.getLocation().getLineNr());
    while (places.find()) {
      line = places.group(1);
    }
    return line;
  }

  /** The parser's message without its excerpts of the text, which are indented. */
  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(", "));
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw problem(file.toString(), "a folder", "an experiment file in YAML", "name a file");
      }
      if (Files.exists(file) && Files.size(file) > MAXIMUM_BYTES) {
        throw problem(
            file.toString(),
            Files.size(file) + " bytes",
            "at most 1 MiB of YAML",
            "check the file's name");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw problem(
          file.toString(),
          "bytes that are not UTF-8",
          "an experiment file in YAML",
          "check the file's name");
    } catch (IOException e) {
      String found =
          Files.exists(file) ? "a file that cannot be read: " + e.getMessage() : "no such file";
      throw problem(file.toString(), found, "an experiment file in YAML", "check the path");
    }
  }

  private static RetrogradeException problem(
      String where, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
