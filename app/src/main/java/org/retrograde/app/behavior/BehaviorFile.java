// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.behavior;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.Json;

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
   * @throws RetrogradeException if it cannot be written
   */
  public Path write(Json json, Map<String, Object> numbers) {
    Path file = folder.resolve(NAME);
    Path part = folder.resolve("." + NAME + ".part");
    try {
      Files.createDirectories(folder);
      Files.writeString(part, json.pretty(numbers) + "\n");
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw RetrogradeException.failure(
          new Problem(
              folder.toString(),
              "no way to write there (" + e.getMessage() + ")",
              "a folder that can be written to",
              "free space or name another folder"),
          e);
    }
  }
}
