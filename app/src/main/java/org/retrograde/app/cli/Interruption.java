// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/**
 * Asks a run to stop when the process is told to end (Ctrl-C, SIGTERM), and holds the process until
 * the run has written its last checkpoint.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "retrograde-stop");

  private final PrintStream messages;

  private Interruption(PrintStream messages) {
    this.messages = messages;
  }

  static Interruption install(PrintStream messages) {
    Interruption interruption = new Interruption(messages);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  @Override
  public boolean getAsBoolean() {
    return requested.getCount() == 0;
  }

  /** Lets the process end; called when everything is written and said. */
  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, which is what the hook is for.
    }
  }

  /** What the hook does. */
  void hold() {
    requested.countDown();
    messages.println("\nstopping; what is trained so far is kept...");
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
