// SPDX-License-Identifier: Apache-2.0

/** How alike the choices of a network and of subjects are, and when images are solved. */
@NullMarked
package org.retrograde.app.behavior;

import org.jspecify.annotations.NullMarked;
