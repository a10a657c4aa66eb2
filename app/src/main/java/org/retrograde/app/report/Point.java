// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

/** A point of a curve in the units of its axes; y is NaN where nothing was measured. */
record Point(double x, double y) {}
