// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.plugin.Nearest;

/**
 * All plugins of one kind.
 *
 * @param noun what one of them is called, such as {@code learning rule}
 * @param byId the plugins by id, in alphabetical order
 * @param <P> the kind of plugin
 */
public record Shelf<P>(String noun, Map<String, Found<P>> byId) {

  /** Copies the map in alphabetical order. */
  public Shelf {
    byId = Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(byId)));
  }

  /**
   * Returns the ids.
   *
   * @return the ids, in alphabetical order
   */
  public Set<String> ids() {
    return byId.keySet();
  }

  /**
   * Returns the plugins.
   *
   * @return the plugins, in alphabetical order of their ids
   */
  public List<Found<P>> all() {
    return List.copyOf(byId.values());
  }

  /**
   * Returns the plugin of an id.
   *
   * @param id the id
   * @param where where the id stands, for the error message
   * @return the plugin
   * @throws RetrogradeException if there is none, naming the nearest
   */
  public P get(String id, String where) {
    Found<P> found = byId.get(id);
    if (found == null) {
      throw unknown(id, where);
    }
    return found.plugin();
  }

  private RetrogradeException unknown(String id, String where) {
    String expected =
        byId.isEmpty() ? "a jar that brings one" : "one of " + String.join(", ", ids());
    String advice =
        Nearest.to(id, ids())
            .map(near -> "did you mean '" + near + "'?")
            .orElse("name its folder with --plugins DIR");
    return RetrogradeException.usage(new Problem(where, noun + " '" + id + "'", expected, advice));
  }
}
