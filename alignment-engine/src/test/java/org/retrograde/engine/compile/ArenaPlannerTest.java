// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.nd4j.linalg.api.buffer.DataType;

final class ArenaPlannerTest {

  private static final int LINE_BYTES = 64;

  private record Piece(int first, int duration, long size, DataType type) {}

  @Provide
  Arbitrary<List<Lifetimes.Span>> spans() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(0, 12),
            Arbitraries.longs().between(1, 300),
            Arbitraries.of(DataType.FLOAT, DataType.DOUBLE))
        .as(Piece::new)
        .list()
        .ofMaxSize(40)
        .map(ArenaPlannerTest::spansOf);
  }

  private static List<Lifetimes.Span> spansOf(List<Piece> pieces) {
    List<Lifetimes.Span> spans = new ArrayList<>();
    for (Piece piece : pieces) {
      Value value = Value.variable("v" + spans.size(), new long[] {piece.size()}, piece.type());
      spans.add(new Lifetimes.Span(value, piece.first(), piece.first() + piece.duration()));
    }
    return spans;
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void values_that_are_needed_at_the_same_time_lie_apart(
      @ForAll("spans") List<Lifetimes.Span> spans) {
    Map<Value, Storage> storages = new ArenaPlanner(true).plan(spans);
    for (Lifetimes.Span a : spans) {
      for (Lifetimes.Span b : spans) {
        if (!a.equals(b) && a.first() <= b.last() && b.first() <= a.last()) {
          assertThat(apart(storages.get(a.value()), storages.get(b.value())))
              .as("%s and %s", a, b)
              .isTrue();
        }
      }
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void without_reuse_all_values_lie_apart(@ForAll("spans") List<Lifetimes.Span> spans) {
    List<Storage> storages = List.copyOf(new ArenaPlanner(false).plan(spans).values());
    for (int i = 0; i < storages.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(apart(storages.get(i), storages.get(j))).isTrue();
      }
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void values_start_at_cache_lines_and_fit(@ForAll("spans") List<Lifetimes.Span> spans) {
    new ArenaPlanner(true)
        .plan(spans)
        .forEach(
            (value, storage) -> {
              assertThat(storage.type()).isEqualTo(value.type());
              assertThat(storage.offset() * value.type().width() % LINE_BYTES).isZero();
              assertThat(storage.length()).isGreaterThanOrEqualTo(value.size());
            });
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void reuse_never_takes_more_memory_and_never_less_than_is_needed_at_once(
      @ForAll("spans") List<Lifetimes.Span> spans) {
    Map<Value, Storage> storages = new ArenaPlanner(true).plan(spans);
    Map<DataType, Long> shared = ArenaPlanner.lengths(storages);
    Map<DataType, Long> apart = ArenaPlanner.lengths(new ArenaPlanner(false).plan(spans));
    assertThat(shared.keySet()).isEqualTo(apart.keySet());
    shared.forEach(
        (type, length) -> {
          assertThat(length).isLessThanOrEqualTo(apart.get(type));
          assertThat(length).isGreaterThanOrEqualTo(mostAtOnce(spans, storages, type));
        });
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void the_order_of_the_spans_does_not_matter(@ForAll("spans") List<Lifetimes.Span> spans) {
    List<Lifetimes.Span> reversed = new ArrayList<>(spans);
    java.util.Collections.reverse(reversed);
    assertThat(new ArenaPlanner(true).plan(reversed)).isEqualTo(new ArenaPlanner(true).plan(spans));
  }

  private static boolean apart(Storage a, Storage b) {
    return a.type() != b.type()
        || a.offset() + a.length() <= b.offset()
        || b.offset() + b.length() <= a.offset();
  }

  private static long mostAtOnce(
      List<Lifetimes.Span> spans, Map<Value, Storage> storages, DataType type) {
    long most = 0;
    for (int time = 0; time <= 50; time++) {
      int now = time;
      long needed =
          spans.stream()
              .filter(span -> span.value().type() == type)
              .filter(span -> span.first() <= now && now <= span.last())
              .mapToLong(span -> storages.get(span.value()).length())
              .sum();
      most = Math.max(most, needed);
    }
    return most;
  }
}
