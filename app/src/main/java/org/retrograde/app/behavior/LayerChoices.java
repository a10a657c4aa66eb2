// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import org.retrograde.neural.behaviour.BehaviouralScore;

/**
 * How alike the choices that are read out of a layer and those of subjects are.
 *
 * @param layer the layer's name
 * @param units how many values it has for a stimulus
 * @param correct the part of the test stimuli whose object is the likeliest
 * @param i1 image by image
 * @param i2n image by image and object by object, less the objects' means
 */
public record LayerChoices(
    String layer, int units, double correct, BehaviouralScore i1, BehaviouralScore i2n) {}
