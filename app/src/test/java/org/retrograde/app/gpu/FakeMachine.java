// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A machine whose nvidia-smi prints what a test says. */
public final class FakeMachine {

  public static final String A100 =
      "510.47.03, 40960 MiB, GPU-a100a100-0000, 8.0, NVIDIA A100-SXM4-40GB";
  public static final String H200 = "550.54.15, 143771 MiB, GPU-h200h200-0000, 9.0, NVIDIA H200";
  public static final String RTX_4090 =
      "535.104.05, 24564 MiB, GPU-40904090-0000, 8.9, NVIDIA GeForce RTX 4090";
  public static final String K40 = "470.223.02, 11441 MiB, GPU-k40k40k4-0000, 3.5, Tesla K40m";

  private FakeMachine() {}

  /** No driver and no nvidia-smi. */
  public static CardSurvey without() {
    return new CardSurvey(command -> Optional.empty(), Path.of("missing"), Map.of());
  }

  /** Cards, a line each, and pairs of a variable and its value. */
  public static CardSurvey with(String lines, String... environment) {
    return answering(0, lines, environment);
  }

  static CardSurvey answering(int exitCode, String output, String... environment) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    return new CardSurvey(
        command -> Optional.of(new CommandRunner.Result(exitCode, output)),
        Path.of("missing"),
        variables);
  }
}
