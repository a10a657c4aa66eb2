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
