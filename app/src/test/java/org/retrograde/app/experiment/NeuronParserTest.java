// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.retrograde.app.neural.Readout;

class NeuronParserTest {

  private static final String SIMULATED =
      """
      neurons:
        simulate: {seed: 9, layers: [conv3=V4, ' a=b = IT ']}
        metric: {id: cka}
        regions: IT
      """;

  private static final String TWO =
      Samples.SMALLEST.replace(
          "architecture: {id: resnet-cifar}",
          "architectures: [{id: lenet, name: a}, {id: resnet-cifar}]");

  @Test
  void keys_have_the_defaults_of_the_command() {
    NeuronSettings neurons =
        Samples.parse(Samples.SMALLEST + "neurons: {assembly: a.nc}\n").neurons().orElseThrow();
    assertThat(neurons.metric().id()).isEqualTo("pls");
    assertThat(neurons.metric().parameters().size("components")).isEqualTo(25);
    assertThat(neurons.simulate()).isEmpty();
    assertThat(neurons.keys().texts("layers")).containsExactly("all");
    assertThat(neurons.keys().texts("regions")).isEmpty();
    assertThat(neurons.keys().size("bootstrap")).isEqualTo(1000);
    assertThat(neurons.keys().has("limit")).isFalse();
  }

  @Test
  void what_is_written_reads_as_the_same() {
    Experiment experiment = Samples.parse(TWO + SIMULATED + "  limit: 20\n  window: 70-110\n");
    assertThat(Samples.parse(Samples.writer().yaml(experiment))).isEqualTo(experiment);
    Experiment recorded =
        Samples.parse(Samples.SMALLEST + "neurons: {assembly: a.nc, metric: {id: ridge-cv}}\n");
    assertThat(Samples.parse(Samples.writer().yaml(recorded))).isEqualTo(recorded);
    Experiment shown =
        Samples.parse(
            Samples.SMALLEST
                + "neurons: {assembly: a.nc, images: b, reduce: 'random:9', projectionSeed: 2}\n");
    assertThat(Samples.parse(Samples.writer().yaml(shown))).isEqualTo(shown);
  }

  /** A checkpoint may be gone on with whatever its network is scored against afterwards. */
  @Test
  void neurons_are_no_part_of_what_tells_trainings_apart() {
    Experiment without = Samples.parse(TWO);
    Experiment with = Samples.parse(TWO + SIMULATED);
    assertThat(Samples.writer().hash(with)).isEqualTo(Samples.writer().hash(without));
    assertThat(Samples.writer().yaml(without)).doesNotContain("neurons");
    assertThat(with.withoutNeurons()).isEqualTo(without);
  }

  @Test
  void a_run_of_several_networks_names_the_one_that_neurons_follow() {
    List<Experiment> runs = Samples.parse(TWO + SIMULATED).runs();
    assertThat(runs).hasSize(2).allSatisfy(run -> assertThat(followed(run)).isEqualTo("a"));
    Experiment written = Samples.parse(Samples.writer().yaml(runs.get(1)));
    assertThat(written).isEqualTo(runs.get(1));
    Experiment one = Samples.parse(Samples.SMALLEST + SIMULATED);
    assertThat(one.runs().get(0)).isEqualTo(one);
    Experiment named =
        Samples.parse(TWO + SIMULATED.replace("seed: 9", "seed: 9, architecture: {id: lenet}"));
    assertThat(followed(named.runs().get(0))).isEqualTo("lenet");
  }

  private static String followed(Experiment run) {
    return run.neurons().orElseThrow().simulate().orElseThrow().architecture().orElseThrow().name();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                   | neither assembly nor simulate
          3                                                    | a map of keys
          {assembly: a.nc, simulate: {seed: 1, layers: [a=b]}} | assembly and simulate
          {simulate: {layers: [a=b]}}                          | neurons.simulate.seed: found no value
          {simulate: {seed: 1}}                                | neurons.simulate.layers: found no value
          {simulate: {seed: 1, layers: []}}                    | found no layer
          {simulate: {seed: 1, layers: ['=b']}}                | found '=b'
          {simulate: {seed: 1, layers: [a=b, a=c]}}            | found 'a=b, a=c'
          {simulate: {seed: 1, layers: [a=b], reliability: 0}} | above 0
          {simulate: {seed: 1, layers: [a=b]}, regions: [c]}   | found 'c', which is not simulated
          {simulate: {seed: 1, layers: [a=b]}, stimuli: s.csv} | a stimulus set of simulated neurons
          {assembly: a.nc, part: validation}                   | holds no images out
          {assembly: a.nc, images: b, part: train}             | neurons.part: found a part of the dataset beside
          {assembly: a.nc, projectionSeed: 2}                  | a seed without a random projection
          {assembly: a.nc, part: all}                          | one of test, train, validation
          {assembly: a.nc, layer: conv}                        | did you mean 'layers'?
          {assembly: a.nc, metric: {id: plz}}                  | did you mean 'pls'?
          {assembly: a.nc, metric: {id: cka, alpha: 1}}        | which id 'cka' does not use
          """)
  void what_is_wrong_is_refused_with_file_and_line(String neurons, String expected) {
    assertThatThrownBy(() -> Samples.parse(Samples.SMALLEST + "neurons: " + neurons + "\n"))
        .hasMessageContaining("test.yaml:5")
        .hasMessageContaining(expected);
  }

  @Test
  void images_held_out_may_be_shown() {
    String held =
        Samples.SMALLEST.replace("{id: fashion-mnist}", "{id: fashion-mnist, validation: 0.1}");
    assertThat(Samples.parse(held + "neurons: {assembly: a.nc, part: validation}\n").neurons())
        .isPresent();
  }

  @Test
  void readouts_are_those_that_there_are() {
    assertThat(NeuronKeys.scoring().find("readout").orElseThrow().choices())
        .isEqualTo(Readout.ids());
  }
}
