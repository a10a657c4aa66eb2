// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The main code of all modules, as classes and as sources. */
final class Production {

  static final String ROOT = "org.retrograde";

  private Production() {}

  static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(ROOT);
  }

  /** The folders of the modules that the root POM names. */
  static List<Path> modules() {
    Path root = root();
    return Pattern.compile("<module>(.+?)</module>")
        .matcher(read(root.resolve("pom.xml")))
        .results()
        .map(match -> root.resolve(match.group(1)))
        .toList();
  }

  static List<Path> sources(Path module) {
    Path folder = module.resolve("src/main/java");
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surefire names the module's folder; elsewhere, tests are run from it. */
  private static Path root() {
    String module =
        Optional.ofNullable(System.getProperty("basedir")).orElse(System.getProperty("user.dir"));
    return Path.of(module).toAbsolutePath().getParent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
