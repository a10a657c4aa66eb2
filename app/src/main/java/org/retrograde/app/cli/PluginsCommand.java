// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.engine.certificate.RuleCertificate;

/** {@code plugins}: what there is, and what a plugin's parameters are. */
public final class PluginsCommand implements Command {

  private static final String CERTIFICATE = "certificate";
  private static final String RULES = "rules";

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
    return "Lists rules, primitives, architectures, cells, mappings, metrics, datasets and kernels,"
        + " or shows one of them";
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
        "retrograde plugins rule information-alignment --certificate --set amp=2",
        "retrograde plugins architectures --json");
  }

  @Override
  public Options options() {
    Options options =
        new Options()
            .addOption(
                CommonOptions.flag(
                    CERTIFICATE,
                    "say what the rule reads at each synapse, and whether it is local"))
            .addOption(
                Option.builder()
                    .longOpt(ExperimentFlags.SET)
                    .hasArg()
                    .argName("KEY=VALUE")
                    .desc("set one of the rule's parameters for the certificate; may be repeated")
                    .build());
    return CommonOptions.withPlugins(options);
  }

  @Override
  public int run(Invocation invocation) {
    PluginCatalog catalog = workbenches.make(MachineOptions.of(invocation)).catalog();
    Map<String, Shelf<?>> shelves = shelves(catalog);
    List<String> arguments = invocation.arguments();
    if (arguments.size() > 2) {
      throw Invocation.usage(
          "command line", "'" + arguments.get(2) + "'", "KIND and ID at most", "see --help");
    }
    if (!arguments.isEmpty()) {
      String kind = kind(arguments.get(0), shelves);
      shelves.keySet().retainAll(List.of(kind));
    }
    if (invocation.has(CERTIFICATE)) {
      certify(catalog, shelves, invocation);
    } else if (invocation.has(ExperimentFlags.SET)) {
      throw Invocation.usage(
          "--set", "no --certificate", "parameters of a certificate", "add --certificate");
    } else if (arguments.size() == 2) {
      show(arguments.get(1), shelves.values().iterator().next(), invocation);
    } else {
      list(shelves, invocation);
    }
    return 0;
  }

  private static Map<String, Shelf<?>> shelves(PluginCatalog catalog) {
    Map<String, Shelf<?>> shelves = new LinkedHashMap<>();
    shelves.put(RULES, catalog.rules());
    shelves.put("primitives", catalog.primitives());
    shelves.put("architectures", catalog.architectures());
    shelves.put("cells", catalog.cells());
    shelves.put("mappings", catalog.mappings());
    shelves.put("metrics", catalog.metrics());
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

  private static void certify(
      PluginCatalog catalog, Map<String, Shelf<?>> shelves, Invocation invocation) {
    List<String> arguments = invocation.arguments();
    if (arguments.size() < 2 || !shelves.containsKey(RULES)) {
      throw Invocation.usage(
          "--certificate",
          arguments.isEmpty() ? "no rule" : "'" + String.join(" ", arguments) + "'",
          "a rule",
          "write for example: plugins rule feedback-alignment --certificate");
    }
    LearningRule rule = catalog.rules().get(arguments.get(1), "command line");
    Document set = ExperimentFlags.applySet(Document.empty("command line"), invocation);
    Parameters parameters = rule.parameters().bind(set.root(), set.location());
    CertificateText certificate =
        new CertificateText(rule.id(), parameters, RuleCertificate.of(rule.configure(parameters)));
    if (invocation.wantsJson()) {
      invocation.printJson(certificate.json(invocation.json()));
    } else {
      invocation.print(certificate.text());
    }
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
