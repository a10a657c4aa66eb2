// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.List;
import java.util.stream.Stream;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.convrnn.readout.Decoder;
import org.retrograde.convrnn.unroll.Presentation;

/** The parameters of {@link ConvRnnArchitecture}. */
final class ConvRnnKeys {

  static final String BIOLOGICAL = "biological";
  static final String ENGINEERING = "engineering";
  static final String EVERY_STEP = "every-step";
  static final String LAST_STEPS = "last-steps";
  static final String DECODED = "decoded";

  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final int MOST = Integer.MAX_VALUE;

  private ConvRnnKeys() {}

  static ParameterTable table() {
    return new ParameterTable(
        Stream.of(network(), time(), reading()).flatMap(List::stream).toList());
  }

  private static List<ParameterSpec> network() {
    return List.of(
        ParameterSpec.choice(
            "depth", "shallow", ZooDepth.ids(), "five convolutional layers and a readout, or ten"),
        ParameterSpec.choice(
            "cell", "reciprocal-gated", ZooCell.ids(), "what the layers with memory have"),
        ParameterSpec.integer(
            "feedback",
            "edges",
            0,
            0,
            FeedbackEdges.FIVE.count(),
            "edges from later layers back to earlier ones, 0, 2, 3 or 5; intermediate only"),
        ParameterSpec.decimal("width", "1", 1, 1e-3, ANY, "what every layer's channels are times"),
        ParameterSpec.text("graph", null, "a graph file in place of depth, cell and feedback")
            .asOptional());
  }

  private static List<ParameterSpec> time() {
    return List.of(
        ParameterSpec.integer(
                "steps",
                "steps of 10 ms",
                1,
                1,
                MOST,
                "time steps; by default 16 and 17, as published, or a graph file's longest path and"
                    + " one")
            .asOptional(),
        ParameterSpec.choice(
            "presentation",
            "image-off",
            List.of("constant", "image-off", "movie"),
            "the image throughout, the image and then a blank, or a frame a step"),
        ParameterSpec.integer("imageOff", "steps", 12, 1, MOST, "steps before the blank"),
        ParameterSpec.decimal(
            "blank",
            "normalised pixel value",
            Presentation.PUBLISHED_BLANK,
            -ANY,
            ANY,
            "the blank's value"),
        ParameterSpec.integer(
            "frames", "frames", 1, 1, MOST, "frames of a movie, side by side in the channels"),
        ParameterSpec.choice(
            "unrolling",
            BIOLOGICAL,
            List.of(BIOLOGICAL, ENGINEERING),
            "whether every edge takes a step, or only those against the order"),
        ParameterSpec.text("order", null, "for engineering: nodes, separated by commas")
            .asOptional(),
        ParameterSpec.flag(
            "computeOnce",
            true,
            "whether what stands still is computed once; false is for comparing times"));
  }

  private static List<ParameterSpec> reading() {
    return List.of(
        ParameterSpec.choice(
            "decoder",
            "last",
            List.of("last", "time-average", "weighted-average", "max-confidence", "threshold"),
            "how logits over time become one decision"),
        ParameterSpec.integer(
                "decoderStart",
                "step",
                0,
                0,
                MOST,
                "first step decoded; by default the first driven one")
            .asOptional(),
        ParameterSpec.decimal("threshold", "probability", 0.9, 1e-3, 1, "for decoder threshold"),
        ParameterSpec.decimal("temperature", "1", 1, 0, ANY, "factor of logits in confidences"),
        ParameterSpec.choice(
            "loss",
            DECODED,
            List.of(DECODED, EVERY_STEP, LAST_STEPS),
            "what the loss reads: the decision, or the logits of steps one by one"),
        ParameterSpec.integer("lossSteps", "steps", 1, 1, MOST, "how many for last-steps"),
        ParameterSpec.integer(
                "gradientSteps",
                "steps",
                1,
                1,
                MOST,
                "steps that errors are carried back; by default all")
            .asOptional());
  }

  static Presentation presentation(Parameters parameters) {
    return switch (parameters.text("presentation")) {
      case "constant" -> new Presentation.Constant();
      case "movie" -> new Presentation.Movie(parameters.size("frames"));
      default ->
          new Presentation.ImageOff(parameters.size("imageOff"), parameters.decimal("blank"));
    };
  }

  static Decoder decoder(Parameters parameters) {
    double beta = parameters.decimal("temperature");
    return switch (parameters.text("decoder")) {
      case "time-average" -> new Decoder.TimeAverage();
      case "weighted-average" -> new Decoder.WeightedAverage(beta);
      case "max-confidence" -> new Decoder.MaxConfidence(beta);
      case "threshold" -> new Decoder.Threshold(parameters.decimal("threshold"));
      default -> new Decoder.Last();
    };
  }
}
