// SPDX-License-Identifier: Apache-2.0

/** How well activations predict, or resemble, recorded responses: plugins and their values. */
@NullMarked
package org.retrograde.api.metric;

import org.jspecify.annotations.NullMarked;
