// SPDX-License-Identifier: Apache-2.0

/** What a network's layers put out for images, image by image and step by step, in a file. */
@NullMarked
package org.retrograde.app.features;

import org.jspecify.annotations.NullMarked;
