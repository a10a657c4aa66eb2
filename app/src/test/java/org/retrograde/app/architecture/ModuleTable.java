// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which module's main code may use what. */
final class ModuleTable {

  /**
   * May be used everywhere; {@code java.sql} and other parts that this catches too are of no
   * concern.
   */
  private static final List<String> COMMON = List.of("java..", "org.jspecify..");

  private static final String ND4J = "org.nd4j..";
  private static final List<String> ENGINE = List.of(ND4J, "org.bytedeco..", "org.slf4j..");

  private record Row(List<String> modules, List<String> libraries) {}

  private final String root;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /**
   * The table for packages below a root; tests of the table itself use another root than the
   * production code.
   */
  ModuleTable(String root) {
    this.root = root;
    row("api", List.of(), List.of(ND4J));
    row("arrays", List.of("api"), List.of());
    row("engine", List.of("api", "arrays"), ENGINE);
    row("rules", List.of("api"), List.of(ND4J));
    row("resnet", List.of("api"), List.of(ND4J));
    row("convrnn", List.of("api"), List.of(ND4J, "com.fasterxml.jackson.."));
    row("datasets", List.of("api"), List.of("javax.imageio.."));
    row("neural", List.of("api", "arrays"), List.of("org.bytedeco..", "io.jhdf.."));
    row("testkit", List.of("api", "engine"), List.of(ND4J, "org.junit.jupiter.api.."));
    row(
        "app",
        List.of("api", "arrays", "engine", "rules", "resnet", "convrnn", "datasets", "neural"),
        appLibraries());
  }

  private static List<String> appLibraries() {
    return List.of(
        ND4J,
        "com.google.inject..",
        "jakarta.inject..",
        "org.apache.commons.cli..",
        "com.fasterxml.jackson..",
        "org.slf4j..",
        "com.sun.management..");
  }

  private void row(String module, List<String> modules, List<String> libraries) {
    rows.put(module, new Row(modules, libraries));
  }

  List<String> modules() {
    return List.copyOf(rows.keySet());
  }

  /** A package of the root and those below it. */
  String packages(String name) {
    return root + "." + name + "..";
  }

  /** A module uses itself and what its row allows, and nothing else. */
  ArchRule row(String module) {
    Row row = rows.get(module);
    String[] allowed =
        Stream.of(
                Stream.of(packages(module)),
                row.modules().stream().map(this::packages),
                row.libraries().stream(),
                COMMON.stream())
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .onlyDependOnClassesThat(DescribedPredicate.or(residesIn(allowed), isPartOfTheLanguage()))
        .because("module " + module + " may use only " + String.join(", ", allowed));
  }

  /** Every class belongs to a module of the table. */
  ArchRule isComplete() {
    return classes()
        .should()
        .resideInAnyPackage(rows.keySet().stream().map(this::packages).toArray(String[]::new))
        .because("a new module needs a row in the table");
  }

  private static DescribedPredicate<JavaClass> residesIn(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  private static DescribedPredicate<JavaClass> isPartOfTheLanguage() {
    return DescribedPredicate.describe(
        "are primitive", type -> type.getBaseComponentType().isPrimitive());
  }
}
