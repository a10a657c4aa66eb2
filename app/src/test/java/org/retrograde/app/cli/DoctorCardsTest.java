// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.app.gpu.Accelerator;
import org.retrograde.app.gpu.CardSurvey;
import org.retrograde.app.gpu.FakeMachine;
import org.retrograde.engine.kernel.Backend;

class DoctorCardsTest {

  @Test
  void without_a_driver_one_line_says_so() {
    CommandLineRun run = CommandLineRun.on(processor(FakeMachine.without()), "doctor");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            """
            gpus:
              driver: no NVIDIA driver found
              serves: none on cards: this build computes in the processor
            """)
        .doesNotContain("RETROGRADE_BUILD");
  }

  @Test
  void plugins_of_every_kind_are_listed_once() throws IOException {
    JsonNode doctor = json(processor(FakeMachine.without()));
    assertThat(doctor.at("/plugins/mapping").toString()).contains("ridge-cv");
    assertThat(doctor.at("/plugins/evaluation metric").toString()).contains("cka");
    assertThat(doctor.at("/plugins").toString()).contains("gru").doesNotContain("nd4j");
    assertThat(doctor.at("/kernels").toString()).contains("nd4j");
  }

  @Test
  void a_card_is_described() {
    CommandLineRun run = CommandLineRun.on(processor(FakeMachine.with(FakeMachine.A100)), "doctor");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(
            """
              driver: 510.47.03
              cards:
                - name: NVIDIA A100-SXM4-40GB, computeCapability: 8.0, memory: 40,960 MiB, cudaBuild: usable
              serves: none on cards: this build computes in the processor
            """,
            "note: this build computes in the processor; RETROGRADE_BUILD=cuda");
  }

  @Test
  void a_program_reads_the_same() throws IOException {
    JsonNode doctor = json(processor(FakeMachine.with(FakeMachine.A100 + "\n" + FakeMachine.H200)));

    assertThat(doctor.at("/gpus/driver").asText()).isEqualTo("550.54.15");
    assertThat(doctor.at("/gpus/cards/0/memoryBytes").asLong()).isEqualTo(40L << 30);
    assertThat(doctor.at("/gpus/cards/1/computeCapability").asText()).isEqualTo("9.0");
    assertThat(doctor.at("/gpus/cards/1/cudaBuild").asText()).startsWith("not usable");
    assertThat(doctor.get("healthy").asBoolean()).isTrue();
  }

  @Test
  void a_card_that_the_build_for_cards_cannot_run_on_is_a_problem() throws IOException {
    Accelerator accelerator = cards(FakeMachine.with(FakeMachine.H200));

    CommandLineRun run = CommandLineRun.on(accelerator, "doctor");
    JsonNode doctor = json(accelerator);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("problem: NVIDIA H200: found compute capability 9.0; expected")
        .doesNotContain("nativeBuild");
    assertThat(doctor.at("/gpus/serves").asText()).isEqualTo("none");
    assertThat(doctor.at("/servingKernels/id").asText()).isEqualTo("none");
    assertThat(doctor.at("/servingKernels/reason").asText()).contains("NVIDIA H200");
  }

  @Test
  void on_a_card_that_fits_the_reference_library_serves() throws IOException {
    JsonNode doctor = json(cards(FakeMachine.with(FakeMachine.A100)));

    assertThat(doctor.at("/gpus/serves").asText()).isEqualTo("nd4j");
    assertThat(doctor.get("notes")).isEmpty();
  }

  @Test
  void a_hidden_card_and_a_silent_driver_are_told() {
    assertThat(
            CommandLineRun.on(
                    processor(FakeMachine.with(FakeMachine.A100, "CUDA_VISIBLE_DEVICES", "")),
                    "doctor")
                .out())
        .contains("hidden: by CUDA_VISIBLE_DEVICES");
    assertThat(CommandLineRun.on(processor(FakeMachine.with("Segmentation fault")), "doctor").out())
        .contains("trouble: nvidia-smi says: not a line about a card: 'Segmentation fault'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run a.yaml",
        "train --rule feedback-alignment",
        "bench step --architecture lenet",
        "explain a.yaml",
        "weights list a.yaml",
        "features --model a.yaml --layers all --dataset test --out b.npz"
      })
  void nothing_starts_on_a_card_that_does_not_fit(String words) {
    CommandLineRun run =
        CommandLineRun.on(cards(FakeMachine.with(FakeMachine.K40)), words.split(" "));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("retrograde: Tesla K40m: found compute capability 3.5")
        .hasLineCount(1);
  }

  private static JsonNode json(Accelerator accelerator) throws IOException {
    return new ObjectMapper().readTree(CommandLineRun.on(accelerator, "doctor", "--json").out());
  }

  private static Accelerator processor(CardSurvey survey) {
    return new Accelerator(() -> Backend.PROCESSOR, survey);
  }

  private static Accelerator cards(CardSurvey survey) {
    return new Accelerator(() -> Backend.CARDS, survey);
  }
}
