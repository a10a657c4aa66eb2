// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.open;

/** Planted: a class that can be built and extended. */
class Open {
  static class Inner {}
}
