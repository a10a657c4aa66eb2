// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.engine.compile.Instruction;
import org.retrograde.engine.differentiate.Unrolling;

/**
 * A compiled program as people read it.
 *
 * @param instructions its kernels, in the order of their execution
 * @param seconds the median duration of each; empty if none was measured
 * @param plannedBytes the memory of its buffers
 * @param unsharedBytes what that would be if each value had its own buffer
 * @param parameterBytes the memory of parameters and all that lasts from run to run, optimisers'
 *     state not included
 * @param unrolling how its network is unrolled in time; empty if it is not
 */
public record ProgramListing(
    List<Instruction> instructions,
    List<Double> seconds,
    long plannedBytes,
    long unsharedBytes,
    long parameterBytes,
    Optional<Unrolling> unrolling) {

  /**
   * What one kind of operation takes of a run.
   *
   * @param operation the kind
   * @param kernels how many there are
   * @param seconds their time
   * @param fraction that time as a fraction of the run's, from 0 to 1
   */
  public record Share(String operation, int kernels, double seconds, double fraction) {}

  /** Copies the lists and checks that all kernels were measured or none. */
  public ProgramListing {
    instructions = List.copyOf(instructions);
    seconds = List.copyOf(seconds);
    if (!seconds.isEmpty() && seconds.size() != instructions.size()) {
      throw new IllegalArgumentException(
          instructions.size() + " kernels have " + seconds.size() + " durations");
    }
  }

  /**
   * Tells whether the kernels were measured.
   *
   * @return whether there are durations
   */
  public boolean isMeasured() {
    return !seconds.isEmpty();
  }

  /**
   * Returns the floating-point operations of a run in which no parameter has changed.
   *
   * @return the sum over the kernels of every run
   */
  public long flops() {
    return everyRun().stream().mapToLong(Instruction::flops).sum();
  }

  /**
   * Returns how many linear maps of layers such a run applies; a plain training step has three a
   * layer, but two at the first.
   *
   * @return convolutions and matrix products, forward, back, and as filter gradients
   */
  public int maps() {
    return everyRun().stream().mapToInt(Instruction::maps).sum();
  }

  /**
   * Returns what the kernels of such a run read and write.
   *
   * @return bytes
   */
  public long bytes() {
    return everyRun().stream().mapToLong(Instruction::bytes).sum();
  }

  /**
   * Returns the time of such a run.
   *
   * @return seconds, 0 if none was measured
   */
  public double runSeconds() {
    return shares().stream().mapToDouble(Share::seconds).sum();
  }

  /**
   * Returns the kernels of every run.
   *
   * @return those that run whether or not parameters have changed
   */
  public List<Instruction> everyRun() {
    return instructions.stream().filter(instruction -> !instruction.once()).toList();
  }

  /**
   * Sums the time of a run up by kind of operation.
   *
   * @return the kinds, the longest time first; none if nothing was measured
   */
  public List<Share> shares() {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    IntStream.range(0, seconds.size())
        .filter(i -> !instructions.get(i).once())
        .forEach(
            i ->
                times
                    .computeIfAbsent(instructions.get(i).operation(), kind -> new ArrayList<>())
                    .add(seconds.get(i)));
    double total = times.values().stream().mapToDouble(ProgramListing::sum).sum();
    return times.entrySet().stream()
        .map(kind -> share(kind.getKey(), kind.getValue(), total))
        .sorted(Comparator.comparingDouble(Share::seconds).reversed())
        .toList();
  }

  private static Share share(String operation, List<Double> times, double total) {
    double sum = sum(times);
    return new Share(operation, times.size(), sum, total == 0 ? 0 : sum / total);
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
