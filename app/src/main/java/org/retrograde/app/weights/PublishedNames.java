// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.run.NetworkRecipe;
import org.retrograde.app.run.WeightFile;
import org.retrograde.convrnn.graph.CheckpointEntry;
import org.retrograde.convrnn.graph.CheckpointNames;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.zoo.ConvRnnArchitecture;
import org.retrograde.engine.checkpoint.NamedArray;

/**
 * The names that a network's weights have in the checkpoints published with {@code
 * neuroailab/convrnns}.
 *
 * @param entries our names and theirs, for weights that the network has
 */
public record PublishedNames(List<CheckpointEntry> entries) {

  /** Copies the list. */
  public PublishedNames {
    entries = List.copyOf(entries);
  }

  /**
   * Names the weights of a network.
   *
   * @param recipe how the network is built
   * @param own the names of its weights
   * @return the names
   * @throws RetrogradeException if it is not of the architecture whose checkpoints were published,
   *     or has weights that these cannot have
   */
  public static PublishedNames of(NetworkRecipe recipe, Set<String> own) {
    if (!recipe.architecture().id().equals(new ConvRnnArchitecture().id())) {
      throw problem(
          "published names for the architecture '" + recipe.architecture().id() + "'",
          "the architecture convrnn, whose checkpoints are published",
          "leave --names published out");
    }
    return of(
        ConvRnnArchitecture.graphOf(recipe.parameters(), recipe.image(), recipe.classes()), own);
  }

  /** Names the weights of a graph. */
  static PublishedNames of(GraphSpec graph, Set<String> own) {
    CheckpointNames names = CheckpointNames.of(graph);
    List<String> unnamed = own.stream().filter(name -> names.find(name).isEmpty()).toList();
    if (!unnamed.isEmpty()) {
      throw problem(
          unnamed.size() + " weights without a published name: " + String.join(", ", unnamed),
          "a network as the published program can build it",
          "leave --names published out, or change the architecture");
    }
    return new PublishedNames(
        names.entries().stream().filter(entry -> own.contains(entry.parameter())).toList());
  }

  /**
   * Lists the published variables.
   *
   * @return by name the lengths of the axes
   */
  public Map<String, List<Long>> shapes() {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (CheckpointEntry entry : entries) {
      entry.variables().forEach(variable -> shapes.put(variable.name(), longs(variable.shape())));
    }
    return shapes;
  }

  /**
   * Gives arrays their published names.
   *
   * @param file arrays under our names, all that the network has
   * @return the same under theirs; what stands for several variables is parted
   */
  public WeightFile toPublished(WeightFile file) {
    Map<String, NamedArray> published = new LinkedHashMap<>();
    for (CheckpointEntry entry : entries) {
      NamedArray whole = Objects.requireNonNull(file.arrays().get(entry.parameter()));
      List<List<Long>> shapes = entry.variables().stream().map(v -> longs(v.shape())).toList();
      List<NamedArray> parts = Kernels.part(whole, shapes);
      for (int i = 0; i < parts.size(); i++) {
        published.put(entry.variables().get(i).name(), parts.get(i));
      }
    }
    return new WeightFile(file.source(), published);
  }

  /**
   * Gives arrays our names.
   *
   * @param file arrays under published names; what else a checkpoint holds (momentum, counters,
   *     decays that are fixed at 0) is passed over
   * @return the same under ours; several variables of one kernel are joined
   * @throws RetrogradeException if one is missing, of another shape, or belongs to no such network
   */
  public WeightFile toOwn(WeightFile file) {
    WeightFile relevant = file.where(name -> !isPassedOver(name));
    relevant.requireFits(shapes(), Map.of());
    Map<String, NamedArray> own = new LinkedHashMap<>();
    for (CheckpointEntry entry : entries) {
      List<NamedArray> parts = new ArrayList<>();
      entry
          .variables()
          .forEach(v -> parts.add(Objects.requireNonNull(relevant.arrays().get(v.name()))));
      own.put(entry.parameter(), Kernels.join(parts, longs(entry.shape())));
    }
    return new WeightFile(file.source(), own);
  }

  private boolean isPassedOver(String variable) {
    boolean known = shapes().containsKey(variable);
    return !known
        && (variable.equals("global_step")
            || variable.endsWith("/Momentum")
            || variable.endsWith("/memory_decay"));
  }

  private static List<Long> longs(List<Integer> shape) {
    return shape.stream().map(Integer::longValue).toList();
  }

  private static RetrogradeException problem(String found, String expected, String advice) {
    return RetrogradeException.usage(new Problem("--names published", found, expected, advice));
  }
}
