// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Lowers a graph once into a program: needed operations only, constants folded, neighbours joined,
 * memory planned, every node bound to a kernel.
 */
public final class Compiler {

  /** Lets element-wise operations overwrite an input that nothing reads later. */
  public static final String IN_PLACE = "compute-in-place";

  /** Gives one stretch of memory to several values that are not needed at the same time. */
  public static final String REUSE = "reuse-memory";

  /** Takes out of every run what follows from seldom changing inputs alone. */
  public static final String HOIST = "hoist-invariants";

  /** In the order of their application, for which a pass may rely on those before. */
  private static final List<Pass> PASSES =
      List.of(
          new RemoveDeadNodes(),
          new ShareCommonSubexpressions(),
          new MergeSums(),
          new JoinPlacements(),
          new MergeBilinear(),
          new StoreDirectly(),
          new ReadResultsInGradients(),
          new FuseBatchNorms(),
          new FoldNormalisations(),
          new FuseEpilogues(),
          new FuseGates(),
          new JoinConvolutionGradients(),
          new KeepPoolingNotes(),
          new UseWinograd(),
          new PackOperands(),
          new RecomputeActivations());

  private final KernelLibrary library;
  private final Set<String> without;

  /**
   * Takes the kernels; all passes are on.
   *
   * @param library the library asked first; the reference library serves whatever it leaves
   */
  public Compiler(KernelLibrary library) {
    this(library, Set.of());
  }

  /**
   * Takes the kernels and switches passes off, to find out what each is worth.
   *
   * @param library the library asked first; the reference library serves whatever it leaves
   * @param without some of {@link #passes()}
   * @throws IllegalArgumentException if there is no such pass
   */
  public Compiler(KernelLibrary library, Set<String> without) {
    this.library = library;
    this.without = Set.copyOf(without);
    without.stream()
        .filter(name -> !passes().contains(name))
        .forEach(
            name -> {
              throw new IllegalArgumentException(
                  "no pass '" + name + "', expected one of " + String.join(", ", passes()));
            });
  }

  /**
   * Returns the names of everything that can be switched off.
   *
   * @return the names, in the order of their application
   */
  public static List<String> passes() {
    List<String> names = new ArrayList<>(PASSES.stream().map(Pass::name).toList());
    names.addAll(List.of(HOIST, IN_PLACE, REUSE));
    return names;
  }

  /**
   * Compiles a graph and binds it; nothing is invariant.
   *
   * @param graph the graph, whose placeholders have fixed shapes
   * @param bindings what the program reads and computes
   * @return the program
   * @throws IllegalArgumentException if a placeholder that is needed has no buffer, or one of
   *     another shape
   */
  public Program compile(SameDiff graph, Bindings bindings) {
    Request request = new Request(bindings.targets().keySet(), bindings.outputs(), Set.of());
    return plan(graph, request).bind(bindings.inputs(), bindings.targets());
  }

  /**
   * Compiles a graph without allocating anything.
   *
   * @param graph the graph, whose placeholders have fixed shapes
   * @param request what the program is to compute
   * @return the plan
   */
  public Plan plan(SameDiff graph, Request request) {
    PassContext context = PassContext.of(library, request);
    List<Node> nodes = new Lowering(graph, request).run();
    for (Pass pass : PASSES) {
      nodes = without.contains(pass.name()) ? nodes : pass.apply(nodes, context);
    }
    Set<Node> early = without.contains(HOIST) ? Set.of() : invariant(nodes, context);
    List<Node> ordered = new ArrayList<>(nodes.stream().filter(early::contains).toList());
    int prologue = ordered.size();
    nodes.stream().filter(node -> !early.contains(node)).forEach(ordered::add);
    return plan(request, ordered, prologue);
  }

  private Plan plan(Request request, List<Node> nodes, int prologue) {
    Set<String> lasting = new HashSet<>(request.outputs());
    nodes.subList(0, prologue).stream()
        .flatMap(node -> node.outputs().stream())
        .forEach(value -> lasting.add(value.name()));
    Lifetimes lifetimes =
        new Lifetimes(
            nodes,
            lasting,
            request.targets(),
            !without.contains(IN_PLACE),
            request.scratchTargets());
    Map<Value, Storage> storages =
        new ArenaPlanner(!without.contains(REUSE)).plan(lifetimes.spans());
    return new Plan(library, request, nodes, prologue, lifetimes, storages);
  }

  private static Set<Node> invariant(List<Node> nodes, PassContext context) {
    Set<String> known = new HashSet<>(context.invariants());
    Set<Node> result = new HashSet<>();
    for (Node node : nodes) {
      boolean follows =
          node.inputs().stream()
              .allMatch(v -> v.constant().isPresent() || known.contains(v.name()));
      boolean kept = node.outputs().stream().anyMatch(v -> context.kept().contains(v.name()));
      if (follows && !kept) {
        result.add(node);
        node.outputs().forEach(value -> known.add(value.name()));
      }
    }
    return result;
  }
}
