// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files of stimuli, in a folder or a zip archive, found by their names without folders. */
final class ImageStore {

  private final Path place;
  private final Map<String, String> entries;

  private ImageStore(Path place, Map<String, String> entries) {
    this.place = place;
    this.entries = entries;
  }

  static ImageStore open(Path place) {
    Map<String, String> entries = new HashMap<>();
    try {
      for (String entry : list(place)) {
        String name = entry.substring(entry.lastIndexOf('/') + 1);
        if (entries.put(name, entry) != null) {
          throw Refusal.of(
              place.toString(),
              "two files called " + name,
              "a name of its own for each file",
              "rename one, and its row in the table");
        }
      }
    } catch (IOException e) {
      throw Refusal.unreadable(place.toString(), "no readable folder or zip archive", e);
    }
    return new ImageStore(place, entries);
  }

  private static List<String> list(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        return files
            .filter(Files::isRegularFile)
            .map(file -> place.relativize(file).toString().replace('\\', '/'))
            .toList();
      }
    }
    try (ZipFile zip = new ZipFile(place.toFile())) {
      return Collections.list(zip.entries()).stream()
          .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
          .map(ZipEntry::getName)
          .toList();
    }
  }

  void requireAll(List<String> names) {
    TreeSet<String> missing = new TreeSet<>(names);
    missing.removeAll(entries.keySet());
    if (!missing.isEmpty()) {
      throw Refusal.of(
          place.toString(),
          entries.size() + " files without " + Refusal.some(missing),
          "every file that the table names",
          "add the files, or remove their rows");
    }
  }

  byte[] read(String name) {
    String entry = String.valueOf(entries.get(name));
    try {
      if (Files.isDirectory(place)) {
        return Files.readAllBytes(place.resolve(entry));
      }
      try (ZipFile zip = new ZipFile(place.toFile())) {
        return zip.getInputStream(zip.getEntry(entry)).readAllBytes();
      }
    } catch (IOException e) {
      throw Refusal.unreadable(place + ": " + name, "an error while reading", e);
    }
  }
}
