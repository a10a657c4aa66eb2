// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import org.retrograde.api.graph.ImageShape;

/**
 * What is known of a training before its first step.
 *
 * @param dataset the dataset's name
 * @param datasetDigest SHA-256 over its images and labels, in hexadecimal
 * @param trainingImages the number of training images
 * @param testImages the number of test images
 * @param classes the number of classes
 * @param image the shape of an image
 * @param parameters the number of trainable values
 * @param plannedBytes the memory planned for buffers
 * @param batchSize images in a step
 * @param stepsPerEpoch steps in an epoch
 * @param totalSteps steps in the run
 */
public record TrainingFacts(
    String dataset,
    String datasetDigest,
    int trainingImages,
    int testImages,
    int classes,
    ImageShape image,
    long parameters,
    long plannedBytes,
    int batchSize,
    int stepsPerEpoch,
    long totalSteps) {}
