// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.retrograde.api.data.Dataset;
import org.retrograde.api.data.DatasetSource;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.app.gpu.Accelerator;
import org.retrograde.app.plugin.Found;
import org.retrograde.app.plugin.PluginCatalog;
import org.retrograde.app.plugin.Shelf;
import org.retrograde.app.run.KernelChoice;
import org.retrograde.app.run.Machine;
import org.retrograde.app.run.Version;
import org.retrograde.engine.kernel.Backend;
import org.retrograde.engine.kernel.nd4j.NativeBackend;

/** {@code doctor}: what the program found on this machine. */
public final class DoctorCommand implements Command {

  private final Workbench.Maker workbenches;
  private final Accelerator accelerator;

  /**
   * The command.
   *
   * @param workbenches puts together what it works with, whether or not it can run here
   * @param accelerator the cards, and whether this build computes on them
   */
  public DoctorCommand(Workbench.Maker workbenches, Accelerator accelerator) {
    this.workbenches = workbenches;
    this.accelerator = accelerator;
  }

  @Override
  public String name() {
    return "doctor";
  }

  @Override
  public String summary() {
    return "Shows machine, cards, native libraries, plugins and data, and what is wrong with them";
  }

  @Override
  public String arguments() {
    return "";
  }

  @Override
  public List<String> examples() {
    return List.of("retrograde doctor", "retrograde doctor --json");
  }

  @Override
  public Options options() {
    return CommonOptions.withPlugins(new Options())
        .addOption(CommonOptions.value("data-dir", "DIR", "where data files are looked for"));
  }

  @Override
  public int run(Invocation invocation) {
    invocation.requireNoArguments();
    Diagnosis diagnosis = new Diagnosis();
    machine(diagnosis);
    CardReport cards = CardReport.of(accelerator);
    cards.addTo(diagnosis);
    if (cards.obstacle().isEmpty()) {
      nativeLibrary(diagnosis, cards.backend());
    }
    plugins(invocation, diagnosis, cards);
    if (invocation.wantsJson()) {
      invocation.printJson(diagnosis.json());
    } else {
      invocation.print(diagnosis.text());
    }
    return diagnosis.isHealthy() ? 0 : Program.FAILED;
  }

  private static void machine(Diagnosis diagnosis) {
    Machine machine = Machine.current();
    diagnosis.add("retrograde", Version.current());
    diagnosis.add("java", machine.java());
    diagnosis.add("operatingSystem", machine.operatingSystem());
    diagnosis.add("processor", machine.processor());
    diagnosis.add("cores", machine.cores());
    diagnosis.add("features", Machine.features());
    diagnosis.add("memoryBytes", machine.memoryBytes());
    diagnosis.add("heapBytes", Runtime.getRuntime().maxMemory());
  }

  private static void nativeLibrary(Diagnosis diagnosis, Backend kind) {
    try {
      NativeBackend backend = NativeBackend.load();
      diagnosis.add("backend", backend.backend());
      diagnosis.add("nativeBuild", backend.build());
      diagnosis.add("oneDnn", backend.oneDnn());
      diagnosis.add("threads", backend.threads());
      if (kind == Backend.PROCESSOR && !backend.oneDnn()) {
        diagnosis.note(
            "the native library is without oneDNN: convolutions are about ten times slower");
      }
    } catch (LinkageError | RuntimeException e) {
      diagnosis.problem("ND4J's native library does not load: " + e);
    }
  }

  private static Map<String, String> serving(PluginCatalog catalog, CardReport cards) {
    Map<String, String> serving = new LinkedHashMap<>();
    if (cards.obstacle().isPresent()) {
      serving.put("id", "none");
      serving.put("reason", cards.obstacle().get().line());
      return serving;
    }
    KernelChoice choice = KernelChoice.of(catalog.kernels(), Optional.empty());
    serving.put("id", choice.library().id());
    serving.put("reason", choice.reason());
    boolean narrow = choice.library().withNarrowProducts().isPresent();
    serving.put("fpmath", narrow ? "float32, bf16" : "float32");
    return serving;
  }

  private static List<String> kernels(PluginCatalog catalog) {
    return catalog.kernels().all().stream()
        .map(Found::plugin)
        .map(library -> library.id() + library.obstacle().map(why -> " (" + why + ")").orElse(""))
        .toList();
  }

  private void plugins(Invocation invocation, Diagnosis diagnosis, CardReport cards) {
    MachineOptions options = MachineOptions.of(invocation);
    try {
      PluginCatalog catalog = workbenches.make(options).catalog();
      diagnosis.add("kernels", kernels(catalog));
      diagnosis.add("servingKernels", serving(catalog, cards));
      Map<String, Object> plugins = new LinkedHashMap<>();
      for (Shelf<?> shelf : catalog.shelves()) {
        if (!shelf.equals(catalog.kernels())) {
          plugins.put(shelf.noun(), List.copyOf(shelf.ids()));
        }
      }
      diagnosis.add("plugins", plugins);
      diagnosis.add("data", data(catalog, options));
    } catch (RetrogradeException e) {
      diagnosis.problem(e.problem().line());
    }
  }

  /** Opens every dataset as it is by default; one that is not there is no defect. */
  private static Map<String, Object> data(PluginCatalog catalog, MachineOptions options) {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Found<DatasetSource> found : catalog.datasets().all()) {
      data.put(found.id(), state(found.plugin(), options));
    }
    return data;
  }

  private static String state(DatasetSource source, MachineOptions options) {
    try {
      Dataset dataset = source.open(source.parameters().defaults(), options.data());
      return dataset.name()
          + ": "
          + dataset.training().size()
          + " training and "
          + dataset.test().size()
          + " test images";
    } catch (RetrogradeException e) {
      return "not found: " + e.problem().line();
    }
  }
}
