// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the driver for its cards, through the program that comes with it.
 *
 * @param runner runs the program
 */
record NvidiaSmi(CommandRunner runner) {

  private static final String CAPABILITY = "compute_cap";

  /** The name comes last, so that a comma in it does no harm. */
  private static final List<String> FIELDS =
      List.of("driver_version", "memory.total", "uuid", CAPABILITY, "name");

  /** Older drivers refuse a question with a field that they do not know. */
  private static final List<String> OLD_FIELDS =
      FIELDS.stream().filter(field -> !field.equals(CAPABILITY)).toList();

  private static final Pattern MEBIBYTES = Pattern.compile("(\\d{1,12})( MiB)?");
  private static final Pattern DRIVER = Pattern.compile("\\d+(\\.\\d+)+");
  private static final String NO_CARDS = "No devices were found";

  /**
   * An answer.
   *
   * @param driver the driver's version, empty if the answer does not tell
   * @param cards the cards
   * @param trouble why there is no answer, in one line
   */
  record Answer(Optional<String> driver, List<Card> cards, Optional<String> trouble) {

    private static Answer none(Optional<String> trouble) {
      return new Answer(Optional.empty(), List.of(), trouble);
    }
  }

  /** Returns the answer, empty if there is no such program. */
  Optional<Answer> ask() {
    return query(FIELDS).map(first -> isUnknownField(first) ? asked(first) : answer(first, FIELDS));
  }

  private static boolean isUnknownField(CommandRunner.Result result) {
    return result.exitCode() != 0 && result.output().contains(CAPABILITY);
  }

  private Answer asked(CommandRunner.Result first) {
    return query(OLD_FIELDS)
        .map(second -> answer(second, OLD_FIELDS))
        .orElseGet(() -> answer(first, FIELDS));
  }

  private Optional<CommandRunner.Result> query(List<String> fields) {
    String question = "--query-gpu=" + String.join(",", fields);
    return runner.run(List.of("nvidia-smi", question, "--format=csv,noheader"));
  }

  private static Answer answer(CommandRunner.Result result, List<String> fields) {
    List<String> lines =
        result.output().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.stream().anyMatch(line -> line.startsWith(NO_CARDS))) {
      return Answer.none(Optional.empty());
    } else if (result.exitCode() != 0) {
      return Answer.none(Optional.of(lines.isEmpty() ? "no answer" : lines.get(0)));
    }
    return cards(lines, fields);
  }

  private static Answer cards(List<String> lines, List<String> fields) {
    Optional<String> driver = Optional.empty();
    List<Card> cards = new ArrayList<>();
    for (String line : lines) {
      List<String> values =
          Arrays.stream(line.split(",", fields.size())).map(String::strip).toList();
      if (values.size() < fields.size() || values.get(values.size() - 1).isEmpty()) {
        return Answer.none(Optional.of("not a line about a card: '" + line + "'"));
      }
      driver = Optional.of(values.get(0)).filter(text -> DRIVER.matcher(text).matches());
      cards.add(card(values, fields));
    }
    return new Answer(driver, List.copyOf(cards), Optional.empty());
  }

  /** A value that the driver does not tell is some remark in brackets. */
  private static Card card(List<String> values, List<String> fields) {
    int place = fields.indexOf(CAPABILITY);
    String uuid = values.get(fields.indexOf("uuid"));
    return new Card(
        values.get(fields.indexOf("name")),
        place < 0 ? Optional.empty() : ComputeCapability.parse(values.get(place)),
        bytes(values.get(fields.indexOf("memory.total"))),
        uuid.startsWith("GPU-") ? uuid : "");
  }

  private static OptionalLong bytes(String text) {
    Matcher matcher = MEBIBYTES.matcher(text);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 20)
        : OptionalLong.empty();
  }
}
