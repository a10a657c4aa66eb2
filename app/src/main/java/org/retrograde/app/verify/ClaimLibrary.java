// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimParser;
import org.retrograde.app.experiment.YamlReader;

/** The claims that come with the program, and those in files. */
public final class ClaimLibrary {

  private static final List<String> IDS = List.of("biotorch-fashion", "akrout-mlp");
  private static final String SUFFIX = ".yaml";

  private final ClaimParser parser = new ClaimParser();

  /** The library. */
  public ClaimLibrary() {}

  /**
   * Returns the claims that come with the program.
   *
   * @return the claims
   */
  public List<Claim> all() {
    return IDS.stream().map(this::included).toList();
  }

  /**
   * Finds a claim.
   *
   * @param name the id of one that comes with the program, or the path of a file
   * @return the claim
   * @throws RetrogradeException if there is none, or its file is wrong
   */
  public Claim find(String name) {
    if (IDS.contains(name)) {
      return included(name);
    }
    Path file = Path.of(name);
    if (name.endsWith(SUFFIX) || name.endsWith(".yml") || Files.exists(file)) {
      return parser.parse(new YamlReader().read(file));
    }
    String near =
        Nearest.to(name, IDS).map(id -> "did you mean '" + id + "'?").orElse("see --list");
    throw RetrogradeException.usage(
        new Problem(
            "command line",
            "no claim '" + name + "'",
            "one of " + String.join(", ", IDS) + ", or the path of a claim file",
            near));
  }

  private Claim included(String id) {
    return parser.parse(new YamlReader().parse(id + SUFFIX, text(id + SUFFIX)));
  }

  private static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(ClaimLibrary.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
