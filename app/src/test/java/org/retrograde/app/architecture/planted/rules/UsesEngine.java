// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.retrograde.app.architecture.planted.engine.Motor;

/** Planted: a rule that knows the engine. */
final class UsesEngine {
  final Motor motor = new Motor();
}
