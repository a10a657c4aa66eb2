// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a report in a headless Chromium, in frames as wide as a phone and as a large screen. */
class ReportInBrowserTest {

  /**
   * Runs in the report's copy: collects errors, uses everything that can be used, and reports to
   * the outer page.
   */
  private static final String PROBE =
      """
      <script>
      var problems = [];
      window.addEventListener('error', function (e) { problems.push(e.message || e.target.tagName); }, true);
      document.addEventListener('securitypolicyviolation', function (e) { problems.push('policy ' + e.blockedURI); });
      console.error = console.warn = function (m) { problems.push(String(m)); };
      window.addEventListener('load', function () {
        var tips = 0;
        document.querySelectorAll('.chart').forEach(function (chart) {
          var box = chart.getBoundingClientRect();
          var at = {clientX: box.left + box.width / 2, clientY: box.top + box.height / 2};
          chart.dispatchEvent(new PointerEvent('pointermove', at));
          tips += document.getElementById('tip').hidden ? 0 : 1;
          chart.dispatchEvent(new PointerEvent('pointerleave', at));
        });
        document.querySelector('[data-toggle=r1]').click();
        var hidden = document.querySelectorAll('.off').length;
        document.querySelector('[data-toggle=r1]').click();
        document.querySelectorAll('.sortable th button')[2].click();
        var worst = document.querySelector('.sortable tbody .run').firstChild.data;
        document.querySelectorAll('.sortable th button')[2].click();
        var best = document.querySelector('.sortable tbody .run').firstChild.data;
        var root = document.documentElement;
        parent.postMessage(['FRAME', root.clientWidth, root.scrollWidth, tips, hidden,
            document.querySelectorAll('.off').length, worst, best, problems.join(' / '), 'END'].join('|'), '*');
      });
      </script>
      """;

  private static final String FRAMES =
      """
      <!DOCTYPE html><body><div id="results"></div>
      <script>window.addEventListener('message', function (e) {
        document.getElementById('results').appendChild(document.createElement('p')).textContent = e.data;
      });</script>
      <iframe src="probed.html" width="400" height="800" style="border: 0"></iframe>
      <iframe src="probed.html" width="1600" height="800" style="border: 0"></iframe>
      """;

  @TempDir Path folder;

  @Test
  void the_page_works_without_errors_and_fits_narrow_and_wide_screens() throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(
        browser.isPresent(), "no chromium on the PATH: install it to test reports in a browser");
    new ReportWriter()
        .write(
            folder.resolve("report.html"),
            "Eight rules",
            SampleRuns.eightRules(folder.resolve("runs")));
    String page = Files.readString(folder.resolve("report.html"));
    Files.writeString(folder.resolve("probed.html"), page.replace("<head>", "<head>" + PROBE));
    Path frames = Files.writeString(folder.resolve("frames.html"), FRAMES);
    List<String> results = results(open(browser.get(), frames));
    // Tooltips on 4 + 16 charts; hidden: a line in 2 + 2 charts, the faint one of the loss, 2
    // panels.
    assertThat(results)
        .containsExactlyInAnyOrder(
            "FRAME|400|400|20|7|0|feedback-alignment|backpropagation||END",
            "FRAME|1600|1600|20|7|0|feedback-alignment|backpropagation||END");
  }

  private static List<String> results(String dom) {
    Matcher matcher = Pattern.compile("<p>(FRAME.*?END)</p>", Pattern.DOTALL).matcher(dom);
    return matcher.results().map(match -> match.group(1)).toList();
  }

  private String open(Path browser, Path page) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            browser.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--hide-scrollbars",
            "--user-data-dir=" + folder.resolve("profile"),
            "--virtual-time-budget=10000",
            "--dump-dom",
            page.toUri().toString());
    builder.environment().put("HOME", folder.toString());
    builder.redirectError(folder.resolve("browser.log").toFile());
    Process process = builder.start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("exit code of %s", browser).isZero();
    return dom;
  }

  private static Optional<Path> browser() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
