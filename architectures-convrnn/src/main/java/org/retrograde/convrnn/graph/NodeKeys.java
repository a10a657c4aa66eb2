// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.retrograde.api.graph.ImageShape;

/** Keys that both formats share. */
final class NodeKeys {

  private NodeKeys() {}

  static String name(Keys keys) {
    String expected = "letters, digits, '-' and '_', a letter first";
    String name = keys.text("name", expected);
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw keys.wrong("name", name, expected);
    }
    return name;
  }

  static List<String> indexed(String key, int count) {
    return IntStream.range(0, count).mapToObj(i -> key + "[" + i + "]").toList();
  }

  static ImageShape image(Keys keys, String key) {
    List<Integer> lengths = keys.counts(key);
    if (lengths.size() != 3) {
      throw keys.wrong(key, lengths, "[height, width, channels]");
    }
    return new ImageShape(lengths.get(0), lengths.get(1), lengths.get(2));
  }

  static String output(String source, List<NodeSpec> nodes, List<EdgeSpec> edges) {
    Set<String> sources = new HashSet<>();
    edges.forEach(edge -> sources.add(edge.from()));
    List<String> ends =
        nodes.stream().map(NodeSpec::name).filter(name -> !sources.contains(name)).toList();
    if (ends.size() == 1) {
      return ends.get(0);
    }
    throw Problems.usage(
        source,
        ends.isEmpty()
            ? "no node without an edge from it"
            : "several nodes without an edge from them: " + String.join(", ", ends),
        "one, the output",
        "add 'output' with its name");
  }
}
