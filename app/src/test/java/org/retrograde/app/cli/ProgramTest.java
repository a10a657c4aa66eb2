// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.retrograde.app.plugin.PluginJarBuilder;
import org.retrograde.app.run.Json;

class ProgramTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "train", "compare", "resume", "report", "bench", "explain", "plugins", "doctor"
      })
  void help_of_every_command_shows_options_and_an_example(String command) {
    CommandLineRun run = CommandLineRun.of(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: retrograde " + command, "--json", "--verbose", "--help")
        .containsPattern("Examples?:\n  retrograde " + command);
  }

  @Test
  void the_overview_lists_every_command() {
    assertThat(CommandLineRun.of("help").out())
        .contains(
            "run ",
            "train ",
            "compare ",
            "resume ",
            "report ",
            "bench ",
            "explain ",
            "plugins ",
            "doctor ",
            "version ");
  }

  @Test
  void no_command_at_all_is_wrong_usage() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("Commands:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rum                                        | no command 'rum'             | did you mean 'run'?
          run                                        | no experiment file           | experiments/quickstart.yaml
          run no.yaml                                | no.yaml: found no such file  | check the path
          run a.yaml --ste x=1                       | unknown option '--ste'       | did you mean '--set'?
          run a.yaml --out                           | --out without a value        | --out DIR
          run a.yaml --out a --out b                 | --out twice                  | each option once
          train --set seed                           | --set: found 'seed'          | KEY=VALUE
          train --epochs many                        | --epochs: training.epochs    | a whole number
          train --rule backprop                      | --rule: rule.id              | did you mean
          train file.yaml                            | found 'file.yaml'            | options only
          train --threads 0                          | --threads: found '0'         | a whole number from 1
          train --fpmath fp8                         | --fpmath: found 'fp8'        | float32 or bf16
          train --kernels cuda                       | --kernels: found kernel library 'cuda' | did you mean 'nd4j'?
          train --plugins nowhere                    | nowhere: found nothing       | a folder of jars
          compare --rules backpropagation,,          | --rules: rules[1].id         | one of
          compare --rules backpropagation --seeds 1,x | --seeds: seeds              | whole numbers
          compare a.yaml b.yaml                      | 2 files                      | one file
          resume                                     | no run folder                | below runs
          resume nowhere                             | nowhere: found no such folder | the folder of a run
          report nowhere                             | nowhere: found no such folder | the folder of a run
          bench                                      | nothing to time              | write for example: bench step
          bench evil                                 | found 'evil'                 | did you mean 'eval'?
          bench step a.yaml                          | found 'a.yaml'               | only bench epoch takes a file
          bench step --steps 0                       | --steps: found '0'           | from 1
          bench step --set seed=2                    | 'seed'                      | architecture.width=0.5
          bench step --architecture lenet --depth 18 | unknown key 'depth'          | padding
          bench eval --rule weight-mirror            | --rule with bench eval       | remove it
          bench epoch                                | no experiment file           | bench epoch experiments/quickstart.yaml
          bench epoch a.yaml b.yaml                  | 2 files                      | one file
          bench epoch a.yaml --depth 8               | --depth with bench epoch     | with --set
          bench step --rule backprop                 | --rule: found learning rule 'backprop' | one of
          explain                                    | no experiment file           | explain experiments/quickstart.yaml
          explain a.yaml b.yaml                      | 2 files                      | one file
          explain --profile a.yaml                   | --profile: found 'a.yaml'    | explain a.yaml --profile
          explain a.yaml --profile 0                 | --profile: found '0'         | from 1
          explain a.yaml --profile 2 --profile 3     | --profile twice              | each option once
          explain a.yaml --without merge-sum         | no pass 'merge-sum'          | did you mean 'merge-sums'?
          explain a.yaml --without hoist-invariants, | no pass ''                   | some of remove-dead-nodes
          plugins rulez                              | no kind 'rulez'              | did you mean 'rules'?
          plugins rules backprop                     | learning rule 'backprop'     | did you mean
          doctor now                                 | found 'now'                  | options only
          """)
  void wrong_usage_is_one_line_on_standard_error_and_exit_code_2(
      String words, String found, String expected) {
    CommandLineRun run = CommandLineRun.of(words.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("retrograde: ").contains(found, expected).hasLineCount(1);
  }

  @Test
  void the_stack_trace_is_shown_only_when_asked_for() {
    assertThat(CommandLineRun.of("run", "no.yaml").err()).doesNotContain("\tat ");
    assertThat(CommandLineRun.of("run", "no.yaml", "--verbose").err())
        .contains("\tat org.retrograde");
  }

  @Test
  void a_defect_is_one_line_and_exit_code_1() {
    CommandLineRun run = throwing(new IllegalStateException("a message\nover two lines"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("a defect of the program", "over two lines", "--verbose")
        .hasLineCount(1);
  }

  @Test
  void running_out_of_memory_is_one_line_and_exit_code_1() {
    CommandLineRun run = throwing(new OutOfMemoryError("Java heap space"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("not enough memory: Java heap space", "a smaller batch")
        .hasLineCount(1);
  }

  private static CommandLineRun throwing(Throwable error) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    Program program =
        new Program(
            List.of(new BrokenCommand(error)), new Terminal(stream, stream, false), new Json());
    return new CommandLineRun(
        program.run(List.of("broken")), "", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version --json",
        "plugins --json",
        "plugins rules --json",
        "plugins rules information-alignment --json",
        "plugins kernels nd4j --json",
        "run --keys --json",
        "doctor --json"
      })
  void json_output_parses(String words) throws IOException {
    CommandLineRun run = CommandLineRun.of(words.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).isContainerNode()).isTrue();
  }

  @Test
  void a_plugin_shows_its_source_and_parameters() throws IOException {
    assertThat(CommandLineRun.of("plugins", "rules", "information-alignment").out())
        .contains("information-alignment: ", "source: ", "amp: ", "default 1.0");
    JsonNode plugin =
        new ObjectMapper()
            .readTree(
                CommandLineRun.of("plugins", "rules", "information-alignment", "--json").out());
    assertThat(plugin.get("parameters"))
        .extracting(p -> p.get("path").asText())
        .contains("amp", "decay", "null");
  }

  @Test
  void doctor_tells_which_kernels_serve_and_why() throws IOException {
    JsonNode doctor = new ObjectMapper().readTree(CommandLineRun.of("doctor", "--json").out());

    assertThat(doctor.get("kernels")).extracting(JsonNode::asText).contains("nd4j");
    assertThat(doctor.get("servingKernels").get("id").asText()).isIn("onednn", "nd4j");
    assertThat(doctor.get("servingKernels").get("reason").asText()).isNotBlank();
    assertThat(CommandLineRun.of("doctor").out()).contains("servingKernels:\n  id: ");
  }

  @Test
  void doctor_reports_a_broken_plugin_and_fails(@TempDir Path work) throws IOException {
    Path jars = Files.createDirectories(work.resolve("plugins"));
    new PluginJarBuilder(work).rule(jars.resolve("own.jar"), "third.party", "Own", "\"Bad Id\"");

    CommandLineRun run = CommandLineRun.of("doctor", "--plugins", jars.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("java: ", "oneDnn: ", "problem: plugin third.party.Own in own.jar");
  }

  @Test
  void keys_are_listed_with_type_range_and_default() {
    assertThat(CommandLineRun.of("run", "--keys").out())
        .contains(
            "training.batchSize: images in a training step [a whole number from 1 to 65536 in"
                + " images; default 64]");
  }

  private record BrokenCommand(Throwable error) implements Command {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public String arguments() {
      return "";
    }

    @Override
    public List<String> examples() {
      return List.of("");
    }

    @Override
    public Options options() {
      return new Options();
    }

    @Override
    public int run(Invocation invocation) {
      if (error instanceof Error serious) {
        throw serious;
      }
      throw (RuntimeException) error;
    }
  }
}
