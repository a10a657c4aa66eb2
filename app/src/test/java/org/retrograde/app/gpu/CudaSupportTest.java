// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.api.error.Problem;

class CudaSupportTest {

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "5.0", "7.0", "7.5", "8.0", "8.6"})
  void cards_that_it_was_built_for_serve(String capability) {
    assertThat(obstacle(card("510.47.03", capability))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    FakeMachine.H200 + ", 9.0",
    FakeMachine.RTX_4090 + ", 8.9",
    FakeMachine.K40 + ", 3.5"
  })
  void others_are_refused_in_one_line(
      String driver, String memory, String uuid, String number, String name, String capability) {
    String line =
        obstacle(String.join(", ", driver, memory, uuid, number, name)).orElseThrow().line();

    assertThat(line)
        .hasLineCount(1)
        .startsWith(name + ": found compute capability " + capability)
        .contains("expected compute capability 3.7 to 8.6", "leave out RETROGRADE_BUILD=cuda");
  }

  @Test
  void one_card_that_cannot_serve_is_enough_and_the_other_is_named() {
    assertThat(obstacle(FakeMachine.A100 + "\n" + FakeMachine.H200).orElseThrow().line())
        .startsWith("NVIDIA H200: ")
        .contains("set CUDA_VISIBLE_DEVICES=GPU-a100a100-0000 to use NVIDIA A100-SXM4-40GB alone");
  }

  @Test
  void that_other_card_alone_serves() {
    Cards cards =
        FakeMachine.with(
                FakeMachine.A100 + "\n" + FakeMachine.H200,
                "CUDA_VISIBLE_DEVICES",
                "GPU-a100a100-0000")
            .get();

    assertThat(CudaSupport.obstacle(cards)).isEmpty();
  }

  @Test
  void an_unknown_compute_capability_is_refused_with_what_to_do() {
    assertThat(obstacle("470.57.02, 16280 MiB, GPU-1, [N/A], Tesla P100").orElseThrow().line())
        .contains("Tesla P100: found a compute capability that the driver does not tell")
        .endsWith("update the driver: the nvidia-smi of a newer one tells");
  }

  @ParameterizedTest
  @ValueSource(strings = {"450.51.06", "418.67", "390.157"})
  void an_old_driver_is_refused(String driver) {
    assertThat(obstacle(card(driver, "7.0")).orElseThrow().line())
        .contains("found driver " + driver, "expected 450.80 or newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"450.80.02", "450.102.04", "535.104.05"})
  void newer_ones_are_not(String driver) {
    assertThat(obstacle(card(driver, "7.0"))).isEmpty();
  }

  @Test
  void without_a_driver_one_line_says_so() {
    assertThat(CudaSupport.obstacle(FakeMachine.without().get()).orElseThrow().line())
        .isEqualTo(
            "build for NVIDIA cards: found no NVIDIA driver; expected one, which CUDA needs;"
                + " leave out RETROGRADE_BUILD=cuda to compute in the processor");
  }

  @Test
  void a_driver_that_does_not_answer_is_none() {
    Cards cards = FakeMachine.answering(9, "NVIDIA-SMI has failed").get();

    assertThat(CudaSupport.obstacle(cards).orElseThrow().line())
        .contains("found no NVIDIA driver (nvidia-smi says: NVIDIA-SMI has failed)");
  }

  @Test
  void cards_that_cannot_be_listed_are_refused() {
    Cards cards =
        new Cards(
            Optional.of("510.47.03"), List.of(), List.of(), Optional.of("there is no nvidia-smi"));

    assertThat(CudaSupport.obstacle(cards).orElseThrow().line())
        .contains("driver 510.47.03, there is no nvidia-smi", "a list of its cards");
  }

  @Test
  void a_driver_without_a_card_is_told_apart_from_a_hidden_card() {
    Cards none = new Cards(Optional.of("510.47.03"), List.of(), List.of(), Optional.empty());
    Cards hidden = FakeMachine.with(FakeMachine.A100, "CUDA_VISIBLE_DEVICES", "").get();

    assertThat(CudaSupport.obstacle(none).orElseThrow().found())
        .isEqualTo("driver 510.47.03 and no card");
    assertThat(CudaSupport.obstacle(hidden).orElseThrow().found())
        .endsWith("no card that CUDA_VISIBLE_DEVICES shows");
  }

  private static String card(String driver, String capability) {
    return driver + ", 16280 MiB, GPU-1, " + capability + ", Some card";
  }

  private static Optional<Problem> obstacle(String lines) {
    return CudaSupport.obstacle(FakeMachine.with(lines).get());
  }
}
