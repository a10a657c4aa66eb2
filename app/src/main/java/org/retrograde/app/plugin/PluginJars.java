// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/**
 * The jars of a plugins folder.
 *
 * @param jars their paths, in alphabetical order
 */
record PluginJars(List<Path> jars) {

  static PluginJars in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw unreadable(
          folder,
          Files.exists(folder) ? "a file" : "nothing",
          "a folder of jars",
          "correct --plugins DIR");
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      jars.forEach(PluginJars::requireJar);
      return new PluginJars(jars);
    } catch (IOException e) {
      throw unreadable(
          folder,
          "a folder that cannot be listed: " + e.getMessage(),
          "a readable folder",
          "check its permissions");
    }
  }

  /**
   * A class loader over all the jars together, so that one may hold a library of another; open
   * until the JVM ends.
   */
  ClassLoader loader(ClassLoader parent) {
    return new URLClassLoader(
        "plugins", jars.stream().map(PluginJars::url).toArray(URL[]::new), parent);
  }

  /** A class loader would silently pass over a file that is not a jar. */
  private static void requireJar(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      opened.size();
    } catch (IOException e) {
      throw unreadable(
          jar,
          "no readable jar: " + e.getMessage(),
          "a jar",
          "copy it again or take it out of the folder");
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RetrogradeException unreadable(
      Path path, String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem(path.toString(), found, expected, advice));
  }
}
