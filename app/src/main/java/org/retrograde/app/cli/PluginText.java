// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Plugin;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.app.experiment.ParameterText;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.run.Json;
import org.retrograde.engine.kernel.KernelLibrary;

/** A plugin in words. */
final class PluginText {

  private PluginText() {}

  static String line(Found<?> found) {
    return String.format(
        "  %-24s %s  [%s]", found.id(), description(found.plugin()), found.origin());
  }

  static String details(Found<?> found) {
    List<String> lines = new ArrayList<>();
    lines.add(found.id() + ": " + description(found.plugin()));
    lines.add("from " + found.origin() + ", " + found.plugin().getClass().getName());
    if (found.plugin() instanceof Plugin plugin) {
      lines.add("source: " + plugin.source());
      lines.addAll(parameters(plugin.parameters()));
    }
    if (found.plugin() instanceof AlignmentPrimitive primitive) {
      lines.add("locality: " + primitive.locality());
    }
    return String.join("\n", lines);
  }

  static ObjectNode json(Found<?> found, Json json) {
    ObjectNode node =
        json.object().put("id", found.id()).put("description", description(found.plugin()));
    node.put("origin", found.origin()).put("type", found.plugin().getClass().getName());
    if (found.plugin() instanceof Plugin plugin) {
      node.put("source", plugin.source());
      node.putArray("parameters")
          .addAll(ParameterText.keys("", plugin.parameters()).stream().map(json::object).toList());
    }
    if (found.plugin() instanceof AlignmentPrimitive primitive) {
      node.put("locality", primitive.locality().name());
    }
    return node;
  }

  private static List<String> parameters(ParameterTable table) {
    List<String> lines =
        new ArrayList<>(List.of(table.specs().isEmpty() ? "no parameters" : "parameters:"));
    ParameterText.keys("", table).forEach(key -> lines.add("  " + key.line()));
    return lines;
  }

  private static String description(Object plugin) {
    if (plugin instanceof Plugin described) {
      return described.description();
    }
    return plugin instanceof KernelLibrary kernels ? kernels.description() : "";
  }
}
