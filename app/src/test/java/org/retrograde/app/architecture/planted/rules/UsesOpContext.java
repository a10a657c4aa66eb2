// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.nd4j.linalg.api.ops.OpContext;

/** Planted: an op context outside the engine. */
record UsesOpContext(OpContext context) {}
