// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

/**
 * An axis of a chart.
 *
 * @param label what it shows
 * @param unit what stands after a value, may be empty
 * @param decimals the decimals of a value in a tooltip
 * @param ticks about how many ticks it has
 * @param scale its range
 */
record Axis(String label, String unit, int decimals, int ticks, Scale scale) {}
