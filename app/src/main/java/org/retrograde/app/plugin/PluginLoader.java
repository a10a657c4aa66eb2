// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.engine.kernel.KernelLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds plugins by {@link ServiceLoader}, on the class path and in a folder of jars. */
public final class PluginLoader {

  private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

  private final ClassLoader classPath;

  /**
   * A loader of plugins.
   *
   * @param classPath where to look first, and what jars may use
   */
  public PluginLoader(ClassLoader classPath) {
    this.classPath = classPath;
  }

  /**
   * Loads every plugin.
   *
   * @param folder the folder of jars, empty for the class path alone
   * @return the catalog
   * @throws RetrogradeException if the folder or a jar cannot be read, a provider is broken, or an
   *     id is null, malformed or taken
   */
  public PluginCatalog load(Optional<Path> folder) {
    ClassLoader loader =
        folder.map(path -> PluginJars.in(path).loader(classPath)).orElse(classPath);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // A plugin that is made of others, as the rule "composed" is, finds them through the context
    // class loader.
    thread.setContextClassLoader(loader);
    try {
      return catalog(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static PluginCatalog catalog(ClassLoader loader) {
    return new PluginCatalog(
        plugins("learning rule", LearningRule.class, loader),
        plugins("alignment primitive", AlignmentPrimitive.class, loader),
        plugins("architecture", Architecture.class, loader),
        plugins("recurrent cell", RecurrentCell.class, loader),
        plugins("mapping", Mapping.class, loader),
        plugins("evaluation metric", EvaluationMetric.class, loader),
        plugins("dataset", DatasetSource.class, loader),
        shelf("kernel library", KernelLibrary.class, KernelLibrary::id, loader));
  }

  private static <P extends Plugin> Shelf<P> plugins(
      String noun, Class<P> kind, ClassLoader loader) {
    Shelf<P> shelf = shelf(noun, kind, Plugin::id, loader);
    shelf.all().forEach(found -> ProviderChecks.requireDescribed(noun, found));
    return shelf;
  }

  private static <P> Shelf<P> shelf(
      String noun, Class<P> kind, Function<P, String> id, ClassLoader loader) {
    Map<String, Found<P>> byId = new TreeMap<>();
    try {
      for (P plugin : ServiceLoader.load(kind, loader)) {
        add(noun, plugin, id, byId);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw broken(noun, e);
    }
    return new Shelf<>(noun, byId);
  }

  private static <P> void add(
      String noun, P plugin, Function<P, String> idOf, Map<String, Found<P>> byId) {
    Found<P> found =
        new Found<>(ProviderChecks.id(noun, plugin, idOf), plugin, Origin.of(plugin.getClass()));
    ProviderChecks.requireOneCopy(noun, plugin.getClass());
    Found<P> earlier = byId.putIfAbsent(found.id(), found);
    if (earlier != null) {
      throw ProviderChecks.duplicate(noun, earlier, found);
    }
    LOG.debug("{} '{}': {} from {}", noun, found.id(), plugin.getClass().getName(), found.origin());
  }

  private static RetrogradeException broken(String noun, Throwable error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    String detail = cause == error ? "" : " (" + cause + ")";
    return RetrogradeException.failure(
        new Problem(
            "plugins",
            "a " + noun + " that cannot be loaded: " + error.getMessage() + detail,
            "a public class with a public constructor without parameters, built for this version",
            "rebuild its jar or take it out of the plugins folder"),
        error);
  }
}
