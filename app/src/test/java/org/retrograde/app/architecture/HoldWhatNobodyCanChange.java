// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/** A static field holds a value: a number, a text, a record, an immutable collection of such. */
final class HoldWhatNobodyCanChange extends ArchCondition<JavaField> {

  private static final List<Class<?>> VALUES =
      List.of(
          String.class,
          Number.class,
          Boolean.class,
          Character.class,
          Class.class,
          Pattern.class,
          Path.class,
          Locale.class,
          Charset.class,
          Duration.class,
          DateTimeFormatter.class,
          Optional.class,
          Logger.class);

  HoldWhatNobodyCanChange() {
    super("hold what nobody can change");
  }

  @Override
  public void check(JavaField field, ConditionEvents events) {
    boolean immutable = isImmutable(field);
    String text =
        field.getFullName() + (immutable ? " cannot" : " can") + " be changed by whoever holds it";
    events.add(
        new SimpleConditionEvent(field, immutable, text + " in " + field.getSourceCodeLocation()));
  }

  private static boolean isImmutable(JavaField field) {
    JavaClass type = field.getRawType();
    if (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class)) {
      return isUnmodifiable(value(field.reflect()));
    }
    return type.isPrimitive() || type.isEnum() || isKnown(type) || hasOnlyFinalFields(type);
  }

  private static boolean isKnown(JavaClass type) {
    return VALUES.stream().anyMatch(type::isAssignableTo);
  }

  /** A class of ours is a value if it keeps what it was built with. */
  private static boolean hasOnlyFinalFields(JavaClass type) {
    return type.getPackageName().startsWith("org.retrograde")
        && type.getModifiers().contains(JavaModifier.FINAL)
        && type.getAllFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .allMatch(HoldWhatNobodyCanChange::isFinalValue);
  }

  private static boolean isFinalValue(JavaField field) {
    return field.getModifiers().contains(JavaModifier.FINAL) && !field.getRawType().isArray();
  }

  /** The two families of unmodifiable collections of the JDK, which have no public types. */
  private static boolean isUnmodifiable(Object collection) {
    String name = collection.getClass().getName();
    return name.startsWith(List.of().getClass().getEnclosingClass().getName() + "$")
        || name.startsWith(Collections.class.getName() + "$Unmodifiable")
        || name.startsWith(Collections.class.getName() + "$Empty");
  }

  private static Object value(Field field) {
    try {
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(field.toString(), e);
    }
  }
}
