// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every command in the README is run, on fewer images; every file it names exists. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern COMMAND = Pattern.compile("\\./retrograde ([^`\\n]+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern EXPERIMENT = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final List<String> FEWER_IMAGES =
      List.of(
          "--set", "dataset.trainingLimit=32",
          "--set", "dataset.testLimit=24",
          "--set", "training.batchSize=16");

  /** What stands for a user's own choice, and a command that is long at the README's size. */
  private static final Map<String, String> SMALLER =
      Map.of(
          "--steps 10",
          "--steps 1",
          "--batch 32",
          "--batch 4",
          "runs/NAME",
          "A",
          "runs/A",
          "A",
          "runs/B",
          "B",
          "--layer pool",
          "--layer still",
          // So few images have no two of each class.
          "neural-quickstart.yaml",
          "neural-quickstart.yaml --set neurons.stratify=none --set neurons.splits=2",
          "--metric ridge-cv",
          "--metric ridge-cv --stratify none --splits 2");

  private static final String RECORDING = "recording.nc";

  @TempDir Path work;

  @TestFactory
  Stream<DynamicTest> commands_run_as_written() throws IOException {
    return COMMAND
        .matcher(readme())
        .results()
        .map(match -> match.group(1).strip())
        .distinct()
        .map(command -> DynamicTest.dynamicTest(command, () -> runs(command)));
  }

  @Test
  void linked_files_exist() throws IOException {
    assertThat(LINK.matcher(readme()).results().map(match -> ROOT.resolve(match.group(1))))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  @Test
  void the_experiment_file_is_accepted() throws IOException {
    Matcher matcher = EXPERIMENT.matcher(readme());
    assertThat(matcher.find()).isTrue();
    Path file = Files.writeString(work.resolve("experiment.yaml"), matcher.group(1));
    assertThat(run(List.of("run", file.toString(), "--set", "architecture.depth=8")).exitCode())
        .isZero();
  }

  private void runs(String command) throws IOException {
    String smaller = command;
    for (Map.Entry<String, String> replacement : SMALLER.entrySet()) {
      smaller = smaller.replace(replacement.getKey(), replacement.getValue());
    }
    List<String> words = new ArrayList<>();
    for (String word : smaller.split(" ")) {
      words.add(placed(word));
    }
    if (words.get(0).equals("score")) {
      recordedNeurons();
    }
    if (words.get(0).equals("behavior")) {
      choices();
    }
    if (words.get(0).equals("resume")) {
      // What a kill between the last checkpoint and the end leaves.
      Files.delete(Path.of(words.get(1)).resolve("summary.json"));
    }
    CommandLineRun run = run(words);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isNotBlank();
  }

  private String placed(String word) throws IOException {
    if (word.equals("A") || word.equals("B")) {
      return finishedRun(word);
    }
    if (Stream.of(".npz", ".nc", ".csv").anyMatch(word::endsWith)) {
      return work.resolve(word).toString();
    }
    return word.endsWith(".yaml") ? ROOT.resolve(word).toString() : word;
  }

  /** A small recording, and features of the images that were shown. */
  private void recordedNeurons() throws IOException {
    Files.copy(
        ScoreCommandTest.FIXTURE.resolve("assembly.nc"),
        work.resolve(RECORDING),
        StandardCopyOption.REPLACE_EXISTING);
    ScoreCommandTest.fixtureFeatures().write(work.resolve("features.npz"));
  }

  /** Features of labelled images, and what subjects chose. */
  private void choices() throws IOException {
    for (String file : List.of("features.npz", "labels.csv", "trials.csv")) {
      Files.copy(
          BehaviorCommandTest.FIXTURE.resolve(file),
          work.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private CommandLineRun run(List<String> words) {
    List<String> all = new ArrayList<>(words);
    if (List.of("run", "train", "compare").contains(words.get(0))) {
      all.addAll(FEWER_IMAGES);
      all.addAll(List.of("--out", work.resolve("out").toString()));
    } else if (List.of("score", "behavior").contains(words.get(0))) {
      all.addAll(List.of("--out", work.resolve("scores").toString()));
    } else if (words.get(0).equals("report")) {
      all.addAll(List.of("--out", work.resolve("report.html").toString()));
    }
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private String finishedRun(String name) throws IOException {
    Path folder = work.resolve("finished-" + name);
    if (!Files.exists(folder)) {
      List<String> words =
          new ArrayList<>(List.of("train", "--architecture", "lenet", "--epochs", "1"));
      words.addAll(FEWER_IMAGES);
      words.addAll(List.of("--out", folder.toString()));
      assertThat(CommandLineRun.of(words.toArray(String[]::new)).exitCode()).isZero();
    }
    try (Stream<Path> runs = Files.list(folder)) {
      return runs.findFirst().orElseThrow().toString();
    }
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
