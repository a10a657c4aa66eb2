// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** No class that can be built can also be extended. */
final class BeFinalOrAbstract extends ArchCondition<JavaClass> {

  BeFinalOrAbstract() {
    super("be final or abstract");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean closed =
        type.getModifiers().contains(JavaModifier.FINAL)
            || type.getModifiers().contains(JavaModifier.ABSTRACT);
    events.add(
        new SimpleConditionEvent(
            type, closed, type.getName() + (closed ? " is" : " is not") + " final or abstract"));
  }
}
