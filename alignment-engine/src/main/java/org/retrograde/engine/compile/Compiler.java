// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Lowers a graph once into a program: needed operations only, constants folded, neighbours joined,
 * buffers allocated, every node bound to a kernel.
 */
public final class Compiler {

  private static final List<Pass> PASSES = List.of(new JoinConvolutionGradients());

  private final KernelLibrary library;

  /**
   * Takes the kernels.
   *
   * @param library the library asked first; the reference library serves whatever it leaves
   */
  public Compiler(KernelLibrary library) {
    this.library = library;
  }

  /**
   * Compiles a graph.
   *
   * @param graph the graph, whose placeholders have fixed shapes
   * @param bindings what the program reads and computes
   * @return the program
   * @throws IllegalArgumentException if a placeholder that is needed has no buffer, or one of
   *     another shape
   */
  public Program compile(SameDiff graph, Bindings bindings) {
    List<Node> nodes = new Lowering(graph, bindings).run();
    for (Pass pass : PASSES) {
      nodes = pass.apply(nodes);
    }
    return new Binder(library, bindings).bind(nodes);
  }
}
