// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentReferenceTest {

  private final ExperimentReference reference = new ExperimentReference(Samples.catalog());

  @Test
  void the_page_in_docs_is_what_the_program_makes() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "experiment.md")))
        .as("make it anew with: ./retrograde run --keys --markdown > docs/experiment.md")
        .isEqualTo(reference.markdown());
  }

  @Test
  void every_key_says_all_about_itself() {
    assertThat(reference.keys())
        .isNotEmpty()
        .allSatisfy(
            key -> {
              assertThat(key.path()).isNotBlank();
              assertThat(key.expected()).isNotBlank();
              assertThat(key.unit()).isNotBlank();
              assertThat(key.byDefault()).isNotBlank();
              assertThat(key.description()).isNotBlank();
            });
  }

  @Test
  void keys_of_the_file_and_of_plugins_are_listed() {
    List<String> paths = reference.keys().stream().map(KeyText::path).toList();

    assertThat(paths)
        .contains(
            "name",
            "seeds",
            "dataset.id",
            "dataset.subset",
            "dataset.augmentation.padCrop",
            "architecture.depth",
            "rule.amp",
            "rule.perLayer[].layers",
            "rule.perLayer[].optional",
            "architecture.name",
            "training.epochs",
            "training.task.optimizer",
            "training.task.weightDecay",
            "training.task.schedule.at",
            "training.alignment.beta1")
        .doesNotContain("training.alignment.weightDecay");
  }

  @Test
  void examples_on_the_page_are_valid() {
    List<String> blocks = List.of(reference.markdown().split("```yaml\n", -1));

    List<String> examples =
        blocks.stream().skip(1).map(block -> block.substring(0, block.indexOf("```"))).toList();

    assertThat(examples).hasSize(5);
    Samples.parse(examples.get(0));
    String rest = Samples.SMALLEST.replace("rule: {id: backpropagation}\n", "");
    examples
        .subList(1, 4)
        .forEach(rule -> assertThat(Samples.parse(rest + rule).rules()).hasSize(1));
    String network = "architecture: {id: resnet-cifar}\n";
    assertThat(Samples.parse(Samples.SMALLEST.replace(network, examples.get(4))).runs()).hasSize(3);
  }
}
