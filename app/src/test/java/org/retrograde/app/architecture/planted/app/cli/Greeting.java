// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.app.cli;

/** The command line may print. */
final class Greeting {
  void greet() {
    System.out.println("greeting");
  }
}
