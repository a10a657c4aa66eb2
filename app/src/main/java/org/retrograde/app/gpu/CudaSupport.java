// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;
import org.retrograde.api.error.Problem;

/**
 * Whether ND4J's library for CUDA 11.6 can run on the cards of a machine. On others it would fail
 * somewhere in native code, so the answer comes before it is loaded.
 */
public final class CudaSupport {

  /** Its machine code is for these and what lies between; it has none in NVIDIA's portable form. */
  private static final ComputeCapability OLDEST = new ComputeCapability(3, 7);

  private static final ComputeCapability NEWEST = new ComputeCapability(8, 6);

  /** The first driver on which programs of any CUDA 11 run, by NVIDIA's table for Linux. */
  private static final String OLDEST_DRIVER = "450.80";

  private static final String OTHER_BUILD =
      "leave out RETROGRADE_BUILD=cuda to compute in the processor";

  private CudaSupport() {}

  /**
   * Tells why the library cannot run on a machine.
   *
   * @param cards what the machine has
   * @return the reason, empty if it can
   */
  public static Optional<Problem> obstacle(Cards cards) {
    if (cards.driver().isEmpty()) {
      String found = cards.trouble().map(why -> " (" + why + ")").orElse("");
      return problem("no NVIDIA driver" + found, "one, which CUDA needs");
    }
    String driver = cards.driver().get();
    if (isOld(driver)) {
      return problem("driver " + driver, OLDEST_DRIVER + " or newer, which CUDA 11 needs");
    } else if (cards.trouble().isPresent()) {
      return problem("driver " + driver + ", " + cards.trouble().get(), "a list of its cards");
    } else if (cards.visible().isEmpty()) {
      String hidden = cards.all().isEmpty() ? "" : " that CUDA_VISIBLE_DEVICES shows";
      return problem("driver " + driver + " and no card" + hidden, "a card");
    }
    return unusable(cards);
  }

  /** ND4J prepares every card that it sees, so that one it cannot run on is enough. */
  private static Optional<Problem> unusable(Cards cards) {
    List<Card> usable = cards.visible().stream().filter(c -> obstacle(c).isEmpty()).toList();
    return cards.visible().stream()
        .filter(card -> obstacle(card).isPresent())
        .findFirst()
        .map(
            card ->
                new Problem(
                    card.name(),
                    obstacle(card).orElseThrow(),
                    range() + ", what ND4J's library for cards was built for",
                    advice(card, usable)));
  }

  private static String advice(Card card, List<Card> usable) {
    if (card.capability().isEmpty()) {
      return "update the driver: the nvidia-smi of a newer one tells";
    }
    return usable.stream()
        .filter(other -> !other.uuid().isEmpty())
        .findFirst()
        .map(
            other ->
                "set CUDA_VISIBLE_DEVICES=" + other.uuid() + " to use " + other.name() + " alone")
        .orElse(OTHER_BUILD);
  }

  /**
   * Tells why the library cannot run on a card.
   *
   * @param card the card
   * @return the card's compute capability as an obstacle, empty if it can
   */
  public static Optional<String> obstacle(Card card) {
    if (card.capability().isEmpty()) {
      return Optional.of("a compute capability that the driver does not tell");
    }
    ComputeCapability capability = card.capability().get();
    boolean runs = OLDEST.compareTo(capability) <= 0 && capability.compareTo(NEWEST) <= 0;
    return runs ? Optional.empty() : Optional.of("compute capability " + capability);
  }

  /**
   * Returns the cards that the library is for.
   *
   * @return the first and the last compute capability, in words
   */
  public static String range() {
    return "compute capability " + OLDEST + " to " + NEWEST;
  }

  private static boolean isOld(String driver) {
    return Version.parse(driver).compareTo(Version.parse(OLDEST_DRIVER)) < 0;
  }

  private static Optional<Problem> problem(String found, String expected) {
    return Optional.of(new Problem("build for NVIDIA cards", found, expected, OTHER_BUILD));
  }
}
