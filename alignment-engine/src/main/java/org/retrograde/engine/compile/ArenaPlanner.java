// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Gives each stretch of memory a place such that two overlap only if they are never needed at the
 * same time: the largest first, each at the lowest place that is free for all its life.
 */
final class ArenaPlanner {

  /** The length of a cache line and of the widest vector registers. */
  private static final int ALIGNMENT_BYTES = 64;

  private final boolean reuse;

  /** Plans with or without reuse of memory. */
  ArenaPlanner(boolean reuse) {
    this.reuse = reuse;
  }

  Map<Value, Storage> plan(List<Lifetimes.Span> spans) {
    Map<DataType, List<Placed>> arenas = new HashMap<>();
    List<Lifetimes.Span> ordered = new ArrayList<>(spans);
    ordered.sort(
        Comparator.comparingLong((Lifetimes.Span span) -> -span.value().size())
            .thenComparingInt(Lifetimes.Span::first)
            .thenComparing(span -> span.value().name()));
    Map<Value, Storage> storages = new HashMap<>();
    for (Lifetimes.Span span : ordered) {
      List<Placed> arena = arenas.computeIfAbsent(span.value().type(), t -> new ArrayList<>());
      storages.put(span.value(), place(span, arena));
    }
    return storages;
  }

  /** The length of the arena of each type, in elements. */
  static Map<DataType, Long> lengths(Map<Value, Storage> storages) {
    Map<DataType, Long> lengths = new HashMap<>();
    storages.values().forEach(s -> lengths.merge(s.type(), s.offset() + s.length(), Math::max));
    return lengths;
  }

  private record Placed(Lifetimes.Span span, Storage storage) {}

  private Storage place(Lifetimes.Span span, List<Placed> arena) {
    long length = aligned(span.value());
    long offset = 0;
    for (Placed other : arena) {
      boolean conflict = !reuse || span.overlaps(other.span());
      if (conflict && offset + length > other.storage().offset()) {
        offset = Math.max(offset, other.storage().offset() + other.storage().length());
      } else if (conflict) {
        break;
      }
    }
    Storage storage = new Storage(span.value().type(), offset, length);
    int index = 0;
    while (index < arena.size() && arena.get(index).storage().offset() <= offset) {
      index++;
    }
    arena.add(index, new Placed(span, storage));
    return storage;
  }

  private static long aligned(Value value) {
    long step = Math.max(1, ALIGNMENT_BYTES / value.type().width());
    return (Math.max(1, value.size()) + step - 1) / step * step;
  }
}
