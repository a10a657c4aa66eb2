// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Plugin;

/** What a provider must satisfy before anyone uses it. */
final class ProviderChecks {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private ProviderChecks() {}

  static <P> String id(String noun, P plugin, Function<P, String> idOf) {
    @Nullable String id = idOf.apply(plugin);
    if (id == null || !ID.matcher(id).matches()) {
      throw refuse(
          plugin.getClass(),
          id == null
              ? "a " + noun + " whose id is null"
              : "a " + noun + " with the id '" + id + "'",
          "an id of lower-case words joined by hyphens",
          "correct what its id() returns");
    }
    return id;
  }

  /**
   * Checks that description, source and parameters are there, so that help and errors can rely on
   * them.
   */
  static <P extends Plugin> void requireDescribed(String noun, Found<P> found) {
    P plugin = found.plugin();
    boolean complete;
    try {
      complete = isLine(plugin.description()) && isLine(plugin.source()) && hasTable(plugin);
    } catch (RuntimeException | LinkageError e) {
      throw refuse(
          plugin.getClass(),
          noun + " '" + found.id() + "', which fails to describe itself: " + e,
          "a description, a source and a parameter table",
          "rebuild its jar against this version");
    }
    if (!complete) {
      throw refuse(
          plugin.getClass(),
          noun + " '" + found.id() + "' without a description, source or parameter table",
          "one line for each text, and a table that may be empty",
          "complete the plugin");
    }
  }

  /** Checks that a provider's class is not in two jars, of which only one would be seen. */
  static void requireOneCopy(String noun, Class<?> provider) {
    String resource = provider.getName().replace('.', '/') + ".class";
    List<URL> copies = copies(provider.getClassLoader(), resource);
    if (copies.size() > 1) {
      String first = Origin.shorten(copies.get(0));
      String second = Origin.shorten(copies.get(1));
      throw refuse(
          provider,
          "the " + noun + " twice, in " + first + " and in " + second,
          "one jar with each class",
          "remove one of the two");
    }
  }

  static RetrogradeException duplicate(String noun, Found<?> first, Found<?> second) {
    return RetrogradeException.usage(
        new Problem(
            "plugins",
            noun + " '" + first.id() + "' twice: " + describe(first) + " and " + describe(second),
            "an id of its own for each " + noun,
            "remove one of the two or rename it"));
  }

  private static String describe(Found<?> found) {
    return found.plugin().getClass().getName() + " in " + found.origin();
  }

  private static List<URL> copies(@Nullable ClassLoader loader, String resource) {
    try {
      return loader == null ? List.of() : Collections.list(loader.getResources(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLine(@Nullable String text) {
    return text != null && !text.isBlank() && text.lines().count() == 1;
  }

  private static boolean hasTable(Plugin plugin) {
    @Nullable Object table = plugin.parameters();
    return table != null;
  }

  private static RetrogradeException refuse(
      Class<?> provider, String found, String expected, String advice) {
    String where = "plugin " + provider.getName() + " in " + Origin.of(provider);
    return RetrogradeException.usage(new Problem(where, found, expected, advice));
  }
}
