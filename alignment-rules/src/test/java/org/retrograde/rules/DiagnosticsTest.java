// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.retrograde.testkit.Tolerance.DOUBLE;
import static org.retrograde.testkit.Tolerance.SMALL_ANGLE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.BatchNormSpec;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.api.graph.Initializer;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.NetworkBuilder;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.result.Diagnostics;
import org.retrograde.api.result.Quantity;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.api.rule.RuleAssignment;
import org.retrograde.api.rule.SynapticRule;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.train.DiagnosticProgram;
import org.retrograde.engine.train.DiagnosticsRecord;
import org.retrograde.engine.train.TrainingStep;

/** The measurements on a fixed batch against the same from arrays, in float64. */
final class DiagnosticsTest {

  private static final int IMAGES = 7;
  private static final int INPUTS = 5;
  private static final int CLASSES = 3;
  private static final List<String> LAYERS = List.of("first", "second", "logits");
  private static final Initializer NORMAL = new Initializer.Normal(0.8);

  private static Network dense(Mode mode, int batch) {
    ImageShape image = new ImageShape(1, 1, INPUTS);
    NetworkBuilder b = new NetworkBuilder(mode, DataType.DOUBLE, batch, image, CLASSES);
    Tensor x = b.flatten(b.input());
    x = b.activation(Activation.TANH, b.dense("first", x, 4, false, NORMAL));
    x = b.activation(Activation.TANH, b.dense("second", x, 6, false, NORMAL));
    return b.build(b.dense("logits", x, CLASSES, false, NORMAL));
  }

  private static Network convolutional(Mode mode, int batch) {
    NetworkBuilder b = new NetworkBuilder(mode, DataType.DOUBLE, batch, Lab.IMAGE, CLASSES);
    Tensor x = b.convolution("first", b.input(), Lab.spec(4, 3, 1, 1));
    x = b.activation(Activation.RELU, b.batchNorm("norm", x, new BatchNormSpec(0.9, 1e-5, 1)));
    x = b.convolution("second", x, Lab.spec(3, 3, 2, 1));
    return b.build(b.dense("logits", b.flatten(x), CLASSES, true, NORMAL));
  }

  private static DiagnosticsRecord measure(
      Function<Integer, Network> network, TrainingStep step, SynapticRule rule, int pixels) {
    return new DiagnosticProgram(
            (mode, batch) -> network.apply(batch),
            RuleAssignment.everywhere(rule),
            step,
            new FewImages(5, pixels, CLASSES),
            IMAGES,
            List.of(new Amp(), new Decay(), new Null(), new Sparse(), new Self()),
            new Nd4jKernels())
        .measure(0);
  }

  private static TrainingStep step(Network network, SynapticRule rule) {
    OptimizerSpec plain = OptimizerSpec.sgd(0.1, 0, 0);
    return new TrainingStep(
        network, RuleAssignment.everywhere(rule), plain, plain, 5, new Nd4jKernels());
  }

  private static SynapticRule rule(LearningRule family) {
    return family.configure(family.parameters().defaults());
  }

  private static DiagnosticsRecord ofDense(TrainingStep step, SynapticRule rule) {
    return measure(batch -> dense(Mode.TRAINING, batch), step, rule, INPUTS);
  }

  private static DiagnosticsRecord ofConvolutions(TrainingStep step, SynapticRule rule) {
    return measure(batch -> convolutional(Mode.TRAINING, batch), step, rule, Lab.IMAGE.size());
  }

  private static Diagnostics at(DiagnosticsRecord record, String layer) {
    return Objects.requireNonNull(record.layers().get(layer));
  }

  private static void requireValue(Diagnostics got, Quantity quantity, double expected) {
    DOUBLE.requireAgree(quantity.key(), got.get(quantity).orElseThrow(), expected);
  }

  private static void requirePrimitive(Diagnostics got, String id, double expected) {
    DOUBLE.requireAgree(id, Objects.requireNonNull(got.primitives().get(id)), expected);
  }

  @Test
  void every_quantity_of_dense_layers_is_that_computed_from_arrays() {
    SynapticRule rule = rule(new PublishedRules.FeedbackAlignment());
    try (TrainingStep step = step(dense(Mode.TRAINING, IMAGES), rule)) {
      DiagnosticsRecord record = ofDense(step, rule);
      DensePass passes = new DensePass(step, FewImages.first(5, INPUTS, CLASSES, IMAGES));
      for (int i = 0; i < LAYERS.size(); i++) {
        requireLayer(at(record, LAYERS.get(i)), passes, i);
      }
      requireWhole(record.whole(), passes);
    }
  }

  private static void requireLayer(Diagnostics got, DensePass passes, int i) {
    INDArray w = passes.weights().get(i);
    INDArray b = passes.feedback().get(i);
    INDArray x = passes.inputs().get(i);
    INDArray dy = passes.errors().get(i);
    requireValue(got, Quantity.WEIGHT_ANGLE, angle(w, b));
    requireValue(got, Quantity.NORM_RATIO, norm(b) / norm(w));
    requireValue(got, Quantity.SIGN_AGREEMENT, equalSigns(w, b));
    requireValue(got, Quantity.SPECTRAL_NORM, largestSingularValue(b));
    requireGradientAngle(got, passes, i);
    requireValue(got, Quantity.PROJECTION_ANGLE, angle(x.mmul(w), x.mmul(b)));
    if (i > 0) {
      INDArray throughFeedback = dy.mmul(b.transpose());
      requireValue(got, Quantity.LOCAL_ERROR_ANGLE, angle(dy.mmul(w.transpose()), throughFeedback));
    } else {
      assertThat(got.get(Quantity.LOCAL_ERROR_ANGLE)).as("no error is handed on").isEmpty();
    }
    requirePrimitives(got, w, b, x);
  }

  /** The last layer's error is exact, whatever the rule. */
  private static void requireGradientAngle(Diagnostics got, DensePass passes, int i) {
    if (i == LAYERS.size() - 1) {
      double angle = got.get(Quantity.GRADIENT_ANGLE).orElseThrow();
      SMALL_ANGLE.requireAgree("gradient of the last layer", angle, 0);
    } else {
      INDArray exact = passes.exactGradients().get(i);
      requireValue(got, Quantity.GRADIENT_ANGLE, angle(exact, passes.gradients().get(i)));
    }
  }

  private static void requirePrimitives(Diagnostics got, INDArray w, INDArray b, INDArray x) {
    INDArray y = x.mmul(w);
    requirePrimitive(got, "amp", -product(x.mmul(b), y) / IMAGES);
    requirePrimitive(got, "decay", product(b, b) / 2);
    INDArray back = y.mmul(b.transpose());
    requirePrimitive(got, "null", product(back, back) / 2 / IMAGES);
    requirePrimitive(got, "sparse", product(x.mmul(b), x.mmul(b)) / 2 / IMAGES);
    requirePrimitive(got, "self", -product(w, b));
  }

  private static void requireWhole(Diagnostics got, DensePass passes) {
    INDArray w = joined(passes.weights());
    INDArray b = joined(passes.feedback());
    requireValue(got, Quantity.WEIGHT_ANGLE, angle(w, b));
    requireValue(got, Quantity.NORM_RATIO, norm(b) / norm(w));
    requireValue(got, Quantity.SIGN_AGREEMENT, equalSigns(w, b));
    requireValue(
        got,
        Quantity.SPECTRAL_NORM,
        passes.feedback().stream()
            .mapToDouble(DiagnosticsTest::largestSingularValue)
            .max()
            .orElseThrow());
    requireValue(
        got,
        Quantity.GRADIENT_ANGLE,
        angle(joined(passes.exactGradients()), joined(passes.gradients())));
    requirePrimitive(got, "decay", product(b, b) / 2);
    requirePrimitive(got, "self", -product(w, b));
  }

  @Test
  void under_backpropagation_every_angle_is_zero() {
    SynapticRule rule = rule(new PublishedRules.Backpropagation());
    try (TrainingStep step = step(convolutional(Mode.TRAINING, IMAGES), rule)) {
      requireAligned(ofConvolutions(step, rule));
    }
  }

  @Test
  void where_B_is_W_every_angle_is_zero() {
    SynapticRule rule = rule(new PublishedRules.FeedbackAlignment());
    try (TrainingStep step = step(convolutional(Mode.TRAINING, IMAGES), rule)) {
      step.set("first.B", step.get("first.W"));
      step.set("second.B", step.get("second.W"));
      step.set("logits.B", Matrices.feedbackAsWeight(step.get("logits.W")));
      requireAligned(ofConvolutions(step, rule));
    }
  }

  private static void requireAligned(DiagnosticsRecord record) {
    requireAligned(record.whole(), true);
    record.layers().forEach((layer, got) -> requireAligned(got, !layer.equals("first")));
  }

  private static void requireAligned(Diagnostics got, boolean handsOn) {
    List<Quantity> angles =
        List.of(
            Quantity.WEIGHT_ANGLE,
            Quantity.LOCAL_ERROR_ANGLE,
            Quantity.GRADIENT_ANGLE,
            Quantity.PROJECTION_ANGLE);
    for (Quantity angle : angles) {
      if (handsOn || angle != Quantity.LOCAL_ERROR_ANGLE) {
        SMALL_ANGLE.requireAgree(angle.key(), got.get(angle).orElseThrow(), 0);
      }
    }
    requireValue(got, Quantity.NORM_RATIO, 1);
    requireValue(got, Quantity.SIGN_AGREEMENT, 1);
  }

  @Test
  void the_spectral_norm_of_a_convolution_is_that_of_its_kernel_as_a_matrix() {
    SynapticRule rule = rule(new PublishedRules.FeedbackAlignment());
    try (TrainingStep step = step(convolutional(Mode.TRAINING, IMAGES), rule)) {
      DiagnosticsRecord record = ofConvolutions(step, rule);
      INDArray first = Nd4j.createFromArray(Lab.values(step, "first.B")).reshape('c', 18, 4);
      INDArray second = Nd4j.createFromArray(Lab.values(step, "second.B")).reshape('c', 36, 3);
      requireValue(at(record, "first"), Quantity.SPECTRAL_NORM, largestSingularValue(first));
      requireValue(at(record, "second"), Quantity.SPECTRAL_NORM, largestSingularValue(second));
    }
  }

  @Test
  void where_a_function_of_W_carries_the_error_it_is_measured() {
    SynapticRule rule = Lab.rule(new UniformSignSymmetry(), Map.of("scale", 0.3));
    try (TrainingStep step = step(dense(Mode.TRAINING, IMAGES), rule)) {
      Diagnostics got = at(ofDense(step, rule), "second");
      INDArray w = Nd4j.createFromArray(Lab.values(step, "second.W"));
      requireValue(got, Quantity.WEIGHT_ANGLE, angle(w, Transforms.sign(w)));
      requireValue(got, Quantity.SIGN_AGREEMENT, 1);
      requirePrimitive(got, "decay", 0.3 * 0.3 * w.length() / 2);
    }
  }

  @Test
  void what_makes_no_sense_for_B_of_another_shape_is_absent() {
    SynapticRule rule = rule(new DirectFeedbackAlignment());
    try (TrainingStep step = step(dense(Mode.TRAINING, IMAGES), rule)) {
      Diagnostics got = at(ofDense(step, rule), "second");
      assertThat(got.quantities().keySet())
          .containsExactlyInAnyOrder(Quantity.SPECTRAL_NORM, Quantity.GRADIENT_ANGLE);
      assertThat(got.primitives()).isEmpty();
      INDArray b = Nd4j.createFromArray(Lab.values(step, "second.B")).reshape('c', CLASSES, 4);
      requireValue(got, Quantity.SPECTRAL_NORM, largestSingularValue(b));
    }
  }

  private static INDArray joined(List<INDArray> arrays) {
    return Nd4j.concat(
        0,
        arrays.stream()
            .map(a -> a.dup('c').reshape('c', new long[] {a.length()}))
            .toArray(INDArray[]::new));
  }

  private static double product(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue();
  }

  private static double norm(INDArray a) {
    return Math.sqrt(product(a, a));
  }

  private static double angle(INDArray a, INDArray b) {
    return Math.toDegrees(Math.acos(product(a, b) / (norm(a) * norm(b))));
  }

  private static double equalSigns(INDArray a, INDArray b) {
    return a.mul(b).gt(0).castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  /** One-sided Jacobi (Hestenes 1958): columns are turned until they are orthogonal. */
  private static double largestSingularValue(INDArray matrix) {
    double[][] columns = matrix.transpose().dup('c').toDoubleMatrix();
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int i = 0; i < columns.length; i++) {
        for (int j = i + 1; j < columns.length; j++) {
          rotate(columns[i], columns[j]);
        }
      }
    }
    return Arrays.stream(columns)
        .mapToDouble(column -> Math.sqrt(Matrices.dot(column, column)))
        .max()
        .orElseThrow();
  }

  private static void rotate(double[] a, double[] b) {
    double angle = Math.atan2(2 * Matrices.dot(a, b), Matrices.dot(a, a) - Matrices.dot(b, b)) / 2;
    for (int i = 0; i < a.length; i++) {
      double turned = Math.cos(angle) * a[i] + Math.sin(angle) * b[i];
      b[i] = Math.cos(angle) * b[i] - Math.sin(angle) * a[i];
      a[i] = turned;
    }
  }
}
