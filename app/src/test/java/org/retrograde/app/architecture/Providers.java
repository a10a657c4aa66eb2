// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.ParameterSpec;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.engine.kernel.KernelLibrary;

/** What is asked of every provider of a service. */
final class Providers {

  static final List<Class<?>> SERVICES =
      List.of(
          LearningRule.class,
          AlignmentPrimitive.class,
          Architecture.class,
          RecurrentCell.class,
          Mapping.class,
          EvaluationMetric.class,
          DatasetSource.class,
          KernelLibrary.class);

  private Providers() {}

  static List<Object> loaded(Class<?> service) {
    List<Object> providers = new ArrayList<>();
    ServiceLoader.load(service).forEach(providers::add);
    return providers;
  }

  /** The classes that could be providers and that no file under META-INF/services names. */
  static Set<String> unlisted(Class<?> service, JavaClasses classes) {
    Set<String> found =
        classes.stream()
            .filter(type -> type.isAssignableTo(service) && isConcrete(type))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    loaded(service).forEach(provider -> found.remove(provider.getClass().getName()));
    return found;
  }

  /** What is wrong with what providers of one service say of themselves; empty if nothing is. */
  static List<String> complaints(List<?> providers) {
    List<String> complaints = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object provider : providers) {
      Said said = said(provider);
      require(
          said.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
          provider,
          "id '" + said.id() + "'",
          complaints);
      require(ids.add(said.id()), provider, "id '" + said.id() + "' a second time", complaints);
      require(
          isLine(said.description()),
          provider,
          "description '" + said.description() + "'",
          complaints);
      require(
          !said.description().endsWith("."),
          provider,
          "a full stop after the description",
          complaints);
      require(isLine(said.source()), provider, "source '" + said.source() + "'", complaints);
      said.parameters().specs().forEach(spec -> parameter(provider, spec, complaints));
    }
    return complaints;
  }

  private record Said(String id, String description, String source, ParameterTable parameters) {}

  /** A kernel library is no plugin: it has neither a source nor parameters. */
  private static Said said(Object provider) {
    if (provider instanceof KernelLibrary library) {
      return new Said(library.id(), library.description(), "none needed", ParameterTable.of());
    }
    Plugin plugin = (Plugin) provider;
    return new Said(plugin.id(), plugin.description(), plugin.source(), plugin.parameters());
  }

  private static void parameter(Object provider, ParameterSpec spec, List<String> complaints) {
    require(
        isLine(spec.description()),
        provider,
        "parameter '" + spec.name() + "' without description",
        complaints);
    require(
        isLine(spec.unit()), provider, "parameter '" + spec.name() + "' without unit", complaints);
  }

  private static void require(
      boolean held, Object provider, String found, List<String> complaints) {
    if (!held) {
      complaints.add(provider.getClass().getName() + " has " + found);
    }
  }

  private static boolean isLine(String text) {
    return !text.isBlank() && text.lines().count() == 1;
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT);
  }
}
