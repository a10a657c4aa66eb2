// SPDX-License-Identifier: Apache-2.0

/** Guice modules; nothing else in the program knows of Guice. */
@NullMarked
package org.retrograde.app.wiring;

import org.jspecify.annotations.NullMarked;
