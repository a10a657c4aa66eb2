// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.cell;

import java.util.Optional;
import org.retrograde.api.graph.Tensor;

/**
 * What arrives at a cell in one time step.
 *
 * @param input what the node's own operations made of the feedforward input
 * @param residual the feedforward input itself
 * @param feedback what feedback edges bring, joined and resized; empty if none lead here
 */
public record CellInput(Tensor input, Tensor residual, Optional<Tensor> feedback) {}
