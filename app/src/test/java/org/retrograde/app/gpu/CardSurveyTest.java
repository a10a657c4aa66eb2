// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardSurveyTest {

  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final String MIXED = FakeMachine.K40 + "\n" + FakeMachine.A100 + "\n";
  private static final String ALIKE =
      FakeMachine.A100 + "\n" + FakeMachine.A100.replace("a100a100", "a100b200") + "\n";

  @TempDir Path folder;

  @Test
  void without_a_driver_there_is_nothing() {
    assertThat(FakeMachine.without().get()).isEqualTo(Cards.none());
  }

  @Test
  void a_line_is_a_card() {
    Cards cards = FakeMachine.with(FakeMachine.A100).get();

    assertThat(cards.driver()).contains("510.47.03");
    assertThat(cards.trouble()).isEmpty();
    assertThat(cards.all())
        .containsExactly(
            new Card(
                "NVIDIA A100-SXM4-40GB",
                Optional.of(new ComputeCapability(8, 0)),
                OptionalLong.of(40L << 30),
                "GPU-a100a100-0000"));
    assertThat(cards.visible()).isEqualTo(cards.all());
  }

  @Test
  void what_the_driver_does_not_tell_is_empty() {
    Card card = FakeMachine.with("510.47.03, [N/A], [N/A], [N/A], Some, card").get().all().get(0);

    assertThat(card).isEqualTo(new Card("Some, card", Optional.empty(), OptionalLong.empty(), ""));
  }

  @Test
  void an_older_driver_is_asked_again_without_the_field_that_it_does_not_know() {
    List<String> questions = new ArrayList<>();
    CommandRunner old =
        command -> {
          questions.add(command.get(1));
          return Optional.of(
              command.get(1).contains("compute_cap")
                  ? new CommandRunner.Result(2, "Field \"compute_cap\" is not a valid field.\n")
                  : new CommandRunner.Result(0, "450.102.04, 16280 MiB, GPU-1, Tesla P100\n"));
        };

    Cards cards = survey(old).get();

    assertThat(questions).hasSize(2);
    assertThat(cards.driver()).contains("450.102.04");
    assertThat(cards.all())
        .containsExactly(
            new Card("Tesla P100", Optional.empty(), OptionalLong.of(16280L << 20), "GPU-1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"510.47.03, 40960 MiB", "510.47.03, 40960 MiB, GPU-1, 8.0,", "Segmentation fault"})
  void a_line_about_something_else_is_trouble(String line) {
    Cards cards = FakeMachine.with(FakeMachine.A100 + "\n" + line + "\n").get();

    assertThat(cards.all()).isEmpty();
    assertThat(cards.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains("nvidia-smi says", line.strip()));
  }

  @ParameterizedTest
  @CsvSource({"9, NVIDIA-SMI has failed because of this, because of this", "-1, '', no answer"})
  void a_failure_is_trouble_in_one_line(int exitCode, String said, String expected) {
    Cards cards = FakeMachine.answering(exitCode, said + "\nmore\n".repeat(said.length())).get();

    assertThat(cards.trouble())
        .hasValueSatisfying(why -> assertThat(why).contains(expected).doesNotContain("more"));
  }

  @Test
  void a_driver_without_cards_is_no_trouble() throws IOException {
    CommandRunner none = c -> Optional.of(new CommandRunner.Result(6, "No devices were found\n"));

    Cards cards =
        new CardSurvey(none, version("Module for x86_64  535.104.05  Release"), Map.of()).get();

    assertThat(cards)
        .isEqualTo(new Cards(Optional.of("535.104.05"), List.of(), List.of(), Optional.empty()));
  }

  @Test
  void a_driver_without_its_program_is_trouble() throws IOException {
    Path file = version("NVRM version: NVIDIA UNIX x86_64 Kernel Module  510.47.03  Mon Jan 24");

    Cards cards = new CardSurvey(command -> Optional.empty(), file, Map.of()).get();

    assertThat(cards.driver()).contains("510.47.03");
    assertThat(cards.trouble()).contains("there is no nvidia-smi");
  }

  @Test
  void a_module_that_tells_no_version_is_no_driver() throws IOException {
    Path file = version("something else");

    assertThat(new CardSurvey(command -> Optional.empty(), file, Map.of()).get())
        .isEqualTo(Cards.none());
  }

  @ParameterizedTest
  @CsvSource({
    "GPU-a100, A100",
    "'GPU-a100a100-0000 , GPU-k40', A100 K40",
    "GPU-nothing, ''",
    "'', ''",
    "-1, ''",
    "'GPU-k40,x,GPU-a100', K40",
    // Fastest first would make the A100 number 0, so a number tells nothing.
    "0, K40 A100",
    "MIG-1, K40 A100"
  })
  void of_cards_that_differ_those_named_are_visible(String names, String expected) {
    assertThat(names(FakeMachine.with(MIXED, VISIBLE, names))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, K40", "1, A100", "'1,0', A100 K40", "'1,7,0', A100"})
  void in_the_order_of_places_a_number_tells(String numbers, String expected) {
    assertThat(names(FakeMachine.with(MIXED, VISIBLE, numbers, "CUDA_DEVICE_ORDER", "PCI_BUS_ID")))
        .isEqualTo(expected);
  }

  @Test
  void of_cards_that_are_alike_a_number_tells_too() {
    assertThat(names(FakeMachine.with(ALIKE, VISIBLE, "1"))).isEqualTo("A100");
    assertThat(FakeMachine.with(ALIKE, VISIBLE, "GPU-a100").get().visible())
        .as("the start of two UUIDs")
        .isEmpty();
  }

  private static String names(CardSurvey survey) {
    List<String> names =
        survey.get().visible().stream()
            .map(card -> card.name().contains("A100") ? "A100" : "K40")
            .toList();
    return String.join(" ", names);
  }

  private static CardSurvey survey(CommandRunner runner) {
    return new CardSurvey(runner, Path.of("missing"), Map.of());
  }

  private Path version(String text) throws IOException {
    return Files.writeString(folder.resolve("version"), text);
  }
}
