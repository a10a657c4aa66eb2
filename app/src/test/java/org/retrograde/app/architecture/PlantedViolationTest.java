// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.app.architecture.planted.provider.Mumbling;
import org.retrograde.app.architecture.planted.provider.Unlisted;

/** Each rule catches a violation planted for it, and refuses to hold where it matches nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedViolationTest {

  private static final String ROOT = PlantedViolationTest.class.getPackageName() + ".planted";

  private final JavaClasses planted = new ClassFileImporter().importPackages(ROOT);
  private final ModuleTable table = new ModuleTable(ROOT);
  private final Rules rules = new Rules(ROOT);

  @TestFactory
  Stream<DynamicTest> each_rule_names_what_breaks_it() {
    return Stream.of(
        catches("a module below another's", table.row("rules"), "rules.UsesEngine"),
        catches("a library outside a row", table.row("datasets"), "datasets.UsesGraph"),
        catches("a class outside the table", table.isComplete(), "elsewhere.Stray"),
        catches("a cycle", rules.noCycles(), "cycle.one", "cycle.two"),
        catches("Guice outside app", rules.wiringAndCommandLineOnlyInApp(), "rules.UsesGuice"),
        catches(
            "Commons CLI outside app",
            rules.wiringAndCommandLineOnlyInApp(),
            "rules.UsesCommandLine"),
        catches(
            "an executioner outside engine",
            rules.executionOnlyInEngine(),
            "rules.UsesExecutioner"),
        catches(
            "an op context outside engine", rules.executionOnlyInEngine(), "rules.UsesOpContext"),
        catches("a session outside engine", rules.executionOnlyInEngine(), "rules.UsesSession"),
        catches(
            "a native library outside engine",
            rules.nativesOnlyInEngineAndLinearAlgebra(),
            "rules.UsesNatives"),
        catches("a static variable", rules.staticFieldsAreFinal(), "state.Shared.counter"),
        catches("a static array", rules.staticFieldsAreImmutable(), "state.Shared.ARRAY"),
        catches("a static list", rules.staticFieldsAreImmutable(), "state.Shared.LIST"),
        catches(
            "a static object with a variable",
            rules.staticFieldsAreImmutable(),
            "state.Shared.OBJECT"),
        catches("java.util.Random", rules.noGlobalRandomness(), "random.Dice.utility"),
        catches("ThreadLocalRandom", rules.noGlobalRandomness(), "random.Dice.local"),
        catches("Math.random", rules.noGlobalRandomness(), "random.Dice.math"),
        catches("Collections.shuffle", rules.noGlobalRandomness(), "random.Dice.shuffle"),
        catches("Nd4j.rand", rules.noGlobalRandomness(), "random.Dice.array"),
        catches("Nd4j.getRandom", rules.noGlobalRandomness(), "random.Dice.generator"),
        catches("System.out", rules.noStandardStreams(), "output.Chatter.out"),
        catches("System.err", rules.noStandardStreams(), "output.Chatter.err"),
        catches("printStackTrace", rules.noStandardStreams(), "output.Chatter.trace"),
        catches("an open class", rules.noOpenClasses(), "open.Open is not final"),
        catches("an open nested class", rules.noOpenClasses(), "open.Open$Inner is not final"));
  }

  @TestFactory
  Stream<DynamicTest> what_a_rule_allows_is_not_reported() {
    return Stream.of(
        ignores("static values", rules.staticFieldsAreImmutable(), "state.Values"),
        ignores(
            "printing by the command line", rules.noStandardStreams(), "app.cli.Greeting.greet"),
        ignores("printing by the entry point", rules.noStandardStreams(), "app.Main.print"));
  }

  @TestFactory
  Stream<DynamicTest> a_rule_that_matches_nothing_fails() {
    JavaClasses none = new ClassFileImporter().importPackages(ROOT + ".nothing");
    Stream<ArchRule> all =
        Stream.of(
            table.row("api"),
            table.isComplete(),
            rules.noCycles(),
            rules.wiringAndCommandLineOnlyInApp(),
            rules.executionOnlyInEngine(),
            rules.nativesOnlyInEngineAndLinearAlgebra(),
            rules.staticFieldsAreFinal(),
            rules.staticFieldsAreImmutable(),
            rules.noGlobalRandomness(),
            rules.noStandardStreams(),
            rules.noOpenClasses());
    return all.map(
        rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> failure(rule, none)));
  }

  @Test
  void an_implementation_that_no_file_lists_is_found() {
    assertThat(Providers.unlisted(AlignmentPrimitive.class, planted))
        .contains(Unlisted.class.getName(), Mumbling.class.getName());
  }

  @Test
  void a_provider_that_does_not_say_what_it_is_is_found() {
    String name = Mumbling.class.getName();
    assertThat(Providers.complaints(List.of(new Mumbling(), new Unlisted(), new Unlisted())))
        .containsExactly(
            name + " has id 'No Id'",
            name + " has description 'two\nlines.'",
            name + " has a full stop after the description",
            name + " has source ' '",
            name + " has parameter 'strength' without description",
            Unlisted.class.getName() + " has id 'unlisted' a second time");
  }

  @Test
  void a_long_method_and_a_long_file_are_found(@TempDir Path folder) throws IOException {
    // The signature, the comments and the closing brace: 51 and 50 lines.
    String tooLong = "  void tooLong() {\n" + "    //\n".repeat(49) + "  }\n";
    String justRight =
        "  /** Not counted. */\n  void justRight() {\n" + "    //\n".repeat(48) + "  }\n";
    Path methods = folder.resolve("Methods.java");
    Files.writeString(methods, "class Methods {\n" + tooLong + justRight + "}\n");
    Path file = folder.resolve("Lines.java");
    Files.writeString(file, "class Lines {\n" + "  // a line\n".repeat(499) + "}\n");
    Path shorter = folder.resolve("Fewer.java");
    Files.writeString(shorter, "class Fewer {\n" + "  // a line\n".repeat(498) + "}\n");
    assertThat(SourceLengths.tooLong(List.of(methods, file, shorter)))
        .containsExactly(methods + ":2: tooLong has 51 lines", file + " has 501 lines");
  }

  private DynamicTest catches(String kind, ArchRule rule, String... names) {
    return DynamicTest.dynamicTest(kind, () -> assertThat(failure(rule, planted)).contains(names));
  }

  private DynamicTest ignores(String kind, ArchRule rule, String name) {
    return DynamicTest.dynamicTest(
        kind, () -> assertThat(failure(rule, planted)).doesNotContain(ROOT + "." + name));
  }

  private static String failure(ArchRule rule, JavaClasses classes) {
    return assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rule.check(classes))
        .actual()
        .getMessage();
  }
}
