// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.app;

/** The entry point may print. */
final class Main {
  void print() {
    System.err.println("error");
  }
}
