// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.ProvisionException;
import java.time.Clock;
import java.util.List;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.cli.BehaviorCommand;
import org.retrograde.app.cli.BenchCommand;
import org.retrograde.app.cli.Command;
import org.retrograde.app.cli.CompareCommand;
import org.retrograde.app.cli.DoctorCommand;
import org.retrograde.app.cli.ExplainCommand;
import org.retrograde.app.cli.FeaturesCommand;
import org.retrograde.app.cli.MachineOptions;
import org.retrograde.app.cli.PluginsCommand;
import org.retrograde.app.cli.Program;
import org.retrograde.app.cli.ReportCommand;
import org.retrograde.app.cli.ResumeCommand;
import org.retrograde.app.cli.RunCommand;
import org.retrograde.app.cli.ScoreCommand;
import org.retrograde.app.cli.SimulateCommand;
import org.retrograde.app.cli.Terminal;
import org.retrograde.app.cli.TrainCommand;
import org.retrograde.app.cli.VerifyCommand;
import org.retrograde.app.cli.WeightsCommand;
import org.retrograde.app.cli.Workbench;
import org.retrograde.app.experiment.ExperimentParser;
import org.retrograde.app.gpu.Accelerator;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.report.ReportWriter;
import org.retrograde.app.run.ExperimentRunner;
import org.retrograde.app.run.Json;
import org.retrograde.engine.kernel.KernelLibrary;

/**
 * Binds the program and its commands. What a command works with depends on its options, and is
 * wired per call.
 */
public final class CommandModule extends AbstractModule {

  private final Terminal terminal;
  private final Accelerator accelerator;

  /**
   * The module of the whole program.
   *
   * @param terminal where to print
   */
  public CommandModule(Terminal terminal) {
    this(terminal, Accelerator.ofThisMachine());
  }

  /**
   * The module of the whole program on a machine with certain cards.
   *
   * @param terminal where to print
   * @param accelerator the cards, and whether the build computes on them
   */
  public CommandModule(Terminal terminal, Accelerator accelerator) {
    this.terminal = terminal;
    this.accelerator = accelerator;
  }

  /** ND4J is loaded by whatever builds a network, so nothing gets a workbench before the check. */
  @Provides
  Workbench.Maker workbenches() {
    return options -> {
      accelerator.requireUsable();
      return workbench(options);
    };
  }

  @Provides
  List<Command> commands(Workbench.Maker workbenches) {
    return List.of(
        new RunCommand(workbenches),
        new TrainCommand(workbenches),
        new CompareCommand(workbenches),
        new VerifyCommand(workbenches, Clock.systemUTC()),
        new ResumeCommand(workbenches),
        new ReportCommand(new ReportWriter()::write),
        new FeaturesCommand(workbenches),
        new ScoreCommand(workbenches, new ReportWriter()::write),
        new BehaviorCommand(workbenches),
        new SimulateCommand(workbenches),
        new WeightsCommand(workbenches),
        new BenchCommand(workbenches),
        new ExplainCommand(workbenches),
        new PluginsCommand(workbenches),
        new DoctorCommand(this::workbench, accelerator));
  }

  @Provides
  Program program(List<Command> commands) {
    return new Program(commands, terminal, new Json());
  }

  private Workbench workbench(MachineOptions options) {
    Injector injector =
        Guice.createInjector(
            new PluginModule(options),
            new ExperimentModule(),
            new EngineModule(options, terminal.err()),
            new RunModule());
    return new Workbench(
        get(injector, PluginCatalog.class),
        get(injector, ExperimentParser.class),
        () -> get(injector, ExperimentRunner.class),
        () -> get(injector, KernelLibrary.class));
  }

  /** Guice wraps what a provider throws; the user shall read the error itself. */
  private static <T> T get(Injector injector, Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException e) {
      if (e.getCause() instanceof RetrogradeException explained) {
        throw explained;
      }
      throw e;
    }
  }
}
