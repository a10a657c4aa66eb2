// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;

/** Finds which stimulus each row of features answers. */
public final class StimulusNames {

  private static final int SHOWN = 3;

  /**
   * Ways to read an id from a file's name; the first that gives an id of the recording is taken.
   */
  private static final List<UnaryOperator<String>> READINGS =
      List.of(
          name -> name,
          StimulusNames::withoutExtension,
          StimulusNames::withoutFolder,
          name -> withoutExtension(withoutFolder(name)));

  private StimulusNames() {}

  /**
   * Returns stimulus ids.
   *
   * @param names the images' names
   * @param recorded the ids of the recording
   * @param byFile ids by file name, from a stimulus set; may be empty
   * @param where the features, for the message
   * @param table how the user would name the stimulus set's table, for the message
   * @return an id for each name; names that answer no stimulus stay as they are
   * @throws RetrogradeException if none of them answers one
   */
  static List<String> ids(
      List<String> names,
      List<String> recorded,
      Map<String, String> byFile,
      String where,
      String table) {
    List<String> ids = read(names, recorded, byFile);
    if (ids.stream().noneMatch(new HashSet<>(recorded)::contains)) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              "images such as " + shown(names) + ", none of which was shown to the neurons",
              "names of stimuli such as " + shown(recorded),
              "name the image files after the stimuli, or give the stimulus set's table with "
                  + table));
    }
    return ids;
  }

  /**
   * Returns stimulus ids, as far as names answer stimuli.
   *
   * @param names the images' names
   * @param known the ids of stimuli
   * @param byFile ids by file name; may be empty
   * @return an id for each name; names that answer no stimulus stay as they are
   */
  public static List<String> read(
      List<String> names, List<String> known, Map<String, String> byFile) {
    Set<String> ids = new HashSet<>(known);
    return names.stream().map(name -> id(name, ids, byFile)).toList();
  }

  private static String id(String name, Set<String> known, Map<String, String> byFile) {
    for (UnaryOperator<String> reading : READINGS) {
      String read = reading.apply(name);
      String listed = byFile.get(read);
      if (listed != null) {
        return listed;
      }
      if (known.contains(read)) {
        return read;
      }
    }
    return name;
  }

  private static String shown(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
  }

  private static String withoutFolder(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String withoutExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }
}
