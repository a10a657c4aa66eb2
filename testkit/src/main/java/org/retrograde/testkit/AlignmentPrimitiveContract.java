// SPDX-License-Identifier: Apache-2.0

package org.retrograde.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.Locality;
import org.retrograde.engine.certificate.Part;
import org.retrograde.engine.certificate.PartCertificate;
import org.retrograde.engine.certificate.RuleCertificate;
import org.retrograde.engine.certificate.Source;
import org.retrograde.engine.certificate.SynapseCertificate;
import org.retrograde.engine.certificate.Verdict;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.train.TrainingStep;

/**
 * What every alignment primitive must satisfy. A test class implements this interface, and inherits
 * the tests.
 *
 * <p>They run on a float64 network of a padded convolution, a padded convolution with stride 2, and
 * two dense layers.
 */
public interface AlignmentPrimitiveContract {

  /**
   * Returns the plugin under test.
   *
   * @return a new instance
   */
  AlignmentPrimitive primitive();

  /**
   * Returns the kernels to run on.
   *
   * @return the reference library, unless the test class says otherwise
   */
  default KernelLibrary kernels() {
    return new Nd4jKernels();
  }

  /** Identity is complete; a coefficient belongs to the rule, so there are no parameters. */
  @Test
  default void describes_itself() {
    assertTrue(
        primitive().id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        "the id is '" + primitive().id() + "'");
    assertTrue(
        primitive().description().matches("\\S.*[^.]"),
        "the description is '" + primitive().description() + "'");
    assertFalse(primitive().source().isBlank(), "the source is empty");
    assertTrue(primitive().parameters().specs().isEmpty(), "a primitive has no parameters");
  }

  /**
   * The gradient is that of the value, by finite differences in float64, on every kind of synapse.
   */
  @Test
  default void has_the_gradient_of_its_value() {
    try (TrainingStep step =
        Probe.step(new SinglePrimitive(primitive()), RuleTrial.IMAGES, kernels())) {
      for (String layer : Probe.LAYERS) {
        double[] expected = RuleTrial.differences(step, layer);
        step.runWithoutUpdate(RuleTrial.batch(0));
        String what = "gradient of " + primitive().id() + " at " + layer;
        Tolerance.FINITE_DIFFERENCES.requireAgree(
            what, Values.of(step.gradient(layer + ".B")), expected);
      }
    }
  }

  /**
   * A term that depends on activity is a mean over the batch: the same images twice over change
   * nothing.
   */
  @Test
  default void is_a_mean_over_the_batch() {
    int images = RuleTrial.IMAGES;
    SinglePrimitive rule = new SinglePrimitive(primitive());
    try (TrainingStep once = Probe.step(rule, images, kernels());
        TrainingStep twice = Probe.step(rule, 2 * images, kernels())) {
      once.runWithoutUpdate(Probe.batch(0, images, 1));
      twice.runWithoutUpdate(Probe.batch(0, images, 2));
      Tolerance.DOUBLE.requireAgree("value", twice.alignmentLoss(), once.alignmentLoss());
      for (String layer : Probe.LAYERS) {
        String name = layer + ".B";
        Tolerance.DOUBLE.requireAgree(
            "gradient of " + name, twice.gradient(name), once.gradient(name));
      }
    }
  }

  /** The locality it declares is that of its gradient, found by walking the graph. */
  @Test
  default void declares_its_locality_honestly() {
    RuleCertificate certificate = RuleCertificate.of(new SinglePrimitive(primitive()));
    for (SynapseCertificate synapse : certificate.synapses()) {
      assertEquals(locality(synapse), primitive().locality(), "locality at " + synapse.layer());
    }
  }

  private static Locality locality(SynapseCertificate synapse) {
    PartCertificate update =
        synapse.parts().stream()
            .filter(part -> part.part() == Part.FEEDBACK_UPDATE)
            .findFirst()
            .orElseThrow();
    boolean readsError = update.reads().stream().anyMatch(read -> read.source() == Source.ERROR);
    return update.verdict() == Verdict.LOCAL && !readsError ? Locality.LOCAL : Locality.NON_LOCAL;
  }
}
