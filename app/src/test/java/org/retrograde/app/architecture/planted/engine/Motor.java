// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.engine;

/** Planted: what a module above the engine must not use. */
public final class Motor {}
