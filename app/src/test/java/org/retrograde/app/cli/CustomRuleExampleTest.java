// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The third party's project in {@code examples/custom-rule}: built, tested, dropped in, used. */
class CustomRuleExampleTest {

  private static final Path EXAMPLE = Path.of("..", "examples", "custom-rule");
  private static final List<String> OURS =
      List.of(
          "array-files",
          "alignment-engine",
          "alignment-rules",
          "architectures-resnet",
          "architectures-convrnn",
          "datasets",
          "neural-eval",
          "testkit",
          "app");

  @TempDir Path work;

  @Test
  void the_rule_compiles_against_the_contracts_alone_and_trains_from_a_plugin_folder()
      throws IOException {
    Path plugins = Files.createDirectories(work.resolve("plugins"));
    pack(plugins.resolve("custom-rule.jar"), compileMain(), EXAMPLE.resolve("src/main/resources"));

    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--plugins",
            plugins.toString(),
            "--rule",
            "sign-tracking",
            "--architecture",
            "lenet",
            "--epochs",
            "1",
            "--batch",
            "16",
            "--set",
            "dataset.trainingLimit=32",
            "--set",
            "dataset.testLimit=16",
            "--out",
            work.resolve("runs").toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("sign-tracking, seed 1: finished after step 2");
  }

  @Test
  void the_rule_passes_the_battery_that_its_own_test_inherits() throws IOException {
    Path main = compileMain();
    Path test =
        compile(
            EXAMPLE.resolve("src/test/java"), main + java.io.File.pathSeparator + wholeClassPath());
    URL[] urls = {main.toUri().toURL(), test.toUri().toURL()};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, before)) {
      thread.setContextClassLoader(loader);
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(
                      DiscoverySelectors.selectClass(loader, "com.example.rules.SignTrackingTest"))
                  .build(),
              listener);
      assertThat(listener.getSummary().getFailures()).isEmpty();
      assertThat(listener.getSummary().getTestsSucceededCount()).isGreaterThan(4);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private Path compileMain() throws IOException {
    String contracts =
        Arrays.stream(wholeClassPath().split(java.io.File.pathSeparator))
            .filter(entry -> OURS.stream().noneMatch(module -> isModule(Path.of(entry), module)))
            .collect(Collectors.joining(java.io.File.pathSeparator));
    return compile(EXAMPLE.resolve("src/main/java"), contracts);
  }

  /**
   * A module stands on the class path as MODULE/target/classes, or as a jar that begins with its
   * name.
   */
  private static boolean isModule(Path entry, String module) {
    return entry.getFileName().toString().startsWith(module + "-0")
        || Stream.of("classes", "test-classes")
            .anyMatch(c -> entry.endsWith(Path.of(module, "target", c)));
  }

  private Path compile(Path sources, String classPath) throws IOException {
    Path classes = Files.createTempDirectory(work, "classes");
    List<String> options =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath));
    try (Stream<Path> files = Files.walk(sources)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::toString)
          .forEach(options::add);
    }
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    assertThat(result).as("exit code of javac").isZero();
    return classes;
  }

  private static void pack(Path jar, Path... folders) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Path folder : folders) {
        try (Stream<Path> paths = Files.walk(folder)) {
          for (Path path : paths.filter(Files::isRegularFile).toList()) {
            out.putNextEntry(new ZipEntry(folder.relativize(path).toString()));
            out.write(Files.readAllBytes(path));
          }
        }
      }
    }
  }

  private static String wholeClassPath() {
    return System.getProperty("java.class.path");
  }
}
