// SPDX-License-Identifier: Apache-2.0

package org.retrograde.datasets;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.data.Batch;
import org.retrograde.api.data.BatchCursor;
import org.retrograde.api.error.RetrogradeException;

/**
 * A walk whose batches a daemon thread prepares ahead of their use, in a ring of three buffers: two
 * that the caller may still read and one that is being filled.
 */
final class PrefetchCursor implements BatchCursor {

  /** The number of buffers. */
  static final int SLOTS = 3;

  // The batch handed out last and the one before it stay as they are.
  private static final int READABLE = 2;

  private final BatchFiller filler;
  private final int first;
  private final int count;
  private final List<Slot> slots;
  private final Thread worker;
  private final BooleanSupplier slotIsFree = this::slotIsFree;
  private final BooleanSupplier batchIsReady = this::batchIsReady;
  private int filled;
  private int asked;
  private int taken;
  private boolean closed;
  private @Nullable Throwable failure;

  private PrefetchCursor(BatchFiller filler, int first, int count, List<Slot> slots) {
    this.filler = filler;
    this.first = first;
    this.count = count;
    this.slots = slots;
    this.worker = new Thread(this::fillAll, "retrograde-batches");
    worker.setDaemon(true);
  }

  /**
   * Starts a walk.
   *
   * @param filler prepares the batches; from now on the worker's
   * @param first the first batch wanted
   * @param end the number of batches in the epoch
   * @param batchSize the number of images in a batch
   * @param imageSize the number of values in an image
   */
  static PrefetchCursor open(BatchFiller filler, int first, int end, int batchSize, int imageSize) {
    int count = end - first;
    int values = Math.multiplyExact(batchSize, imageSize);
    List<Slot> slots =
        Stream.generate(() -> new Slot(values, batchSize)).limit(Math.min(SLOTS, count)).toList();
    PrefetchCursor cursor = new PrefetchCursor(filler, first, count, slots);
    cursor.worker.start();
    return cursor;
  }

  @Override
  public synchronized Optional<Batch> next() {
    if (!closed && taken == count) {
      return Optional.empty();
    }
    asked = taken + 1;
    notifyAll();
    await(batchIsReady);
    if (closed) {
      throw new IllegalStateException("the walk was closed");
    }
    if (filled < asked) {
      throw unprepared(failure);
    }
    Slot slot = slots.get(taken % SLOTS);
    taken++;
    return Optional.of(new Batch(slot.images, slot.labels, slot.valid));
  }

  /**
   * Ends the worker after the batch that it is preparing, and waits for that; nothing happens the
   * second time.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    join();
  }

  /** The thread that prepares the batches. */
  Thread worker() {
    return worker;
  }

  private void fillAll() {
    try {
      for (int i = 0; i < count && awaitSlot(); i++) {
        Slot slot = slots.get(i % SLOTS);
        slot.valid = filler.fill(first + i, slot.images, slot.labels);
        publish(null);
      }
    } catch (RuntimeException | Error e) {
      publish(e);
    }
  }

  private synchronized boolean awaitSlot() {
    await(slotIsFree);
    return !closed;
  }

  private synchronized void publish(@Nullable Throwable thrown) {
    failure = thrown;
    filled += thrown == null ? 1 : 0;
    notifyAll();
  }

  private boolean slotIsFree() {
    return closed || filled < Math.max(SLOTS, asked + SLOTS - READABLE);
  }

  private boolean batchIsReady() {
    return closed || failure != null || filled >= asked;
  }

  // Interruption is put off, not lost: the other side always answers, if only by failing.
  private synchronized void await(BooleanSupplier condition) {
    boolean interrupted = false;
    while (!condition.getAsBoolean()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void join() {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private RuntimeException unprepared(@Nullable Throwable cause) {
    if (cause instanceof RetrogradeException known) {
      return known;
    }
    return new IllegalStateException("batch " + (first + taken) + " could not be prepared", cause);
  }

  private static final class Slot {
    private final float[] images;
    private final int[] labels;
    private int valid;

    private Slot(int values, int batchSize) {
      this.images = new float[values];
      this.labels = new int[batchSize];
    }
  }
}
