// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.nio.file.Path;
import java.util.Map;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.RunFolder;

/**
 * The file with every number of a comparison of behaviour.
 *
 * @param folder where it goes; made if it is not there
 */
public record BehaviorFile(Path folder) {

  /** Its name. */
  public static final String NAME = "behavior.json";

  /**
   * Writes the file, which appears under its name when it is whole.
   *
   * @param json writes JSON
   * @param numbers what stands in it
   * @return the file
   * @throws org.retrograde.api.error.RetrogradeException if it cannot be written
   */
  public Path write(Json json, Map<String, Object> numbers) {
    RunFolder.opened(folder).write(NAME, json.pretty(numbers) + "\n");
    return folder.resolve(NAME);
  }
}
