// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.experiment.ExperimentWriter;
import org.retrograde.app.report.ReportWriter;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.Json;
import org.retrograde.app.run.Machine;
import org.retrograde.app.run.Provenance;
import org.retrograde.app.run.ReportRenderer;
import org.retrograde.app.run.RunExecutor;
import org.retrograde.app.run.TrainingStarter;
import org.retrograde.app.run.Version;
import org.retrograde.engine.kernel.KernelLibrary;
import org.retrograde.engine.kernel.nd4j.NativeBackend;

/** Binds what runs experiments and keeps their results. */
final class RunModule extends AbstractModule {

  @Provides
  Clock clock() {
    return Clock.systemUTC();
  }

  @Provides
  ReportRenderer reports() {
    return new ReportWriter()::write;
  }

  /** Takes the kernels first, since choosing them may set the number of threads. */
  @Provides
  Provenance provenance(KernelLibrary kernels, ExperimentWriter writer) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("id", kernels.id());
    description.put("description", kernels.description());
    NativeBackend backend = NativeBackend.load();
    description.put("nativeBuild", backend.build());
    return new Provenance(
        Machine.current(), Version.current(), description, backend.threads(), writer);
  }

  @Provides
  RunExecutor executor(TrainingStarter starter, Provenance provenance, Clock clock) {
    return new RunExecutor(starter, provenance, clock, new Json());
  }

  @Provides
  ExperimentRunner runner(
      RunExecutor executor,
      ExperimentParser parser,
      ExperimentWriter writer,
      ReportRenderer reports,
      Clock clock) {
    return new ExperimentRunner(
        executor, new ExperimentRunner.Papers(parser, writer, reports), clock, new Json());
  }
}
