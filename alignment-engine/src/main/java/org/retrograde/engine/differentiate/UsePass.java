// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.differentiate;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.retrograde.api.rule.SynapticSignals;

/**
 * The backward pass through one use of a synapse's weights.
 *
 * @param signals what the rule saw when it carried the error
 * @param handedOn the error that the rule handed on to x; empty where no parameter lies below
 */
public record UsePass(SynapticSignals signals, Optional<SDVariable> handedOn) {}
