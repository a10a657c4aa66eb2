// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table in a file of comma-separated values (RFC 4180) with a line of names: fields may be quoted
 * and then hold commas, line breaks and doubled quotes.
 */
public final class CsvTable {

  private static final Set<String> ALWAYS_TEXT =
      Set.of(NeuroidAssembly.STIMULUS, NeuroidAssembly.OLD_STIMULUS, NeuroidAssembly.NEUROID);

  private static final int END = -1;

  private final String where;
  private final List<String> names;
  private final List<List<String>> rows;

  private CsvTable(String where, List<List<String>> records) {
    this.where = where;
    if (records.isEmpty()) {
      throw Refusal.of(where, "an empty file", "a line of names and rows below it", "fill it");
    }
    names = records.get(0);
    rows = records.subList(1, records.size());
    if (new HashSet<>(names).size() < names.size()) {
      throw Refusal.of(where, "the columns " + names, "a name of its own for each", "rename one");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != names.size()) {
        throw Refusal.of(
            where + ", row " + (i + 1),
            rows.get(i).size() + " fields",
            names.size() + " as in the first line",
            "quote fields that hold commas");
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param file the table
   * @return its rows
   * @throws org.retrograde.api.error.RetrogradeException if it cannot be read, or is no table
   */
  public static CsvTable read(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return new CsvTable(file.toString(), records(in));
    } catch (NoSuchFileException e) {
      throw Refusal.missing(file, "a table of comma-separated values");
    } catch (CharacterCodingException e) {
      throw Refusal.of(
          file.toString(),
          "bytes that are no text in UTF-8",
          "a table of comma-separated values in UTF-8",
          "save the table again as UTF-8");
    } catch (IOException e) {
      throw Refusal.unreadable(
          file.toString(), "no readable table", "copy the file again, or name another", e);
    }
  }

  /**
   * Returns where the table comes from.
   *
   * @return the file, for messages
   */
  public String where() {
    return where;
  }

  int size() {
    return rows.size();
  }

  /**
   * Returns the columns.
   *
   * @return their names, in the order of the first line
   */
  public List<String> names() {
    return names;
  }

  /**
   * Returns a column.
   *
   * @param name its name
   * @return a text for each row
   * @throws org.retrograde.api.error.RetrogradeException if there is no such column
   */
  public List<String> texts(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw Refusal.of(
          where, "the columns " + names, "a column '" + name + "'", "add it to the first line");
    }
    return rows.stream().map(row -> row.get(column)).toList();
  }

  /**
   * Returns a column of numbers.
   *
   * @param name its name
   * @return a number for each row; NaN for an empty field and {@code nan}
   * @throws org.retrograde.api.error.RetrogradeException if there is no such column, or a field is
   *     no number
   */
  public double[] numbers(String name) {
    List<String> texts = texts(name);
    double[] numbers = new double[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(texts.get(i), where + ", row " + (i + 1) + ", column " + name);
    }
    return numbers;
  }

  /** All columns but some, of the types that their fields have. */
  Map<String, Column> columns(Set<String> without) {
    Map<String, Column> columns = new LinkedHashMap<>();
    names.stream()
        .filter(name -> !without.contains(name))
        .forEach(name -> columns.put(name, column(name, texts(name))));
    return columns;
  }

  /** Texts that look like numbers but would be written otherwise, such as 007, stay texts. */
  static Column column(String name, List<String> texts) {
    if (texts.isEmpty() || ALWAYS_TEXT.contains(name)) {
      return Column.Text.of(texts);
    }
    if (texts.stream().allMatch(text -> text.matches("0|-?[1-9][0-9]{0,17}"))) {
      return new Column.Whole(texts.stream().mapToLong(Long::parseLong).toArray());
    }
    if (texts.stream().allMatch(text -> text.equals("True") || text.equals("False"))) {
      boolean[] flags = new boolean[texts.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = texts.get(i).equals("True");
      }
      return new Column.Flag(flags);
    }
    boolean some = texts.stream().anyMatch(text -> !isMissing(text));
    if (some && texts.stream().allMatch(CsvTable::isDecimal)) {
      return new Column.Decimal(texts.stream().mapToDouble(text -> number(text, name)).toArray());
    }
    return Column.Text.of(texts);
  }

  private static boolean isDecimal(String text) {
    return isMissing(text) || (isNumber(text) && !text.matches("-?0[0-9].*"));
  }

  private static boolean isNumber(String text) {
    return text.matches("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  }

  private static boolean isMissing(String text) {
    return text.isEmpty() || text.equalsIgnoreCase("nan");
  }

  private static double number(String text, String where) {
    if (isMissing(text)) {
      return Double.NaN;
    }
    if (!isNumber(text)) {
      throw Refusal.of(where, "'" + text + "'", "a number, or nothing", "correct the field");
    }
    return Double.parseDouble(text);
  }

  private static List<List<String>> records(Reader in) throws IOException {
    List<List<String>> records = new ArrayList<>();
    List<String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    int c = in.read();
    c = c == '\uFEFF' ? in.read() : c;
    for (; c != END; c = in.read()) {
      if (quoted) {
        int next = c == '"' ? in.read() : c;
        if (c != '"' || next == '"') {
          field.append((char) c);
          continue;
        }
        quoted = false;
        c = next;
      }
      if (c == '"' && field.isEmpty()) {
        quoted = true;
      } else if (c == ',') {
        add(record, field);
      } else if (c == '\n' || c == END) {
        add(record, field);
        end(records, record);
        record = new ArrayList<>();
        if (c == END) {
          break;
        }
      } else if (c != '\r') {
        field.append((char) c);
      }
    }
    if (!field.isEmpty() || !record.isEmpty()) {
      add(record, field);
      end(records, record);
    }
    return records;
  }

  private static void add(List<String> record, StringBuilder field) {
    record.add(field.toString());
    field.setLength(0);
  }

  /** An empty line is none, unless the table has one column; that has no use here. */
  private static void end(List<List<String>> records, List<String> record) {
    if (record.size() > 1 || !record.get(0).isEmpty()) {
      records.add(record);
    }
  }
}
