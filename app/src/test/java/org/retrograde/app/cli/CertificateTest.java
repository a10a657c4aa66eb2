// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTest {

  @Test
  void a_row_for_each_part_at_each_synapse_after_a_line_for_the_whole() {
    CommandLineRun run =
        CommandLineRun.of("plugins", "rule", "activation-alignment", "--certificate");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("activation-alignment: not local, transport: none")
        .contains("x, y, B (input projected through B)");
    assertThat(run.out().lines().filter(line -> line.startsWith("hidden "))).hasSize(3);
  }

  @Test
  void as_json_with_parameters() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "plugins", "rule", "weight-mirror", "--certificate", "--set", "amp=2", "--json");

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/parameters/amp").asDouble()).isEqualTo(2);
    assertThat(json.at("/verdict").asText()).isEqualTo("local");
    assertThat(json.at("/transport").asText()).isEqualTo("none");
    assertThat(json.at("/synapses/1/layer").asText()).isEqualTo("strided");
    assertThat(json.at("/synapses/1/parts/2/part").asText()).isEqualTo("error handed on");
    assertThat(json.at("/synapses/1/parts/2/reads").toString()).isEqualTo("[\"dy\",\"B\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plugins --certificate                             | found no rule
          plugins dataset mnist --certificate               | found 'dataset mnist'
          plugins rule weight-mirror --set amp=2            | add --certificate
          plugins rule weight-mirror --certificate --set a=1 | did you mean
          plugins rule weight-miror --certificate           | did you mean 'weight-mirror'?
          """)
  void wrong_usage_is_explained(String line, String message) {
    CommandLineRun run = CommandLineRun.of(line.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
