// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Options;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.experiment.Claim;
import org.retrograde.app.verify.ClaimLibrary;
import org.retrograde.app.verify.OutcomeText;
import org.retrograde.app.verify.Selection;
import org.retrograde.app.verify.VerificationFiles;
import org.retrograde.app.verify.VerificationReport;
import org.retrograde.app.verify.Verifier;

/** {@code verify CLAIM}: runs published experiments and compares the results. */
public final class VerifyCommand implements Command {

  /** The columns with words. */
  private static final Set<Integer> LEFT = Set.of(0, OutcomeText.HEADING.size() - 1);

  private final Workbench.Maker workbenches;
  private final Clock clock;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with
   * @param clock tells how long runs take
   */
  public VerifyCommand(Workbench.Maker workbenches, Clock clock) {
    this.workbenches = workbenches;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Runs published experiments and compares the results with the published ones";
  }

  @Override
  public String arguments() {
    return "[CLAIM]";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "retrograde verify --list",
        "retrograde verify biotorch-fashion",
        "retrograde verify biotorch-fashion --rules backpropagation --rates 0.03 --epochs 2",
        "retrograde verify my-claim.yaml --out runs");
  }

  @Override
  public Options options() {
    Options options = CommonOptions.withMachine(CommonOptions.withOut(new Options()));
    return SelectionFlags.with(options)
        .addOption(CommonOptions.flag("list", "list the claims, and run nothing"));
  }

  @Override
  public int run(Invocation invocation) {
    ClaimLibrary library = new ClaimLibrary();
    if (invocation.has("list")) {
      invocation.requireNoArguments();
      return list(library.all(), invocation);
    }
    Claim claim = library.find(argument(invocation));
    Selection selection = SelectionFlags.of(invocation);
    try {
      return verify(claim, selection, invocation);
    } catch (RetrogradeException e) {
      throw naming(claim, e);
    }
  }

  /** Adds the file to errors that name just a key; those of the file itself name it already. */
  private static RetrogradeException naming(Claim claim, RetrogradeException e) {
    String source = claim.entries().get(0).experiment().source();
    return e.problem().where().startsWith(source) ? e : Experiments.naming(source, e);
  }

  private int verify(Claim claim, Selection selection, Invocation invocation) {
    Workbench bench = workbenches.make(MachineOptions.of(invocation));
    try (Interruption stop = Interruption.install(invocation.terminal().err())) {
      VerificationReport report =
          new Verifier(bench.parser(), bench.runner().get(), invocation.json())
              .verify(
                  claim,
                  selection,
                  Experiments.out(invocation),
                  VerificationProgress.of(invocation, clock),
                  stop);
      print(report, invocation);
      return report.hasFailed() ? Program.FAILED : 0;
    }
  }

  private static void print(VerificationReport report, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(VerificationFiles.json(report, invocation.json()));
      return;
    }
    List<List<String>> rows = new ArrayList<>(List.of(OutcomeText.HEADING));
    report.entries().forEach(entry -> rows.add(OutcomeText.row(entry)));
    invocation.print("\n" + report.claim().title() + "; " + report.claim().metric().words() + "\n");
    invocation.print(new TextTable(rows, LEFT).text());
    invocation.print("\nresults: " + report.folder().resolve(VerificationReport.MARKDOWN));
  }

  private static int list(List<Claim> claims, Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(
          claims.stream().map(claim -> ClaimText.json(claim, invocation.json())).toList());
    } else {
      claims.forEach(claim -> invocation.print(ClaimText.of(claim)));
    }
    return 0;
  }

  private static String argument(Invocation invocation) {
    if (invocation.arguments().size() != 1) {
      throw Invocation.usage(
          "command line",
          invocation.arguments().isEmpty() ? "no claim" : "several claims",
          "one claim",
          "name one; see verify --list");
    }
    return invocation.arguments().get(0);
  }
}
