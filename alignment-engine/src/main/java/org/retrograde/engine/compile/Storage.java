// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * A stretch of an arena, shared by values that are never needed at the same time.
 *
 * @param type the arena
 * @param offset the first element
 * @param length how many
 */
record Storage(DataType type, long offset, long length) {}
