// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunViewTest {

  @TempDir Path folder;

  @Test
  void runs_of_different_rules_have_different_colours_and_are_called_by_their_rule() {
    List<RunView> views = views(SampleRuns.eightRules(folder));
    assertThat(views).extracting(RunView::label).containsExactlyElementsOf(SampleRuns.RULES);
    assertThat(views).extracting(RunView::color).doesNotHaveDuplicates();
    assertThat(views).extracting(RunView::dash).containsOnly(0);
  }

  @Test
  void repetitions_share_a_colour_and_differ_in_pattern_and_label() {
    List<RunView> views = views(List.of(write("a", 2, 1), write("b", 2, 2), write("c", 4, 1)));
    assertThat(views)
        .extracting(RunView::label)
        .containsExactly(
            "kolen-pollack · seed 1", "kolen-pollack · seed 2", "information-alignment");
    assertThat(views).extracting(RunView::color).containsExactly(0, 0, 1);
    assertThat(views).extracting(RunView::dash).containsExactly(0, 1, 0);
  }

  @Test
  void the_same_rule_with_other_settings_has_a_colour_of_its_own() {
    Path first = write("first", 2, 1);
    Path second = write("second", 2, 1);
    SampleRuns.put(second, "experiment.yaml", "rule: {id: kolen-pollack}\nseed: 1\n");
    List<RunView> views = views(List.of(first, second));
    assertThat(views)
        .extracting(RunView::label)
        .containsExactly("kolen-pollack · first", "kolen-pollack · second");
    assertThat(views).extracting(RunView::color).containsExactly(0, 1);
  }

  @Test
  void on_several_architectures_colours_and_patterns_tell_both_apart() {
    List<RunView> views = views(SampleRuns.matrix(folder));

    assertThat(views).extracting(RunView::label).contains("gru · kolen-pollack");
    assertThat(views).extracting(RunView::label).doesNotHaveDuplicates();
    assertThat(views).extracting(RunView::look).doesNotHaveDuplicates();
    assertThat(views)
        .as("four architectures are more than three rules, and have the colours")
        .extracting(RunView::color)
        .containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3);
    assertThat(views).extracting(RunView::dash).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  }

  @Test
  void with_more_rules_than_architectures_the_rules_have_the_colours() {
    List<Path> matrix = SampleRuns.matrix(folder).subList(0, 6);

    assertThat(views(matrix)).extracting(RunView::color).containsExactly(0, 1, 2, 0, 1, 2);
    assertThat(views(matrix)).extracting(RunView::dash).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void more_groups_than_colours_with_two_seeds_each_still_look_different() {
    List<Path> folders = new ArrayList<>(SampleRuns.matrix(folder.resolve("first")));
    for (Path second : SampleRuns.matrix(folder.resolve("second"))) {
      SampleRuns.put(
          second,
          "experiment.yaml",
          text(second.resolve("experiment.yaml")).replace("seed: 1", "seed: 2"));
      SampleRuns.put(second, "summary.json", "{\"rule\": \"" + rule(second) + "\", \"seed\": 2}");
      folders.add(second);
    }

    assertThat(views(folders)).hasSize(24);
    assertThat(views(folders)).extracting(RunView::look).doesNotHaveDuplicates();
    assertThat(views(folders))
        .extracting(RunView::label)
        .doesNotHaveDuplicates()
        .contains("gru · kolen-pollack · seed 2");
    assertThat(views(folders)).extracting(RunView::title).contains("gru · kolen-pollack");
  }

  private static String text(Path file) {
    return new RunFiles().text(file);
  }

  private static String rule(Path matrixRun) {
    String name = matrixRun.getFileName().toString();
    return name.substring(name.indexOf('+') + 1, name.indexOf("-seed"));
  }

  @Test
  void a_run_given_twice_still_has_two_names() {
    Path run = write("run", 2, 1);
    assertThat(views(List.of(run, run)))
        .extracting(RunView::label)
        .containsExactly("run (1)", "run (2)");
  }

  private Path write(String name, int rule, long seed) {
    return SampleRuns.write(folder.resolve(name), rule, seed);
  }

  private static List<RunView> views(List<Path> folders) {
    List<Run> runs = new ArrayList<>();
    folders.forEach(path -> runs.add(new RunReader().read(path)));
    return RunView.of(runs);
  }
}
