// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.retrograde.app.features.FeatureImages;
import org.retrograde.app.features.FeatureLayer;
import org.retrograde.arrays.ArraySpec;

/**
 * What was written.
 *
 * @param file the file
 * @param images the images
 * @param layers the layers
 * @param arrays the arrays in the file
 * @param facts what it was made from
 */
record FeatureReport(
    Path file,
    FeatureImages images,
    List<FeatureLayer> layers,
    List<ArraySpec> arrays,
    Map<String, String> facts) {

  void print(Invocation invocation) {
    if (invocation.wantsJson()) {
      invocation.printJson(json(invocation));
      return;
    }
    facts.forEach((key, value) -> invocation.print(key + ": " + value));
    arrays.forEach(array -> invocation.print("  " + array.name() + " " + array.shape()));
    invocation.print("file: " + file);
  }

  private ObjectNode json(Invocation invocation) {
    ObjectNode json = invocation.json().object(facts);
    json.put("file", file.toString());
    json.put("count", images.count());
    ArrayNode written = json.putArray("layers");
    for (FeatureLayer layer : layers) {
      ObjectNode entry = written.addObject();
      entry.put("name", layer.name());
      if (layer.unrolled()) {
        ArrayNode steps = entry.putArray("steps");
        ArrayNode driven = entry.putArray("driven");
        for (FeatureLayer.Moment moment : layer.moments()) {
          steps.add(moment.step());
          driven.add(moment.driven());
        }
      }
    }
    ArrayNode named = json.putArray("arrays");
    for (ArraySpec array : arrays) {
      ObjectNode entry = named.addObject();
      entry.put("name", array.name());
      ArrayNode shape = entry.putArray("shape");
      array.shape().forEach(shape::add);
    }
    return json;
  }
}
