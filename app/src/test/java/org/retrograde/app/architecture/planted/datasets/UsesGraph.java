// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.datasets;

import org.nd4j.autodiff.samediff.SameDiff;

/** Planted: a reader that builds a graph. */
record UsesGraph(SameDiff graph) {}
