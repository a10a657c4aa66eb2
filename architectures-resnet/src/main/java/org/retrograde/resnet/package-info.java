// SPDX-License-Identifier: Apache-2.0

/** Residual networks, LeNet and plain stacks of layers. */
@NullMarked
package org.retrograde.resnet;

import org.jspecify.annotations.NullMarked;
