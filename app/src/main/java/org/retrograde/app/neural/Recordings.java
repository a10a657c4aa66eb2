// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.neural.assembly.Assemblies;
import org.retrograde.neural.assembly.AssemblySource;
import org.retrograde.neural.assembly.Box;
import org.retrograde.neural.assembly.Column;
import org.retrograde.neural.assembly.NeuroidAssembly;
import org.retrograde.neural.assembly.StimulusSet;

/** Recordings, and the tables of their stimuli. */
public final class Recordings {

  private Recordings() {}

  /**
   * Opens a recording.
   *
   * @param file the file
   * @param stimuli the stimulus set, whose columns join those of presentations; may be empty
   * @return the recording, to be closed
   * @throws org.retrograde.api.error.RetrogradeException if a file is missing or malformed
   */
  public static AssemblySource open(Path file, Optional<Path> stimuli) {
    Optional<StimulusSet> set = stimuli.map(table -> StimulusSet.read(table, Optional.empty()));
    AssemblySource source = Assemblies.open(file);
    try {
      return set.<AssemblySource>map(table -> joined(source, table)).orElse(source);
    } catch (RetrogradeException e) {
      source.close();
      throw e;
    }
  }

  private static Joined joined(AssemblySource source, StimulusSet set) {
    return new Joined(source, set.merge(source.assembly(), source.where()).assembly());
  }

  /**
   * Returns the stimulus of each file of a stimulus set.
   *
   * @param stimuli the stimulus set; may be empty
   * @return ids by file name
   */
  public static Map<String, String> byFile(Optional<Path> stimuli) {
    Map<String, String> ids = new HashMap<>();
    stimuli.ifPresent(
        table -> {
          StimulusSet set = StimulusSet.read(table, Optional.empty());
          Optional<Column> files = set.column("filename");
          for (int i = 0; files.isPresent() && i < set.ids().size(); i++) {
            ids.put(files.get().text(i), set.ids().get(i));
          }
        });
    return ids;
  }

  /** A recording with more columns. */
  private record Joined(AssemblySource source, NeuroidAssembly assembly) implements AssemblySource {

    @Override
    public String where() {
      return source.where();
    }

    @Override
    public List<Integer> piece() {
      return source.piece();
    }

    @Override
    public double[] read(Box box) {
      return source.read(box);
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
