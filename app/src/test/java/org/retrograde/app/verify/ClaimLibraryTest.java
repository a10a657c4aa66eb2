// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.experiment.ClaimEntry;
import org.retrograde.app.experiment.Document;
import org.retrograde.app.experiment.Experiment;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.Samples;
import org.retrograde.engine.optimize.OptimizerSpec;
import org.retrograde.engine.optimize.ScheduleSpec;

class ClaimLibraryTest {

  private final ClaimLibrary library = new ClaimLibrary();
  private final ExperimentParser parser = new ExperimentParser(Samples.catalog());

  @TestFactory
  Stream<DynamicTest> experiments_of_included_claims_are_right() {
    return library.all().stream()
        .flatMap(
            claim ->
                claim.entries().stream()
                    .map(
                        entry ->
                            DynamicTest.dynamicTest(
                                claim.id() + " " + entry.label(), () -> accepted(claim, entry))));
  }

  @Test
  void the_published_training_is_that_of_the_claim() {
    Claim claim = library.find("biotorch-fashion");
    Experiment run = parser.parse(claim.entries().get(0).withRate(0.03));

    OptimizerSpec task = run.training().plan().task();
    assertThat(task)
        .isEqualTo(
            OptimizerSpec.sgd(0.03, 0.9, 1e-3)
                .withSchedule(
                    new ScheduleSpec(ScheduleSpec.Kind.STEP, 0, List.of(50.0, 75.0), 0.1)));
    assertThat(run.training().batchSize()).isEqualTo(64);
    assertThat(run.training().plan().epochs()).isEqualTo(100);
    assertThat(run.dataset().preparation().resize()).isEqualTo(32);
    assertThat(claim.entries())
        .extracting(ClaimEntry::published)
        .containsExactly(9.2, 13.06, 9.69, 10.02, 9.61, 12.81);
    assertThat(claim.entries())
        .extracting(ClaimEntry::band)
        .containsExactly(1.5, 1.5, 1.0, 1.0, 1.0, 1.5);
  }

  private void accepted(Claim claim, ClaimEntry entry) {
    double rate = entry.rates().get(0);
    Document search = entry.searching(rate, claim.search().epochs(), claim.search());

    assertThat(parser.parse(entry.withRate(rate)).rule().label()).isEqualTo(entry.label());
    assertThat(parser.parse(search).dataset().preparation().validation())
        .isEqualTo(claim.search().validation());
  }
}
