// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.GraphYamlReader;
import org.retrograde.convrnn.graph.GraphYamlWriter;

/** The form for people says all that the ready-made networks are. */
final class YamlRoundTripTest {

  static Stream<Arguments> networks() {
    return Stream.of(ZooDepth.values())
        .flatMap(depth -> Stream.of(ZooCell.values()).map(cell -> Arguments.of(depth, cell)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void a_written_network_is_read_as_it_was(ZooDepth depth, ZooCell cell) {
    GraphSpec graph = ZooModel.published(depth, cell).graph();
    String text = new GraphYamlWriter().write(graph);
    assertThat(new GraphYamlReader().parse("net.yaml", text)).isEqualTo(graph);
  }
}
