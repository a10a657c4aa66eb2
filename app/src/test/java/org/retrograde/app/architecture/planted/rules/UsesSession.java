// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture.planted.rules;

import org.nd4j.autodiff.samediff.internal.InferenceSession;

/** Planted: a session outside the engine. */
record UsesSession(InferenceSession session) {}
