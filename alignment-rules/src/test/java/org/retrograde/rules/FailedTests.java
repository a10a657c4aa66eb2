// SPDX-License-Identifier: Apache-2.0

package org.retrograde.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Runs the tests of a battery outside JUnit, to see which of them fail. */
final class FailedTests {

  private FailedTests() {}

  /**
   * Returns the names of the tests that fail, in alphabetical order; a skipped test does not fail.
   */
  static List<String> of(Class<?> contract, Object battery) {
    List<String> failed = new ArrayList<>();
    for (Method test : contract.getMethods()) {
      if (test.isAnnotationPresent(Test.class) && fails(test, battery)) {
        failed.add(test.getName());
      }
    }
    assertThat(contract.getMethods()).anyMatch(method -> method.isAnnotationPresent(Test.class));
    return failed.stream().sorted().toList();
  }

  private static boolean fails(Method test, Object battery) {
    try {
      test.invoke(battery);
      return false;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof TestAbortedException) {
        return false;
      }
      assertThat(e.getCause()).isInstanceOf(AssertionError.class);
      return true;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
