// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * Compiles a rule and packs it into a jar, as a third party would.
 *
 * @param work where sources and classes go
 */
public record PluginJarBuilder(Path work) {

  private static final String RULE =
      """
      package %1$s;

      import org.retrograde.api.plugin.ParameterSpec;
      import org.retrograde.api.plugin.ParameterTable;
      import org.retrograde.api.plugin.Parameters;
      import org.retrograde.api.rule.LearningRule;
      import org.retrograde.api.rule.SynapticRule;

      public final class %2$s implements LearningRule {
        public %2$s() { %4$s }
        public String id() { return %3$s; }
        public String description() { return "a rule of a third party"; }
        public String source() { return "a test"; }
        public ParameterTable parameters() {
          return ParameterTable.of(ParameterSpec.decimal("gain", "1", 1, 0, 2, "how much"));
        }
        public SynapticRule configure(Parameters parameters) { throw new UnsupportedOperationException(); }
      }
      """;

  /** Writes a jar with one rule whose id is a Java expression. */
  public Path rule(Path jar, String packageName, String className, String idExpression)
      throws IOException {
    return rule(jar, packageName, className, idExpression, "");
  }

  /** The same with statements in the rule's constructor. */
  public Path rule(
      Path jar, String packageName, String className, String idExpression, String constructor)
      throws IOException {
    String source = RULE.formatted(packageName, className, idExpression, constructor);
    return jar(jar, packageName + "." + className, source, "org.retrograde.api.rule.LearningRule");
  }

  /** Writes a jar with one class and its entry as a service. */
  public Path jar(Path jar, String className, String source, String service) throws IOException {
    Path folder = Files.createTempDirectory(work, "plugin");
    Path file = folder.resolve("src").resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            file.toString());
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    assertThat(result).as("exit code of javac").isZero();
    return pack(jar, classes, service, className);
  }

  private static Path pack(Path jar, Path classes, String service, String className)
      throws IOException {
    Files.createDirectories(jar.getParent());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> paths = Files.walk(classes)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
        out.write(Files.readAllBytes(path));
      }
      out.putNextEntry(new ZipEntry("META-INF/services/" + service));
      out.write((className + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return jar;
  }
}
