// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.retrograde.api.data.Batch;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

class PrefetchCursorTest {

  @Test
  void batches_come_in_order_from_the_first_one_asked_for() {
    List<Integer> seen = new ArrayList<>();
    try (PrefetchCursor cursor = numbered(2, 9)) {
      for (var batch = cursor.next(); batch.isPresent(); batch = cursor.next()) {
        seen.add(batch.get().labels()[0]);
      }
      assertThat(cursor.next()).isEmpty();
    }
    assertThat(seen).containsExactly(2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void a_walk_from_the_end_is_empty() {
    try (PrefetchCursor cursor = numbered(4, 4)) {
      assertThat(cursor.next()).isEmpty();
    }
  }

  @Test
  void three_buffers_serve_any_number_of_batches() {
    Set<float[]> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    try (PrefetchCursor cursor = numbered(0, 20)) {
      cursor.next().ifPresent(batch -> buffers.add(batch.images()));
      for (int i = 1; i < 20; i++) {
        buffers.add(cursor.next().orElseThrow().images());
      }
    }
    assertThat(buffers).hasSize(PrefetchCursor.SLOTS);
  }

  @Test
  void the_worker_runs_ahead_but_never_into_the_last_two_batches() {
    try (PrefetchCursor cursor = numbered(0, 20)) {
      Batch before = cursor.next().orElseThrow();
      for (int i = 1; i < 19; i++) {
        Batch latest = cursor.next().orElseThrow();
        awaitIdle(cursor.worker());
        assertThat(before.labels()[0]).isEqualTo(i - 1);
        assertThat(latest.labels()[0]).isEqualTo(i);
        before = latest;
      }
    }
  }

  @Test
  void the_worker_prepares_one_batch_for_each_free_buffer_and_waits() {
    List<Integer> filled = Collections.synchronizedList(new ArrayList<>());
    BatchFiller recording =
        (batch, images, labels) -> {
          filled.add(batch);
          return 1;
        };
    try (PrefetchCursor cursor = PrefetchCursor.open(recording, 0, 10, 1, 1)) {
      assertThat(filledWhenIdle(cursor, filled)).containsExactly(0, 1, 2);
      cursor.next();
      cursor.next();
      assertThat(filledWhenIdle(cursor, filled)).containsExactly(0, 1, 2);
      cursor.next();
      assertThat(filledWhenIdle(cursor, filled)).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void closing_ends_a_worker_that_waits_for_a_buffer() {
    PrefetchCursor cursor = numbered(0, 20);
    awaitIdle(cursor.worker());
    cursor.close();
    assertThat(cursor.worker().isAlive()).isFalse();
    cursor.close();
  }

  @Test
  void closing_waits_for_the_batch_in_preparation_and_prepares_no_more() {
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    PrefetchCursor cursor =
        PrefetchCursor.open(
            (batch, images, labels) -> {
              begun.add(batch);
              started.countDown();
              await(mayEnd);
              return 1;
            },
            0,
            10,
            1,
            1);
    await(started);
    Thread closing = new Thread(cursor::close);
    closing.start();
    awaitIdle(closing);
    mayEnd.countDown();
    join(closing);
    assertThat(cursor.worker().isAlive()).isFalse();
    assertThat(begun).containsExactly(0);
  }

  @Test
  void a_closed_walk_gives_no_batch() {
    PrefetchCursor cursor = numbered(0, 2);
    cursor.close();
    assertThatThrownBy(cursor::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the walk was closed");
  }

  @Test
  void the_worker_is_a_daemon() {
    try (PrefetchCursor cursor = numbered(0, 2)) {
      assertThat(cursor.worker().isDaemon()).isTrue();
    }
  }

  @Test
  void an_exception_of_the_worker_surfaces_after_the_batches_before_it() {
    ArithmeticException cause = new ArithmeticException("no such image");
    try (PrefetchCursor cursor = failingAt(6, cause)) {
      assertThat(cursor.next()).isPresent();
      for (int repeat = 0; repeat < 2; repeat++) {
        assertThatThrownBy(cursor::next)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("batch 6 could not be prepared")
            .hasCause(cause);
      }
    }
  }

  @Test
  void an_error_of_the_worker_surfaces_too() {
    try (PrefetchCursor cursor = failingAt(5, new OutOfMemoryError("test"))) {
      assertThatThrownBy(cursor::next)
          .hasMessage("batch 5 could not be prepared")
          .hasCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void an_explained_failure_of_the_worker_surfaces_as_it_is() {
    RetrogradeException failure =
        RetrogradeException.failure(new Problem("image 7", "nothing", "a pixel", "look"));
    try (PrefetchCursor cursor = failingAt(5, failure)) {
      assertThatThrownBy(cursor::next).isSameAs(failure);
    }
  }

  @Test
  void an_interrupted_caller_still_gets_its_batches_and_stays_interrupted() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (PrefetchCursor cursor =
        PrefetchCursor.open(
            (batch, images, labels) -> {
              await(mayEnd);
              return 1;
            },
            0,
            1,
            1,
            1)) {
      Thread caller = Thread.currentThread();
      Thread releaser =
          new Thread(
              () -> {
                awaitIdle(caller);
                mayEnd.countDown();
              });
      caller.interrupt();
      releaser.start();
      assertThat(cursor.next()).isPresent();
      assertThat(caller.isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static PrefetchCursor numbered(int first, int end) {
    return PrefetchCursor.open(
        (batch, images, labels) -> {
          labels[0] = batch;
          return 1;
        },
        first,
        end,
        1,
        4);
  }

  private static PrefetchCursor failingAt(int failing, Throwable thrown) {
    return PrefetchCursor.open(
        (batch, images, labels) -> {
          if (batch == failing) {
            throwIt(thrown);
          }
          return 1;
        },
        5,
        10,
        1,
        1);
  }

  private static void throwIt(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  private static List<Integer> filledWhenIdle(PrefetchCursor cursor, List<Integer> filled) {
    awaitIdle(cursor.worker());
    return List.copyOf(filled);
  }

  /** Returns when the thread waits for another, or has ended. */
  private static void awaitIdle(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
