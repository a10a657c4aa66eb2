// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.Random;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/** The rules besides the table of modules, for the packages below a root. */
final class Rules {

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  ArchRule wiringAndCommandLineOnlyInApp() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.inject..", "jakarta.inject..", "javax.inject..", "org.apache.commons.cli..")
        .because("every other class can be built with 'new'");
  }

  ArchRule executionOnlyInEngine() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".engine..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "org.nd4j.linalg.api.ops.executioner..",
                    "org.nd4j.autodiff.samediff.internal..",
                    "org.nd4j.nativeblas..")
                .or(assignableTo(OpContext.class)))
        .orShould()
        .callMethodWhere(
            calls(Nd4j.class, "exec|getExecutioner|getNDArrayFactory|getMemoryManager"))
        .because("one module drives ND4J; elsewhere its graph types are only vocabulary");
  }

  /** Matrix products of recordings are no graph's, and go to OpenBLAS without ND4J. */
  ArchRule nativesOnlyInEngineAndLinearAlgebra() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(root + ".engine..", root + ".neural.linear..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.bytedeco.."))
        .because("native libraries are called in two places alone");
  }

  ArchRule staticFieldsAreFinal() {
    return fields()
        .that()
        .areStatic()
        .and(describe("are written in the source", field -> !isSynthetic(field)))
        .should()
        .beFinal()
        .because("no state is shared behind anyone's back");
  }

  ArchRule staticFieldsAreImmutable() {
    return fields()
        .that()
        .areStatic()
        .and(describe("are written in the source", field -> !isSynthetic(field)))
        .should(new HoldWhatNobodyCanChange())
        .because("a final field of something mutable is shared state as well");
  }

  ArchRule noGlobalRandomness() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            assignableTo(Random.class)
                .or(assignableTo(SplittableRandom.class))
                .or(
                    resideInAnyPackage(
                        "java.util.random..",
                        "org.nd4j.linalg.api.rng..",
                        "org.nd4j.linalg.api.ops.random..")))
        .orShould()
        .callMethodWhere(calls(Math.class, "random"))
        .orShould()
        .callMethodWhere(calls(StrictMath.class, "random"))
        .orShould()
        .callMethodWhere(calls(Collections.class, "shuffle"))
        .orShould()
        .callMethodWhere(calls(Nd4j.class, "rand.*|getRandom.*|choice|shuffle|factory"))
        .because("what is random comes from a stream that was passed in");
  }

  /** The command line talks to the user; all else is logged, returned or thrown. */
  ArchRule noStandardStreams() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(root + ".app.cli..")
        .and()
        .doNotHaveFullyQualifiedName(root + ".app.Main")
        .should(ACCESS_STANDARD_STREAMS)
        .because("only the command line prints");
  }

  ArchRule noOpenClasses() {
    return classes()
        .that(
            describe(
                "are classes of their own",
                type -> !type.isAnonymousClass() && !type.isInterface() && !type.isEnum()))
        .should(new BeFinalOrAbstract())
        .because("things are final, roles are interfaces; what varies is composed");
  }

  private static boolean isSynthetic(JavaField field) {
    return field.getModifiers().contains(JavaModifier.SYNTHETIC);
  }

  private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String names) {
    return describe(
        owner.getSimpleName() + "." + names,
        call -> isOwner(call.getTargetOwner(), owner) && call.getTarget().getName().matches(names));
  }

  private static boolean isOwner(JavaClass found, Class<?> owner) {
    return found.getName().equals(owner.getName());
  }
}
