// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.List;
import org.apache.commons.cli.Options;

/** One thing that the program can be told to do. */
public interface Command {

  /**
   * Returns the word that calls it.
   *
   * @return one word
   */
  String name();

  /**
   * Returns what it does.
   *
   * @return one line
   */
  String summary();

  /**
   * Returns what may follow the name besides options.
   *
   * @return for example {@code FILE…}, empty if nothing may
   */
  String arguments();

  /**
   * Returns how it is used.
   *
   * @return complete command lines, at least one
   */
  List<String> examples();

  /**
   * Returns its own options; those that every command has are added to them.
   *
   * @return the options
   */
  Options options();

  /**
   * Does it.
   *
   * @param invocation the command line
   * @return the exit code, 0 for success
   * @throws org.retrograde.api.error.RetrogradeException if it fails or was used wrongly
   */
  int run(Invocation invocation);
}
