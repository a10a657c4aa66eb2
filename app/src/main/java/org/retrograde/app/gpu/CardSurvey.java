// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for NVIDIA's cards without loading any library of NVIDIA's.
 *
 * @param runner runs the driver's program
 * @param versionFile where the driver's module says its version
 * @param environment the variables of this process
 */
public record CardSurvey(CommandRunner runner, Path versionFile, Map<String, String> environment)
    implements Supplier<Cards> {

  private static final Pattern VERSION = Pattern.compile("\\b\\d{3,}\\.\\d+(\\.\\d+)?\\b");

  /** A driver that has to start first takes seconds for it. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /**
   * Looks at the machine that this process runs on.
   *
   * @return what looks
   */
  public static CardSurvey ofThisMachine() {
    return new CardSurvey(
        new SystemCommands(LIMIT), Path.of("/proc/driver/nvidia/version"), System.getenv());
  }

  @Override
  public Cards get() {
    Optional<String> module = moduleVersion();
    Optional<NvidiaSmi.Answer> answer = new NvidiaSmi(runner).ask();
    if (answer.isEmpty()) {
      return module.isEmpty()
          ? Cards.none()
          : new Cards(module, List.of(), List.of(), Optional.of("there is no nvidia-smi"));
    }
    List<Card> cards = answer.get().cards();
    return new Cards(
        answer.get().driver().or(() -> module),
        cards,
        VisibleCards.of(cards, environment),
        answer.get().trouble().map(why -> "nvidia-smi says: " + why));
  }

  private Optional<String> moduleVersion() {
    try {
      Matcher matcher = VERSION.matcher(Files.readString(versionFile));
      return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
