// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;

/** {@code plugins}: what there is, and what a plugin's parameters are. */
public final class PluginsCommand implements Command {

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public PluginsCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "plugins";
  }

  @Override
  public String summary() {
    return "Lists rules, primitives, architectures, datasets and kernels, or shows one of them";
  }

  @Override
  public String arguments() {
    return "[KIND [ID]]";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde plugins",
        "retrograde plugins rule information-alignment",
        "retrograde plugins architectures --json");
  }

  @Override
  public Options options() {
    return CommonOptions.withPlugins(new Options());
  }

  @Override
  public int run(Invocation invocation) {
    Map<String, Shelf<?>> shelves =
        shelves(workbenches.make(MachineOptions.of(invocation)).catalog());
    List<String> arguments = invocation.arguments();
    if (arguments.size() > 2) {
      throw Invocation.usage(
          "command line", "'" + arguments.get(2) + "'", "KIND and ID at most", "see --help");
    }
    if (!arguments.isEmpty()) {
      String kind = kind(arguments.get(0), shelves);
      shelves.keySet().retainAll(List.of(kind));
    }
    if (arguments.size() == 2) {
      show(arguments.get(1), shelves.values().iterator().next(), invocation);
    } else {
      list(shelves, invocation);
    }
    return 0;
  }

  private static Map<String, Shelf<?>> shelves(PluginCatalog catalog) {
    Map<String, Shelf<?>> shelves = new LinkedHashMap<>();
    shelves.put("rules", catalog.rules());
    shelves.put("primitives", catalog.primitives());
    shelves.put("architectures", catalog.architectures());
    shelves.put("datasets", catalog.datasets());
    shelves.put("kernels", catalog.kernels());
    return shelves;
  }

  /** One plugin is naturally asked for in the singular: {@code plugins rule ID}. */
  private static String kind(String typed, Map<String, Shelf<?>> shelves) {
    if (shelves.containsKey(typed + "s")) {
      return typed + "s";
    }
    if (!shelves.containsKey(typed)) {
      String near = Nearest.to(typed, shelves.keySet()).orElseThrow();
      throw Invocation.usage(
          "command line",
          "no kind '" + typed + "'",
          "one of " + String.join(", ", shelves.keySet()),
          "did you mean '" + near + "'?");
    }
    return typed;
  }

  private static void show(String id, Shelf<?> shelf, Invocation invocation) {
    shelf.get(id, "command line");
    @Nullable Found<?> found = shelf.byId().get(id);
    if (found == null) {
      throw new IllegalStateException("the shelf has just returned '" + id + "'");
    }
    if (invocation.wantsJson()) {
      invocation.printJson(PluginText.json(found, invocation.json()));
    } else {
      invocation.print(PluginText.details(found));
    }
  }

  private static void list(Map<String, Shelf<?>> shelves, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(json(shelves, invocation));
      return;
    }
    shelves.forEach(
        (kind, shelf) -> {
          List<String> lines = new ArrayList<>(List.of(kind));
          shelf.all().forEach(found -> lines.add(PluginText.line(found)));
          invocation.print(String.join("\n", lines) + "\n");
        });
  }

  private static ObjectNode json(Map<String, Shelf<?>> shelves, Invocation invocation) {
    ObjectNode root = invocation.json().object();
    shelves.forEach(
        (kind, shelf) -> {
          ArrayNode plugins = root.putArray(kind);
          shelf.all().forEach(found -> plugins.add(PluginText.json(found, invocation.json())));
        });
    return root;
  }
}
