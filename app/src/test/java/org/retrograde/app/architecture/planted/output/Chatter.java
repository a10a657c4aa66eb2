// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.output;

/** Planted: printing outside the command line. */
final class Chatter {
  void out() {
    System.out.println("out");
  }

  void err() {
    System.err.println("err");
  }

  void trace(Exception e) {
    e.printStackTrace();
  }
}
