// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The main code of all modules keeps to the rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

  private final JavaClasses classes = Production.classes();
  private final ModuleTable table = new ModuleTable(Production.ROOT);
  private final Rules rules = new Rules(Production.ROOT);

  @TestFactory
  Stream<DynamicTest> a_module_uses_only_what_its_row_of_the_table_allows() {
    return table.modules().stream()
        .map(module -> DynamicTest.dynamicTest(module, () -> table.row(module).check(classes)));
  }

  @Test
  void every_class_belongs_to_a_module_of_the_table() {
    check(table.isComplete());
  }

  @Test
  void no_packages_depend_on_each_other_in_a_circle() {
    check(rules.noCycles());
  }

  @Test
  void only_the_application_knows_guice_and_commons_cli() {
    check(rules.wiringAndCommandLineOnlyInApp());
  }

  @Test
  void only_the_engine_runs_operations_of_nd4j() {
    check(rules.executionOnlyInEngine());
  }

  @Test
  void only_the_engine_and_linear_algebra_call_native_libraries() {
    check(rules.nativesOnlyInEngineAndLinearAlgebra());
  }

  @Test
  void no_static_field_can_be_set() {
    check(rules.staticFieldsAreFinal());
  }

  @Test
  void no_static_field_holds_what_can_be_changed() {
    check(rules.staticFieldsAreImmutable());
  }

  @Test
  void nothing_random_comes_from_a_global_source() {
    check(rules.noGlobalRandomness());
  }

  @Test
  void only_the_command_line_prints() {
    check(rules.noStandardStreams());
  }

  @Test
  void classes_are_final_or_abstract() {
    check(rules.noOpenClasses());
  }

  private void check(ArchRule rule) {
    rule.check(classes);
  }
}
