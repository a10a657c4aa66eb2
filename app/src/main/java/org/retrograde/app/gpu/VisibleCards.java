// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which cards CUDA shows to a process, after its variable {@code CUDA_VISIBLE_DEVICES}: numbers or
 * UUIDs, of which all before the first wrong one count.
 *
 * <p>CUDA numbers cards by speed unless {@code CUDA_DEVICE_ORDER} says otherwise, and the driver by
 * place. So where cards differ a number may mean any of them, and all are taken for visible.
 */
final class VisibleCards {

  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";
  private static final String ORDER = "CUDA_DEVICE_ORDER";

  private final List<Card> all;
  private final boolean numbersMeanPlaces;

  private VisibleCards(List<Card> all, Map<String, String> environment) {
    this.all = all;
    this.numbersMeanPlaces =
        "PCI_BUS_ID".equals(environment.get(ORDER))
            || all.stream().map(Card::capability).distinct().count() <= 1;
  }

  static List<Card> of(List<Card> all, Map<String, String> environment) {
    String names = environment.get(VARIABLE);
    return names == null ? all : new VisibleCards(all, environment).named(names.split(","));
  }

  private List<Card> named(String... names) {
    List<Card> visible = new ArrayList<>();
    for (String text : names) {
      String name = text.strip();
      if (name.startsWith("MIG-") || (isNumber(name) && !numbersMeanPlaces)) {
        return all;
      }
      Optional<Card> card = isNumber(name) ? at(name) : byUuid(name);
      if (card.isEmpty()) {
        return visible;
      }
      visible.add(card.get());
    }
    return visible;
  }

  private static boolean isNumber(String name) {
    return name.matches("\\d{1,4}");
  }

  private Optional<Card> at(String number) {
    int place = Integer.parseInt(number);
    return place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
  }

  /** The start of a UUID is enough where it is one card's. */
  private Optional<Card> byUuid(String name) {
    List<Card> matches = all.stream().filter(card -> card.uuid().startsWith(name)).toList();
    return name.isEmpty() || matches.size() != 1 ? Optional.empty() : Optional.of(matches.get(0));
  }
}
