// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.net.URL;
import java.security.CodeSource;

/** Where a class came from, in words. */
final class Origin {

  private Origin() {}

  static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "the Java runtime"
        : shorten(source.getLocation());
  }

  /**
   * Keeps the jar of {@code jar:file:/x/a.jar!/org/A.class}, and of any path its last part that
   * tells it apart.
   */
  static String shorten(URL location) {
    String path =
        location
            .getPath()
            .replaceFirst("^file:", "")
            .replaceFirst("!/.*$", "")
            .replaceFirst("/$", "");
    return path.endsWith(".jar") ? path.substring(path.lastIndexOf('/') + 1) : path;
  }
}
