// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.elsewhere;

/** Planted: a class of no module. */
final class Stray {}
