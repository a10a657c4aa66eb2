// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import com.google.inject.Injector;

/** Planted: wiring outside the application. */
record UsesGuice(Injector injector) {}
