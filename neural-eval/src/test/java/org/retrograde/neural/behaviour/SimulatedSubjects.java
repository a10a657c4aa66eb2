// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.behaviour;

import java.util.stream.IntStream;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.random.RandomStream;

/** Subjects who choose by the probabilities of a model, several trials an image and distractor. */
record SimulatedSubjects(int perObject, int objects, int trialsEach) {

  int[] truth() {
    return IntStream.range(0, perObject * objects).map(i -> i % objects).toArray();
  }

  Matrix probabilities(int model) {
    RandomStream random = RandomStream.of(model, "confusions", 0);
    int[] truth = truth();
    Matrix p = Matrix.zeros(truth.length, objects);
    for (int i = 0; i < truth.length; i++) {
      for (int c = 0; c < objects; c++) {
        p.set(i, c, Math.exp(random.nextGaussian() + (c == truth[i] ? 1.5 : 0)));
      }
    }
    return p;
  }

  FalseAlarms model(int model) {
    return FalseAlarms.ofProbabilities(probabilities(model), truth());
  }

  ChoiceTrials trials() {
    RandomStream random = RandomStream.of(7, "choices", 0);
    int[] truth = truth();
    FalseAlarms rates = model(0);
    int count = truth.length * (objects - 1) * trialsEach;
    int[] image = new int[count];
    int[] distractor = new int[count];
    int[] choice = new int[count];
    for (int t = 0; t < count; t++) {
      image[t] = t % truth.length;
      int shift = 1 + t / truth.length % (objects - 1);
      distractor[t] = (truth[image[t]] + shift) % objects;
      boolean wrong = random.nextDouble() < rates.rates().at(image[t], distractor[t]);
      choice[t] = wrong ? distractor[t] : truth[image[t]];
    }
    return new ChoiceTrials(objects, truth, image, distractor, choice);
  }
}
