// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the program runs on; results are bit-identical only on the same.
 *
 * @param java the Java runtime
 * @param operatingSystem name, version and architecture
 * @param processor the processor's model
 * @param cores the processors that the JVM may use
 * @param memoryBytes the machine's memory, 0 if unknown
 */
public record Machine(
    String java, String operatingSystem, String processor, int cores, long memoryBytes) {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * Describes the machine that this process runs on.
   *
   * @return the machine
   */
  public static Machine current() {
    return new Machine(
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        field(CPU_INFO, "model name").orElse("unknown"),
        Runtime.getRuntime().availableProcessors(),
        memory());
  }

  /**
   * Returns which of the instruction sets that matter to the kernels the processor has.
   *
   * @return names as Linux lists them; empty where it cannot be told
   */
  public static List<String> features() {
    List<String> wanted =
        List.of(
            "sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "sve");
    String flags = field(CPU_INFO, "flags").or(() -> field(CPU_INFO, "Features")).orElse("");
    List<String> present = List.of(flags.split(" "));
    return wanted.stream().filter(present::contains).toList();
  }

  /**
   * Returns the most memory that this process has held at once, native memory included.
   *
   * @return MiB, empty where the operating system does not tell
   */
  public static OptionalLong peakMebibytes() {
    return field(STATUS, "VmHWM")
        .map(text -> OptionalLong.of(Long.parseLong(text.replaceAll("[^0-9]", "")) / 1024))
        .orElse(OptionalLong.empty());
  }

  /**
   * Returns what the calling thread has allocated on the Java heap so far.
   *
   * @return bytes, empty where the JVM does not count them
   */
  public static OptionalLong allocatedBytes() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
            && threads.isThreadAllocatedMemorySupported()
            && threads.isThreadAllocatedMemoryEnabled()
        ? OptionalLong.of(threads.getCurrentThreadAllocatedBytes())
        : OptionalLong.empty();
  }

  private static Optional<String> field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name) && line.contains(":"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
