// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.verify.Selection;

/** Options that choose a part of a claim. */
final class SelectionFlags {

  private static final String RULES = "rules";
  private static final String RATES = "rates";
  private static final String EPOCHS = "epochs";

  private SelectionFlags() {}

  static Options with(Options options) {
    return options
        .addOption(CommonOptions.value(RULES, "ID,ID", "the entries to run (default: all)"))
        .addOption(
            CommonOptions.value(
                RATES,
                "R or ID=R,ID=R",
                "learning rates of all entries or of some, which are then not searched for"))
        .addOption(
            CommonOptions.value(
                EPOCHS, "N", "train for so many epochs only, which gives no verdict"));
  }

  static Selection of(Invocation invocation) {
    Set<String> rules = new HashSet<>();
    invocation.value(RULES).ifPresent(text -> rules.addAll(Arrays.asList(parts(text))));
    Map<String, Double> rates = new HashMap<>();
    OptionalDouble everyRate = OptionalDouble.empty();
    for (String part : invocation.value(RATES).map(SelectionFlags::parts).orElse(new String[0])) {
      int equals = part.indexOf('=');
      double rate = rate(part.substring(equals + 1));
      if (equals < 0) {
        everyRate = OptionalDouble.of(rate);
      } else {
        rates.put(part.substring(0, equals).strip(), rate);
      }
    }
    return new Selection(rules, rates, everyRate, epochs(invocation));
  }

  private static OptionalInt epochs(Invocation invocation) {
    return invocation.has(EPOCHS)
        ? OptionalInt.of(invocation.number(EPOCHS, 1, 1, Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  private static String[] parts(String text) {
    String[] parts = text.split(",", -1);
    for (int i = 0; i < parts.length; i++) {
      parts[i] = parts[i].strip();
    }
    return parts;
  }

  private static double rate(String text) {
    try {
      double rate = Double.parseDouble(text.strip());
      if (rate > 0 && Double.isFinite(rate)) {
        return rate;
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static RetrogradeException wrong(String text) {
    return Invocation.usage(
        "--" + RATES,
        "'" + text + "'",
        "a number above 0, or ID=NUMBER,ID=NUMBER",
        "write for example --rates 0.03");
  }
}
