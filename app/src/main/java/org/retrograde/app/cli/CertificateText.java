// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.retrograde.api.plugin.Parameters;
import org.retrograde.app.run.Json;
import org.retrograde.engine.certificate.PartCertificate;
import org.retrograde.engine.certificate.Read;
import org.retrograde.engine.certificate.RuleCertificate;
import org.retrograde.engine.certificate.SynapseCertificate;

/** A rule's certificate as text and as JSON. */
final class CertificateText {

  private final String rule;
  private final Parameters parameters;
  private final RuleCertificate certificate;

  CertificateText(String rule, Parameters parameters, RuleCertificate certificate) {
    this.rule = rule;
    this.parameters = parameters;
    this.certificate = certificate;
  }

  String text() {
    List<List<String>> rows =
        new ArrayList<>(List.of(List.of("layer", "part", "reads", "local", "transport of W")));
    for (SynapseCertificate synapse : certificate.synapses()) {
      synapse.parts().forEach(part -> rows.add(row(synapse.layer(), part)));
    }
    return rule + ": " + summary() + "\n\n" + new TextTable(rows, Set.of(0, 1, 2, 3, 4)).text();
  }

  private String summary() {
    StringBuilder line = new StringBuilder(certificate.verdict().label());
    line.append(", transport: ").append(certificate.transport().label());
    certificate
        .phases()
        .forEach(phase -> line.append(", between epochs: " + phase + ", not in the graph"));
    return line.toString();
  }

  private static List<String> row(String layer, PartCertificate part) {
    String reads = String.join(", ", part.reads().stream().map(Read::name).toList());
    return List.of(
        layer,
        part.part().label(),
        part.projectsInput() ? reads + " (input projected through B)" : reads,
        part.verdict().label(),
        part.transport().label());
  }

  ObjectNode json(Json json) {
    ObjectNode root = json.object().put("rule", rule);
    root.set("parameters", json.object(parameters.values()));
    root.put("verdict", certificate.verdict().label());
    root.put("transport", certificate.transport().label());
    ArrayNode synapses = root.putArray("synapses");
    certificate.synapses().forEach(synapse -> synapses.add(json(synapse, json)));
    return root;
  }

  private static ObjectNode json(SynapseCertificate synapse, Json json) {
    ObjectNode node = json.object().put("layer", synapse.layer());
    ArrayNode parts = node.putArray("parts");
    for (PartCertificate part : synapse.parts()) {
      ObjectNode object = parts.addObject().put("part", part.part().label());
      ArrayNode reads = object.putArray("reads");
      part.reads().forEach(read -> reads.add(read.name()));
      object.put("projectsInput", part.projectsInput());
      object.put("verdict", part.verdict().label());
      object.put("transport", part.transport().label());
    }
    synapse.phase().ifPresent(phase -> node.put("betweenEpochs", phase));
    return node;
  }
}
