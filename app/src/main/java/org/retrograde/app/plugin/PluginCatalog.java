// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.plugin;

import java.util.List;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.metric.EvaluationMetric;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.rule.AlignmentPrimitive;
import org.retrograde.api.rule.LearningRule;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Every plugin that was found.
 *
 * @param rules the learning rules
 * @param primitives the terms of alignment losses
 * @param architectures the families of networks
 * @param cells what nodes of networks unrolled in time remember by
 * @param mappings ways to predict neurons
 * @param metrics ways to compare layers with neurons
 * @param datasets the sources of data
 * @param kernels the libraries of kernels
 */
public record PluginCatalog(
    Shelf<LearningRule> rules,
    Shelf<AlignmentPrimitive> primitives,
    Shelf<Architecture> architectures,
    Shelf<RecurrentCell> cells,
    Shelf<Mapping> mappings,
    Shelf<EvaluationMetric> metrics,
    Shelf<DatasetSource> datasets,
    Shelf<KernelLibrary> kernels) {

  /**
   * Returns the shelves in the order in which they are listed.
   *
   * @return all shelves
   */
  public List<Shelf<?>> shelves() {
    return List.of(rules, primitives, architectures, cells, mappings, metrics, datasets, kernels);
  }
}
