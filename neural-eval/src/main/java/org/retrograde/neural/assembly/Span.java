// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

/**
 * Neighbours along an axis.
 *
 * @param first the place of the first
 * @param length how many there are
 */
record Span(int first, int length) {}
