// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.linear;

import java.util.Optional;
import java.util.function.Supplier;

/** A value that is computed when it is first asked for, and kept. */
final class Lazy<T> {

  private final Supplier<T> source;
  private Optional<T> value = Optional.empty();

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  synchronized T get() {
    T result = value.orElseGet(source);
    value = Optional.of(result);
    return result;
  }
}
