// SPDX-License-Identifier: Apache-2.0

/** Architectures: plugins that build a network. */
@NullMarked
package org.retrograde.api.architecture;

import org.jspecify.annotations.NullMarked;
