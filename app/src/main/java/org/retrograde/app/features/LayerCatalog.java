// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.features;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.graph.Network;
import org.retrograde.api.graph.Tensor;
import org.retrograde.api.plugin.Nearest;

/** The layers of a network by name, with the outputs {@code node@step} of a node taken together. */
public final class LayerCatalog {

  /** What stands for all layers. */
  public static final String ALL = "all";

  private static final String LOGITS = "logits";
  private static final Pattern AT_STEP = Pattern.compile("(.+)@([0-9]{1,9})");

  private final Map<String, FeatureLayer> layers = new LinkedHashMap<>();

  /**
   * Lists the layers of a network, and under {@code logits} what it decides by.
   *
   * @param network a network for at least 2 images: what has one row for them was not reached by
   *     any
   * @throws IllegalArgumentException if it is for one image
   */
  public LayerCatalog(Network network) {
    int batch = network.batchSize();
    if (batch < 2) {
      throw new IllegalArgumentException("one image does not tell what images reach");
    }
    Map<String, List<FeatureLayer.Moment>> unrolled = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> layer : network.layers().entrySet()) {
      Matcher name = AT_STEP.matcher(layer.getKey());
      if (name.matches()) {
        unrolled
            .computeIfAbsent(name.group(1), n -> new ArrayList<>())
            .add(moment(Integer.parseInt(name.group(2)), layer.getValue(), batch));
      } else {
        layers.put(layer.getKey(), single(layer.getKey(), layer.getValue(), batch));
      }
    }
    unrolled.forEach(
        (name, moments) -> {
          moments.sort(Comparator.comparing(FeatureLayer.Moment::step));
          layers.put(name, new FeatureLayer(name, true, moments));
        });
    layers.putIfAbsent(LOGITS, single(LOGITS, network.logits(), batch));
  }

  /**
   * Returns the names of all layers.
   *
   * @return in the order of the forward pass, those unrolled in time after the others
   */
  public Set<String> names() {
    return new LinkedHashSet<>(layers.keySet());
  }

  /**
   * Finds layers by name.
   *
   * @param names the names, or {@link #ALL} alone
   * @param start with which step they begin
   * @return the layers, each once
   * @throws RetrogradeException if there is no such layer, or it has no step to begin with
   */
  public List<FeatureLayer> choose(List<String> names, StartConvention start) {
    return choose(names, start, "--layers");
  }

  /**
   * Finds layers by name.
   *
   * @param names the names, or {@link #ALL} alone
   * @param start with which step they begin
   * @param where what named them, for the message
   * @return the layers, each once
   * @throws RetrogradeException if there is no such layer, or it has no step to begin with
   */
  public List<FeatureLayer> choose(List<String> names, StartConvention start, String where) {
    Set<String> wanted = names.equals(List.of(ALL)) ? layers.keySet() : new LinkedHashSet<>(names);
    return wanted.stream().map(name -> layer(name, where)).map(l -> l.from(start)).toList();
  }

  private FeatureLayer layer(String name, String where) {
    if (!layers.containsKey(name)) {
      throw RetrogradeException.usage(
          new Problem(
              where,
              "no layer '" + name + "'",
              "'" + ALL + "' or some of " + String.join(", ", layers.keySet()),
              "did you mean '" + Nearest.to(name, layers.keySet()).orElseThrow() + "'?"));
    }
    return Objects.requireNonNull(layers.get(name));
  }

  private static FeatureLayer single(String name, Tensor tensor, int batch) {
    return new FeatureLayer(name, false, List.of(moment(0, tensor, batch)));
  }

  private static FeatureLayer.Moment moment(int step, Tensor tensor, int batch) {
    return new FeatureLayer.Moment(step, tensor, tensor.length(0) == batch);
  }
}
