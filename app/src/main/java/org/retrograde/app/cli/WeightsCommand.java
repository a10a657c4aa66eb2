// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Mode;
import org.retrograde.api.graph.Network;
import org.retrograde.api.plugin.Nearest;
import org.retrograde.app.run.EngineStarter;
import org.retrograde.app.run.Model;
import org.retrograde.app.run.NetworkRecipe;
import org.retrograde.app.run.WeightFile;
import org.retrograde.app.weights.PublishedNames;
import org.retrograde.engine.checkpoint.Npz;
import org.retrograde.engine.train.NetworkWeights;

/** {@code weights}: lists, exports and imports a network's weights by name. */
public final class WeightsCommand implements Command {

  private static final String LIST = "list";
  private static final String EXPORT = "export";
  private static final String IMPORT = "import";
  private static final List<String> ACTIONS = List.of(LIST, EXPORT, IMPORT);
  private static final String NAMES = "names";
  private static final String OWN = "own";
  private static final String PUBLISHED = "published";
  private static final String EXPERIMENT = "experiment";
  private static final String FEEDBACK = "feedback";
  private static final String OUT = "out";

  private final Workbench.Maker workbenches;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   */
  public WeightsCommand(Workbench.Maker workbenches) {
    this.workbenches = workbenches;
  }

  @Override
  public String name() {
    return "weights";
  }

  @Override
  public String summary() {
    return "Lists, exports and imports a network's weights by name";
  }

  @Override
  public String arguments() {
    return "list RUN|FILE.yaml | export RUN|FILE.yaml | import FILE.npz";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde weights list experiments/quickstart.yaml",
        "retrograde weights export runs/quickstart-20250102T030405Z --out weights.npz",
        "retrograde weights import theirs.npz --names published --experiment mine.yaml --out"
            + " weights.npz");
  }

  @Override
  public Options options() {
    return ModelFlags.addTo(new Options())
        .addOption(
            CommonOptions.value(
                NAMES,
                "WHOSE",
                "own (default), or published: those of neuroailab/convrnns, for the architecture"
                    + " convrnn"))
        .addOption(
            CommonOptions.value(
                EXPERIMENT, "FILE", "import: the experiment whose network the weights are for"))
        .addOption(CommonOptions.flag(FEEDBACK, "export: the run's feedback weights B as well"))
        .addOption(CommonOptions.value(OUT, "FILE", "export, import: the .npz file to write"));
  }

  @Override
  public int run(Invocation invocation) {
    String action = action(invocation);
    Path subject = Path.of(invocation.arguments().get(1));
    Path model =
        action.equals(IMPORT) ? ModelFlags.file(invocation, EXPERIMENT, "mine.yaml") : subject;
    MachineOptions options = MachineOptions.of(invocation);
    boolean published = published(invocation);
    Workbench bench = workbenches.make(options);
    Model read = ModelFlags.read(model, bench, invocation);
    try {
      EngineStarter starter =
          new EngineStarter(bench.catalog(), bench.kernels().get(), options.data());
      NetworkRecipe recipe = starter.network(read.experiment(), starter.dataset(read.experiment()));
      Network network = recipe.build(Mode.EVALUATION, 1);
      Optional<PublishedNames> names =
          published
              ? Optional.of(PublishedNames.of(recipe, NetworkWeights.shapes(network).keySet()))
              : Optional.empty();
      switch (action) {
        case LIST -> list(network, names, invocation);
        case EXPORT -> export(read, network, names, invocation);
        default -> take(WeightFile.read(subject), network, names, invocation);
      }
      return 0;
    } catch (RetrogradeException e) {
      throw Experiments.naming(read.source(), e);
    }
  }

  private static String action(Invocation invocation) {
    List<String> words = invocation.arguments();
    String action = words.isEmpty() ? "" : words.get(0);
    if (!ACTIONS.contains(action)) {
      throw Invocation.usage(
          "command line",
          action.isEmpty() ? "nothing to do" : "'" + action + "'",
          "one of " + String.join(", ", ACTIONS),
          "did you mean '" + Nearest.to(action, ACTIONS).orElseThrow() + "'?");
    }
    if (words.size() != 2) {
      String what = action.equals(IMPORT) ? ".npz file" : "run folder or experiment file";
      throw Invocation.usage(
          "command line",
          words.size() - 1 + " of what to " + action,
          "one " + what,
          "name it after 'weights " + action + "'");
    }
    return action;
  }

  private static boolean published(Invocation invocation) {
    String names = invocation.value(NAMES).orElse(OWN);
    if (!List.of(OWN, PUBLISHED).contains(names)) {
      throw Invocation.usage(
          "--" + NAMES, "'" + names + "'", OWN + " or " + PUBLISHED, "correct it");
    }
    return names.equals(PUBLISHED);
  }

  private static void list(Network network, Optional<PublishedNames> names, Invocation invocation) {
    Map<String, List<Long>> shapes =
        names.map(PublishedNames::shapes).orElseGet(() -> NetworkWeights.shapes(network));
    if (invocation.wantsJson()) {
      ObjectNode json = invocation.json().object();
      shapes.forEach(
          (name, shape) -> {
            ArrayNode lengths = json.putArray(name);
            shape.forEach(lengths::add);
          });
      invocation.printJson(json);
      return;
    }
    shapes.forEach((name, shape) -> invocation.print(name + " " + shape));
  }

  private static void export(
      Model model, Network network, Optional<PublishedNames> names, Invocation invocation) {
    Path out = ModelFlags.file(invocation, OUT, "weights.npz");
    boolean feedback = invocation.has(FEEDBACK);
    if (feedback && (names.isPresent() || model.weights().isEmpty())) {
      throw Invocation.usage(
          "--" + FEEDBACK,
          names.isPresent() ? "published names" : "an experiment file",
          "a run folder, and names of our own",
          "remove --" + FEEDBACK);
    }
    WeightFile own = new WeightFile(model.source(), model.weightsOf(network).arrays());
    if (feedback) {
      WeightFile all = model.weights().orElseThrow().where(WeightFile::isFeedback);
      own = own.with(all.arrays());
    }
    WeightFile named = own;
    write(names.map(n -> n.toPublished(named)).orElse(own), out, invocation);
  }

  private static void take(
      WeightFile file, Network network, Optional<PublishedNames> names, Invocation invocation) {
    Path out = ModelFlags.file(invocation, OUT, "weights.npz");
    WeightFile own = names.map(n -> n.toOwn(file)).orElse(file);
    own.where(name -> !WeightFile.isFeedback(name))
        .requireFits(NetworkWeights.shapes(network), Map.of());
    write(own, out, invocation);
  }

  private static void write(WeightFile file, Path out, Invocation invocation) {
    Npz.write(out, file.arrays());
    if (invocation.wantsJson()) {
      invocation.printJson(Map.of("file", out.toString(), "arrays", file.arrays().size()));
    } else {
      invocation.print(file.arrays().size() + " arrays: " + out);
    }
  }
}
