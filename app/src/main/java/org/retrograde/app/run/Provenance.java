// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentWriter;

/**
 * What the numbers of a run depend on.
 *
 * @param machine what it runs on
 * @param version the version of this program
 * @param kernels the library of kernels, id and description
 * @param threads the number of threads that kernels may use
 * @param writer hashes experiments
 */
public record Provenance(
    Machine machine,
    String version,
    Map<String, String> kernels,
    int threads,
    ExperimentWriter writer) {

  /** Copies the map, keeping its order. */
  public Provenance {
    kernels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(kernels));
  }

  Map<String, Object> of(Experiment run, TrainingFacts facts, Instant started) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("configHash", writer.hash(run));
    provenance.put("seed", run.seed());
    provenance.put("startedUtc", started.toString());
    provenance.put("retrograde", version);
    provenance.put("dataset", dataset(facts));
    provenance.put("parameters", facts.parameters());
    provenance.put("plannedBytes", facts.plannedBytes());
    provenance.put("kernels", kernels);
    provenance.put("threads", threads);
    provenance.put("machine", machine);
    return provenance;
  }

  private static Map<String, Object> dataset(TrainingFacts facts) {
    Map<String, Object> dataset = new LinkedHashMap<>();
    dataset.put("name", facts.dataset());
    dataset.put("sha256", facts.datasetDigest());
    dataset.put("trainingImages", facts.trainingImages());
    dataset.put("testImages", facts.testImages());
    dataset.put("classes", facts.classes());
    dataset.put("image", facts.image());
    return dataset;
  }
}
