// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.state;

import java.util.ArrayList;
import java.util.List;

/** Planted: state that everyone shares. */
final class Shared {
  static final int[] ARRAY = {1, 2};
  static final List<String> LIST = new ArrayList<>();
  static final Shared OBJECT = new Shared();
  static int counter;

  int variable;
}
