// SPDX-License-Identifier: Apache-2.0

/**
 * The tests that a plugin must pass, as interfaces of JUnit tests to implement, and the tolerances
 * they use.
 */
@NullMarked
package org.retrograde.testkit;

import org.jspecify.annotations.NullMarked;
