// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.retrograde.app.run.ReportRenderer;
import org.retrograde.app.run.RunFolder;

/** {@code report RUN…}. */
public final class ReportCommand implements Command {

  private final ReportRenderer renderer;

  /**
   * The command.
   *
   * @param renderer writes reports
   */
  public ReportCommand(ReportRenderer renderer) {
    this.renderer = renderer;
  }

  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "Writes one report over any number of runs or comparisons";
  }

  @Override
  public String arguments() {
    return "RUN...";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde report runs/first-20250102T030405Z runs/second-20250102T040506Z --out"
            + " both.html");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            CommonOptions.value(
                "out",
                "FILE",
                "the file to write (default: report.html in the run, or here for several)"))
        .addOption(CommonOptions.value("title", "TEXT", "the heading (default: the runs' names)"));
  }

  @Override
  public int run(Invocation invocation) {
    List<Path> named = invocation.paths("run folder", "name one of the folders below runs");
    List<Path> runs = new ArrayList<>();
    named.forEach(folder -> runs.addAll(RunFolder.at(folder).runs()));
    Path byDefault =
        named.size() == 1 ? named.get(0).resolve(RunFolder.REPORT) : Path.of(RunFolder.REPORT);
    Path target = invocation.path("out").orElse(byDefault);
    String names =
        String.join(
            ", ", named.stream().map(folder -> String.valueOf(folder.getFileName())).toList());
    renderer.render(target, invocation.value("title").orElse(names), runs);
    if (invocation.wantsJson()) {
      invocation.printJson(
          Map.of("report", target.toString(), "runs", runs.stream().map(Path::toString).toList()));
    } else {
      invocation.print("report: " + target);
    }
    return 0;
  }
}
