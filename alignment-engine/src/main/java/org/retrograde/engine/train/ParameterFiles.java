// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.train;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.engine.checkpoint.NamedArray;
import org.retrograde.engine.differentiate.FeedbackWeights;
import org.retrograde.engine.differentiate.TrainingGraph;
import org.retrograde.engine.optimize.Optimizer;
import org.retrograde.engine.optimize.ParameterGroup;

/** Presents the buffers as files hold them: by name, with dense feedback weights as [out, in]. */
final class ParameterFiles {

  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final Map<String, INDArray> gradients = new LinkedHashMap<>();
  private final Map<String, INDArray> optimizerState = new LinkedHashMap<>();

  ParameterFiles(
      TrainingGraph graph, NetworkParameters parameters, Map<String, Optimizer> optimizers) {
    Set<String> transposed =
        graph.feedback().stream()
            .filter(feedback -> feedback.tensor().rank() == 2)
            .map(FeedbackWeights::name)
            .collect(Collectors.toSet());
    parameters
        .buffers()
        .forEach((name, buffer) -> arrays.put(name, asFile(name, buffer, transposed)));
    collectGradients(parameters.task(), transposed);
    parameters.alignment().forEach(group -> collectGradients(group, transposed));
    parameters
        .alignedWeights()
        .forEach(
            (name, group) ->
                group
                    .gradientViews()
                    .values()
                    .forEach(view -> gradients.put(StepPlan.alignedName(name), view)));
    optimizers.forEach(
        (group, optimizer) ->
            optimizer
                .state()
                .forEach(
                    (key, array) -> optimizerState.put("optimizer." + group + "." + key, array)));
  }

  NamedArray get(String name) {
    return ArrayTransfer.read(require(arrays, name, "no parameter has that name"));
  }

  NamedArray gradient(String name) {
    return ArrayTransfer.read(require(gradients, name, "nothing drives it"));
  }

  void set(String name, NamedArray value) {
    INDArray target = require(arrays, name, "no parameter has that name");
    requireShape(name, value, target);
    ArrayTransfer.write(value, target);
  }

  Map<String, NamedArray> save(long step) {
    Map<String, NamedArray> saved = new LinkedHashMap<>();
    all().forEach((name, array) -> saved.put(name, ArrayTransfer.read(array)));
    saved.forEach((name, array) -> requireFinite(step, name, array));
    return saved;
  }

  void restore(Map<String, NamedArray> saved) {
    Map<String, INDArray> targets = all();
    requireSameNames(saved.keySet(), targets.keySet());
    targets.forEach(
        (name, target) ->
            requireShape(name, java.util.Objects.requireNonNull(saved.get(name)), target));
    targets.forEach(
        (name, target) ->
            ArrayTransfer.write(java.util.Objects.requireNonNull(saved.get(name)), target));
  }

  long optimizerBytes() {
    return optimizerState.values().stream()
        .mapToLong(array -> array.length() * array.dataType().width())
        .sum();
  }

  private Map<String, INDArray> all() {
    Map<String, INDArray> all = new LinkedHashMap<>(arrays);
    all.putAll(optimizerState);
    return all;
  }

  private void collectGradients(ParameterGroup group, Set<String> transposed) {
    group
        .gradientViews()
        .forEach((name, view) -> gradients.put(name, asFile(name, view, transposed)));
  }

  private static INDArray asFile(String name, INDArray buffer, Set<String> transposed) {
    return transposed.contains(name) ? buffer.transpose() : buffer;
  }

  private static INDArray require(Map<String, INDArray> map, String name, String reason) {
    INDArray array = map.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "'" + name + "': " + reason + "; there are " + map.keySet());
    }
    return array;
  }

  private static void requireSameNames(Set<String> found, Set<String> expected) {
    Set<String> missing = new LinkedHashSet<>(expected);
    missing.removeAll(found);
    Set<String> extra = new LinkedHashSet<>(found);
    extra.removeAll(expected);
    if (!missing.isEmpty() || !extra.isEmpty()) {
      String first = missing.isEmpty() ? extra.iterator().next() : missing.iterator().next();
      throw mismatch(
          first,
          missing.isEmpty() ? "an array that this network does not have" : "no such array",
          "the " + expected.size() + " arrays of this network and its optimisers");
    }
  }

  private static void requireShape(String name, NamedArray value, INDArray target) {
    List<Long> expected = java.util.Arrays.stream(target.shape()).boxed().toList();
    if (!value.shape().equals(expected)) {
      throw mismatch(name, "shape " + value.shape(), "shape " + expected);
    }
  }

  private static RetrogradeException mismatch(String name, String found, String expected) {
    return RetrogradeException.usage(
        new Problem(
            "checkpoint array '" + name + "'",
            found,
            expected,
            "use a checkpoint of the same architecture and rule"));
  }

  private static void requireFinite(long step, String name, NamedArray array) {
    if (array.values() instanceof float[] floats) {
      for (float value : floats) {
        if (!Float.isFinite(value)) {
          throw RetrogradeException.failure(
              new Problem(
                  "step " + step + ", '" + name + "'",
                  "a value of " + value,
                  "finite values",
                  "lower the learning rates or the rule's coefficients and start again; the last"
                      + " good checkpoint is kept"));
        }
      }
    }
  }
}
