// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

/**
 * A learning rule for some layers.
 *
 * @param layers a layer's name in which {@code *} stands for any characters
 * @param rule the rule
 * @param optional whether the network need not have such a layer
 */
public record LayerRule(String layers, PluginChoice rule, boolean optional) {}
