// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.retrograde.engine.kernel.ActivationKind;
import org.retrograde.engine.kernel.Operation;

/**
 * Random programs, run on paper: memory is a map from places to what was last written there, and
 * whoever reads must find what the maker of the value wrote.
 */
final class LifetimesPropertiesTest {

  private static final int INPUTS = 2;

  /** A program and what is wanted of it. */
  private record Sample(List<Node> nodes, Set<String> lasting, Set<String> elsewhere) {}

  @Property(tries = 1000)
  void every_reader_finds_what_the_maker_wrote(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int length, @ForAll boolean inPlace) {
    Sample sample = sample(new Random(seed), length);
    Lifetimes lifetimes =
        new Lifetimes(sample.nodes(), sample.lasting(), sample.elsewhere(), inPlace);
    Map<Value, Storage> storages = new ArenaPlanner(true).plan(lifetimes.spans());
    new Paper(lifetimes, storages, sample).run();
  }

  @Property(tries = 200)
  void sharing_never_takes_more_memory(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int length) {
    Sample sample = sample(new Random(seed), length);
    assertThat(floats(sample, true, true)).isLessThanOrEqualTo(floats(sample, true, false));
    assertThat(floats(sample, false, true)).isLessThanOrEqualTo(floats(sample, false, false));
    assertThat(floats(sample, true, false)).isLessThanOrEqualTo(floats(sample, false, false));
  }

  private static long floats(Sample sample, boolean inPlace, boolean reuse) {
    Lifetimes lifetimes =
        new Lifetimes(sample.nodes(), sample.lasting(), sample.elsewhere(), inPlace);
    return ArenaPlanner.lengths(new ArenaPlanner(reuse).plan(lifetimes.spans())).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Sample sample(Random random, int length) {
    List<Value> known = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      known.add(Sketch.value("input" + i, 40));
    }
    List<Node> nodes = new ArrayList<>();
    Set<String> lasting = new HashSet<>();
    Set<String> elsewhere = new HashSet<>();
    for (int i = 0; i < length; i++) {
      Node node = node(random, known, "v" + i);
      nodes.add(node);
      known.add(node.output());
      switch (random.nextInt(8)) {
        case 0 -> lasting.add(node.output().name());
        case 1 -> elsewhere.add(node.output().name());
        default -> {}
      }
    }
    return new Sample(nodes, lasting, elsewhere);
  }

  private static Node node(Random random, List<Value> known, String name) {
    Value x = pick(random, known);
    Value same = x.named(name);
    return switch (random.nextInt(5)) {
      case 0 -> Sketch.view(x, Sketch.value(name, x.size() / 2, 2));
      case 1 -> Sketch.activation(ActivationKind.TANH, x, same);
      case 2 -> {
        Value other = alike(random, known, x);
        yield Sketch.gradient(ActivationKind.TANH, true, x, other, same);
      }
      case 3 -> {
        List<Value> terms = List.of(x, alike(random, known, x), alike(random, known, x));
        yield Sketch.sum(List.of(2.0, 3.0, 5.0), terms, same);
      }
      default -> {
        Value y = Sketch.value(name, 40L * (1 + random.nextInt(2)));
        yield Sketch.convolution(x, pick(random, known), y);
      }
    };
  }

  private static Value pick(Random random, List<Value> known) {
    // Recent values more often: chains in place, and lives that end.
    int back = Math.min(known.size() - 1, (int) Math.abs(random.nextGaussian() * 4));
    return known.get(known.size() - 1 - back);
  }

  private static Value alike(Random random, List<Value> known, Value x) {
    List<Value> alike = known.stream().filter(v -> v.size() == x.size()).toList();
    return pick(random, alike);
  }

  /** Memory that remembers who wrote it, float by float. */
  private static final class Paper {
    private final Lifetimes lifetimes;
    private final Map<Value, Storage> storages;
    private final Sample sample;
    private final Map<Long, String> memory = new HashMap<>();
    private final Map<Value, String> contents = new HashMap<>();
    private final Map<Value, Value> origins = new HashMap<>();

    Paper(Lifetimes lifetimes, Map<Value, Storage> storages, Sample sample) {
      this.lifetimes = lifetimes;
      this.storages = storages;
      this.sample = sample;
    }

    void run() {
      for (Node node : sample.nodes()) {
        if (node.operation() instanceof Operation.View) {
          origins.put(node.output(), origin(node.input(0)));
        } else {
          node.inputs().forEach(value -> requireIntact(value, node));
          requireOneUseOfWhatIsOverwritten(node);
          write(node.output());
        }
      }
      Node end = sample.nodes().get(sample.nodes().size() - 1);
      sample.nodes().stream()
          .map(Node::output)
          .filter(v -> sample.lasting().contains(v.name()) || isCopied(v))
          .forEach(value -> requireIntact(value, end));
    }

    private boolean isCopied(Value value) {
      return origins.containsKey(value) && sample.elsewhere().contains(value.name());
    }

    private Value origin(Value value) {
      return origins.getOrDefault(value, value);
    }

    private void write(Value value) {
      contents.put(value, value.name());
      if (isOwned(value)) {
        long start = place(value).offset();
        for (long i = start; i < start + value.size(); i++) {
          memory.put(i, value.name());
        }
      }
    }

    private void requireIntact(Value value, Node reader) {
      Value origin = origin(value);
      if (contents.containsKey(origin) && isOwned(origin)) {
        long start = place(origin).offset();
        for (long i = start; i < start + origin.size(); i++) {
          assertThat(memory.get(i)).as("%s, read by %s", value, reader).isEqualTo(origin.name());
        }
      }
    }

    /** A result may lie in one input of an element-wise operation, which no other input shares. */
    private void requireOneUseOfWhatIsOverwritten(Node node) {
      if (isOwned(node.output())) {
        Storage target = place(node.output());
        List<Value> overwritten =
            node.inputs().stream()
                .filter(v -> contents.containsKey(origin(v)) && isOwned(origin(v)))
                .filter(v -> overlap(place(origin(v)), target))
                .toList();
        assertThat(overwritten).as("inputs that %s overwrites", node).hasSizeLessThan(2);
        assertThat(overwritten).as("overwritten by %s", node).isSubsetOf(overwritable(node));
      }
    }

    private static List<Value> overwritable(Node node) {
      if (node.operation() instanceof Operation.ActivationGradient) {
        return List.of(node.input(1));
      }
      return node.operation() instanceof Operation.Convolution ? List.of() : node.inputs();
    }

    private static boolean overlap(Storage a, Storage b) {
      return a.offset() < b.offset() + b.length() && b.offset() < a.offset() + a.length();
    }

    private boolean isOwned(Value value) {
      return !sample.elsewhere().contains(value.name());
    }

    private Storage place(Value value) {
      Storage storage = storages.get(lifetimes.owner(value));
      assertThat(storage).as("memory of %s", value).isNotNull();
      return java.util.Objects.requireNonNull(storage);
    }
  }
}
