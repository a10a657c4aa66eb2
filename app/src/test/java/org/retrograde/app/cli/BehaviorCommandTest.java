// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.app.neural.Features;
import org.retrograde.testkit.Tolerance;

/** From features and tables of choices and times to numbers, files and a page. */
final class BehaviorCommandTest {

  /** Features, tables, and what scikit-learn and SciPy make of them; {@code make.py} wrote them. */
  static final Path FIXTURE = Path.of("src", "test", "resources", "behavior");

  @TempDir Path work;
  private String features = "";
  private Path labels = Path.of("");
  private Path trials = Path.of("");
  private Path times = Path.of("");

  /** Ten stimuli of two objects: six to fit on, four that were shown. */
  @BeforeEach
  void write() throws IOException {
    features =
        new Features()
            .random("still", 10, 3)
            .random("steps", 10, 4, 3)
            .texts("ids", IntStream.range(0, 10).mapToObj(i -> "s" + i).toList())
            .write(work.resolve("f.npz"))
            .toString();
    StringBuilder table = new StringBuilder("stimulus_id,object_name,use\n");
    for (int i = 0; i < 10; i++) {
      table.append("s%d,%s,%s%n".formatted(i, object(i), i < 6 ? "train" : "test"));
    }
    labels = Files.writeString(work.resolve("labels.csv"), table.toString());
    StringBuilder choices = new StringBuilder("stimulus_id,choice,distractor\n");
    for (int i = 0; i < 80; i++) {
      int image = 6 + i % 4;
      String choice = object(i * i % 7 < 4 ? image : image + 1);
      choices.append("s%d,%s,%s%n".formatted(image, choice, object(image + 1)));
    }
    trials = Files.writeString(work.resolve("trials.csv"), choices.toString());
    StringBuilder solved = new StringBuilder("stimulus_id,time,threshold\n");
    for (int i = 0; i < 10; i++) {
      solved.append("s%d,%d,0.5%n".formatted(i, 70 + 10 * i));
    }
    times = Files.writeString(work.resolve("times.csv"), solved.toString());
  }

  private static String object(int i) {
    return i % 2 == 0 ? "cat" : "dog";
  }

  private CommandLineRun behavior(String... more) {
    List<String> words =
        List.of("behavior", "--model", features, "--out", work.resolve("out").toString());
    return CommandLineRun.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private CommandLineRun small(String... more) {
    return behavior(
        Stream.concat(Stream.of("--labels", labels.toString(), "--layer", "still"), Stream.of(more))
            .toArray(String[]::new));
  }

  private CommandLineRun choices() {
    return small("--trials", trials.toString());
  }

  private static CommandLineRun fixture(Path out, String... more) {
    List<String> words =
        List.of(
            "behavior",
            "--model",
            FIXTURE.resolve("features.npz").toString(),
            "--labels",
            FIXTURE.resolve("labels.csv").toString(),
            "--out",
            out.toString());
    return CommandLineRun.of(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static void agree(JsonNode found, JsonNode expected) {
    expected
        .fields()
        .forEachRemaining(
            field ->
                Tolerance.WRITTEN_SHORT.requireAgree(
                    field.getKey(),
                    found.get(field.getKey()).asDouble(),
                    field.getValue().asDouble()));
  }

  @Test
  void choices_have_the_likeness_that_scikit_learn_gives() throws IOException {
    CommandLineRun run =
        fixture(
            work.resolve("out"),
            "--layer",
            "still",
            "--trials",
            FIXTURE.resolve("trials.csv").toString(),
            "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    JsonNode expected =
        new ObjectMapper().readTree(FIXTURE.resolve("expected.json").toFile()).get("choices");
    JsonNode layer = json.at("/choices/layers/0");
    agree(layer.get("i1"), expected.get("i1"));
    agree(layer.get("i2n"), expected.get("i2n"));
    Tolerance.DOUBLE.requireAgree(
        "correct", layer.get("correct").asDouble(), expected.get("correct").asDouble());
    assertThat(json.at("/choices/classifier").asText()).isEqualTo("multinomial-logistic");
    assertThat(json.at("/choices/trials").asInt()).isEqualTo(1500);
    assertThat(json.at("/choices/testStimuli").asInt()).isEqualTo(70);
    assertThat(new ObjectMapper().readTree(work.resolve("out/behavior.json").toFile()))
        .isEqualTo(json);
  }

  @Test
  void solution_times_have_the_likeness_that_scipy_gives() throws IOException {
    CommandLineRun run =
        fixture(
            work.resolve("out"),
            "--layer",
            "steps",
            "--solution-times",
            FIXTURE.resolve("times.csv").toString(),
            "--classifier",
            "convex");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode times =
        new ObjectMapper()
            .readTree(work.resolve("out/behavior.json").toFile())
            .get("solutionTimes");
    JsonNode expected = new ObjectMapper().readTree(FIXTURE.resolve("expected.json").toFile());
    agree(times.at("/layers/0"), expected.get("solutionTimes"));
    assertThat(run.out())
        .contains("0-40  0.481   0.044       0.609  93.8 %", "mean over 10 splits", "r/0.79");
    String page = Files.readString(work.resolve("out/report.html"));
    assertThat(page)
        .contains("<section id=\"solution-times\"", "When images are solved: steps", "0.609")
        .doesNotContain("<section id=\"choices\"");
    assertThat(Pattern.compile("<use href=\"#m").matcher(page).results().count())
        .as("a marker for each stimulus in a test part that both solve")
        .isBetween(80L, 200L);
  }

  @Test
  void both_are_printed_with_what_was_left_out() throws IOException {
    Files.writeString(labels, Files.readString(labels) + "s10,cat,test\ns11,dog,\n");
    Files.writeString(trials, Files.readString(trials) + "s0,cat,dog\ns11,dog,cat\ns6,,dog\n");
    Path model =
        new Features()
            .random("still", 12, 3)
            .random("steps", 12, 4, 3)
            .texts("ids", IntStream.range(0, 12).mapToObj(i -> "set/s" + i + ".png").toList())
            .write(work.resolve("all.npz"));
    Files.writeString(times, Files.readString(times) + "s11,90,\n");
    CommandLineRun run =
        CommandLineRun.of(
            "behavior",
            "--model",
            model.toString(),
            "--labels",
            labels.toString(),
            "--layer",
            "steps",
            "--trials",
            trials.toString(),
            "--solution-times",
            times.toString(),
            "--out",
            work.resolve("out").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "choices between 2 objects: 80 trials of 4 test stimuli; read out of 6 training",
            "not used: trials of training stimuli (1)",
            "not used: trials of stimuli that are not used (1)",
            "not used: trials without a choice (1)",
            "not used: test stimuli in no trial (1)",
            "object solution times: 10 stimuli of 2 objects, of which neurons solve 10",
            "not used: stimuli without threshold (1)",
            "note: steps, split 0: network and neurons both solve");
    assertThat(Files.readString(work.resolve("out/report.html")))
        .contains(
            "<section id=\"choices\"",
            "Not used: trials without a choice (1)",
            "steps: split 0: network and neurons both solve",
            "multinomial-logistic",
            "early-stopped-adam");
  }

  @Test
  void training_stimuli_may_have_a_file_of_their_own() throws IOException {
    Files.writeString(labels, Files.readString(labels).replaceAll("train|test", ""));
    refused(choices(), "no training stimuli", "--train-stimuli");
    Path train = Files.writeString(work.resolve("train.csv"), "stimulus_id\ns0\ns1\ns2\ns3\ns4\n");
    CommandLineRun run =
        small("--trials", trials.toString(), "--train-stimuli", train.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/choices/trainStimuli").asInt()).isEqualTo(5);
    assertThat(json.at("/choices/testStimuli").asInt()).isEqualTo(5);
    Files.writeString(train, "stimulus_id\ns0\nother\n");
    refused(
        small("--trials", trials.toString(), "--train-stimuli", train.toString()),
        "does not have: other");
  }

  @Test
  void layers_of_a_network_are_named_by_the_option_of_this_command() throws IOException {
    Path file =
        Files.writeString(
            work.resolve("tiny.yaml"),
            "{name: tiny, architecture: {id: lenet}, rule: {id: backpropagation},"
                + " dataset: {id: fashion-mnist, trainingLimit: 16, testLimit: 16}}");
    features = file.toString();
    refused(
        behavior(
            "--labels",
            labels.toString(),
            "--trials",
            trials.toString(),
            "--layer",
            "nose",
            "--dataset",
            "test"),
        "tiny.yaml: --layer: found no layer 'nose'; expected 'all'");
  }

  @Test
  void all_layers_can_be_read_out() {
    CommandLineRun run =
        behavior("--labels", labels.toString(), "--trials", trials.toString(), "--layer", "all");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("still ", "steps ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic", "convex", "early-stopped"})
  void every_classifier_reads_choices_out(String classifier) {
    CommandLineRun run = small("--trials", trials.toString(), "--classifier", classifier);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("still +3 +[0-9.]+ % +I2n +-?0\\.[0-9]+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --layer nose                          | --layer: found 'nose'        | some of still, steps
          --classifier svm                      | --classifier: found 'svm'    | logistic, convex, early-stopped
          --readout first                       | --readout: found 'first'     | window, mean, last
          --splits 0                            | --splits: found '0'          | from 1
          --splits 5                            | --splits: found an option    | remove it, or add --solution-times
          --split-seed 5                        | only --solution-times uses   | remove it
          --classifier-seed 5                   | --classifier-seed: found an  | the classifier early-stopped
          --images photos                       | --images: found features     | remove it
          --checkpoint 4                        | --checkpoint: found features | remove it
          x                                     | command line: found 'x'      | options only
          """)
  void wrong_options_are_refused(String words, String found, String advice) {
    List<String> all =
        new ArrayList<>(List.of("--labels", labels.toString(), "--trials", trials.toString()));
    all.addAll(words.startsWith("--layer") ? List.of() : List.of("--layer", "still"));
    all.addAll(List.of(words.split(" ")));
    refused(behavior(all.toArray(String[]::new)), found, advice);
  }

  @Test
  void results_go_into_a_folder_and_never_over_a_file() throws IOException {
    Files.writeString(work.resolve("out"), "mine");
    refused(choices(), "--out: found the file", "expected a folder");
    assertThat(work.resolve("out")).hasContent("mine");
  }

  @Test
  void what_is_needed_is_asked_for() {
    refused(CommandLineRun.of("behavior"), "no --model");
    refused(behavior(), "no --labels");
    refused(behavior("--labels", "x.csv"), "neither --trials nor --solution-times");
    refused(behavior("--labels", "x.csv", "--trials", "y.csv"), "no --layer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s9,dog,test | s9,,test        | stimulus 's9' without a label            | leave this stimulus out
          s9,dog,test | s9,fox,test     | without a training stimulus: fox         | training stimuli of every object
          s9,dog,test | s9,dog,exam     | labels.csv, row 10, column use           | train, test, or nothing
          s9,dog,test | s8,dog,test     | more than one row for s8                 | each stimulus_id once
          object_name | thing           | no column object_name or image_label     | the object on each stimulus
          dog,train   | cat,train       | training stimuli of one object, cat      | two objects
          test        | train           | no test stimuli                          | add a column 'use'
          """)
  void labels_that_cannot_be_used_are_refused(
      String written, String instead, String found, String advice) throws IOException {
    Files.writeString(labels, Files.readString(labels).replace(written, instead));
    refused(choices(), found, advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s99,dog,cat,dog | stimulus 's99', which             | labels.csv does not have
          s6,fox,dog,cat  | row 81: found object 'fox'        | one of the objects of the training stimuli: cat, dog
          s6,cat,fox,cat  | row 81: found object 'fox'        | add training stimuli of it
          s6,cat,cat,cat  | distractor 'cat'                  | another object
          s6,cat,dog,dog  | sample_obj 'dog'                  | 'cat', the label of stimulus 's6'
          """)
  void trials_that_cannot_be_understood_are_refused(String row, String found, String advice)
      throws IOException {
    String table = Files.readString(trials).replaceAll("(?m)$(?=\n)", ",");
    Files.writeString(trials, table.replace("distractor,", "dist_obj,sample_obj") + row + "\n");
    refused(choices(), found, advice);
  }

  @Test
  void a_choice_that_was_not_on_offer_is_refused() throws IOException {
    Files.writeString(labels, Files.readString(labels).replace("s5,dog,train", "s5,owl,train"));
    Files.writeString(trials, Files.readString(trials) + "s6,owl,dog\n");
    refused(choices(), "row 81: found choice 'owl'", "cat or dog, which were on offer");
    Files.writeString(trials, "stimulus_id,choice,distractor\ns0,cat,dog\n");
    refused(choices(), "no trial of a test stimulus with a choice");
    Files.writeString(trials, "stimulus_id,choice\ns0,cat\n");
    refused(choices(), "a column 'distractor'");
  }

  @Test
  void activations_must_be_finite_and_there_and_once() {
    double[] values = new double[30];
    values[28] = Double.NaN;
    features =
        new Features()
            .numbers("still", values, 10, 3)
            .texts("ids", IntStream.range(0, 10).mapToObj(i -> "s" + i).toList())
            .write(work.resolve("nan.npz"))
            .toString();
    refused(choices(), "NaN of unit 1 (counted from 0) to 's9'", "finite activations");
    features =
        new Features()
            .random("still", 10, 3)
            .texts("ids", IntStream.range(0, 10).mapToObj(i -> "s" + i % 9).toList())
            .write(work.resolve("twice.npz"))
            .toString();
    refused(choices(), "rows 0 and 9 (counted from 0) for 's0'", "one row a stimulus");
    features =
        new Features()
            .random("still", 2, 3)
            .texts("ids", List.of("s0", "s1"))
            .write(work.resolve("few.npz"))
            .toString();
    refused(choices(), "8 of 10 without activations: s2, s3, s4, ... (8 in all)");
    features = new Features().random("still", 10, 3).write(work.resolve("unnamed.npz")).toString();
    refused(choices(), "rows without names");
  }

  @Test
  void a_read_out_that_answers_alike_has_no_score_and_the_reason_is_told() {
    features =
        new Features()
            .numbers("still", new double[30], 10, 3)
            .texts("ids", IntStream.range(0, 10).mapToObj(i -> "s" + i).toList())
            .write(work.resolve("same.npz"))
            .toString();
    assertThat(choices().out()).contains("note: - where", "the read-out answer all images alike");
  }

  private CommandLineRun times(String layer) {
    return behavior(
        "--labels", labels.toString(), "--layer", layer, "--solution-times", times.toString());
  }

  @Test
  void a_layer_that_does_not_change_has_no_solution_times() {
    CommandLineRun both =
        small("--trials", trials.toString(), "--solution-times", times.toString());
    refused(both, "one value an image", "a static model has no solution times");
    assertThat(both.out()).as("nothing is told that no file will have").isEmpty();
    features =
        new Features()
            .numbers("steps", new double[10 * 3 * 2], 10, 3, 2)
            .texts("ids", IntStream.range(0, 10).mapToObj(i -> "s" + i).toList())
            .write(work.resolve("same.npz"))
            .toString();
    refused(times("steps"), "3 driven steps that are all the same", "static model");
    assertThat(work.resolve("out/behavior.json")).doesNotExist();
  }

  @Test
  void times_that_cannot_be_used_are_refused() throws IOException {
    String table = Files.readString(times);
    Files.writeString(times, table + "s3,90,0.5\n");
    refused(times("steps"), "row 11: found stimulus 's3', as in row 4");
    Files.writeString(times, table + "s77,90,0.5\n");
    refused(times("steps"), "stimulus 's77', which");
    Files.writeString(times, table.replace("s9,160", "s9,late"));
    refused(times("steps"), "row 10, column time", "'late'", "a number, or nothing");
    Files.writeString(times, table.replace("s9,160", "s9,-160"));
    refused(times("steps"), "row 10, column time: found -160.0", "0 or more, or nothing");
    Files.writeString(times, table.replace("s9,160", "s9,1e999"));
    refused(times("steps"), "row 10, column time: found Infinity", "leave it empty");
    Files.writeString(times, table.replaceAll(",[0-9]+,", ",,"));
    refused(times("steps"), "some of them with a time");
    Files.writeString(times, "stimulus_id,time\ns0,80\n");
    refused(times("steps"), "a column 'threshold'");
  }

  @Test
  void options_that_change_nothing_are_refused() {
    String[] timed = {
      "--labels", labels.toString(), "--layer", "steps", "--solution-times", times.toString()
    };
    refused(behavior(with(timed, "--readout", "last")), "--readout", "only --trials uses");
    refused(
        behavior(with(timed, "--classifier", "convex", "--classifier-seed", "2")),
        "--classifier-seed");
    CommandLineRun run = behavior(with(timed, "--classifier-seed", "2", "--splits", "2"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  private static void refused(CommandLineRun run, String... parts) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(parts);
  }
}
