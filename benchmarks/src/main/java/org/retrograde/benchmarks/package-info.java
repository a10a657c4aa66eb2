// SPDX-License-Identifier: Apache-2.0

/** JMH benchmarks of kernels, for every kernel library. */
@NullMarked
package org.retrograde.benchmarks;

import org.jspecify.annotations.NullMarked;
