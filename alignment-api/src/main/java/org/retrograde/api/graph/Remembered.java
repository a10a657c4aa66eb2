// SPDX-License-Identifier: Apache-2.0

package org.retrograde.api.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What has been computed of which operands, so that nothing is computed twice. */
final class Remembered {

  private final Map<String, List<Tensor>> results = new HashMap<>();

  Tensor once(String operation, Supplier<Tensor> result, Tensor... operands) {
    return all(operation, () -> List.of(result.get()), operands).get(0);
  }

  List<Tensor> all(String operation, Supplier<List<Tensor>> result, Tensor... operands) {
    String names =
        Arrays.stream(operands).map(t -> t.variable().name()).collect(Collectors.joining(" "));
    String key = operation + " of " + names;
    List<Tensor> known = results.get(key);
    if (known == null) {
      known = result.get();
      results.put(key, known);
    }
    return known;
  }
}
