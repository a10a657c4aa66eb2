// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.Problem;
import org.retrograde.app.gpu.Accelerator;
import org.retrograde.app.gpu.Card;
import org.retrograde.app.gpu.Cards;
import org.retrograde.app.gpu.CudaSupport;
import org.retrograde.app.run.KernelChoice;
import org.retrograde.engine.kernel.Backend;

/**
 * What {@code doctor} says of cards.
 *
 * @param backend where this build computes
 * @param cards what the machine has
 * @param obstacle why this build cannot compute here, if it cannot
 */
record CardReport(Backend backend, Cards cards, Optional<Problem> obstacle) {

  static CardReport of(Accelerator accelerator) {
    Backend backend = accelerator.backend().get();
    Cards cards = accelerator.survey().get();
    return new CardReport(
        backend, cards, backend == Backend.CARDS ? CudaSupport.obstacle(cards) : Optional.empty());
  }

  void addTo(Diagnosis diagnosis) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("driver", cards.driver().orElse(Cards.NO_DRIVER));
    cards.trouble().ifPresent(why -> facts.put("trouble", why));
    if (!cards.all().isEmpty()) {
      facts.put("cards", cards.all().stream().map(this::facts).toList());
    }
    facts.put("serves", serves());
    diagnosis.add("gpus", facts);
    obstacle.ifPresent(problem -> diagnosis.problem(problem.line()));
    if (backend == Backend.PROCESSOR && CudaSupport.obstacle(cards).isEmpty()) {
      diagnosis.note(
          "this build computes in the processor; RETROGRADE_BUILD=cuda ./retrograde uses the card");
    }
  }

  private Map<String, Object> facts(Card card) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", card.name());
    card.capability().ifPresent(c -> facts.put("computeCapability", c.toString()));
    card.memoryBytes().ifPresent(bytes -> facts.put("memoryBytes", bytes));
    if (!cards.visible().contains(card)) {
      facts.put("hidden", "by CUDA_VISIBLE_DEVICES");
    }
    String verdict =
        CudaSupport.obstacle(card)
            .map(why -> "not usable, it needs " + CudaSupport.range())
            .orElse("usable");
    facts.put("cudaBuild", verdict);
    return facts;
  }

  /** Of the libraries only ND4J's own operations run on cards. */
  private String serves() {
    if (backend == Backend.PROCESSOR) {
      return "none on cards: this build computes in the processor";
    }
    return obstacle.isPresent() ? "none" : KernelChoice.REFERENCE;
  }
}
