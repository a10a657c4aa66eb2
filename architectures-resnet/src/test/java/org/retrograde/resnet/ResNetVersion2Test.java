// SPDX-License-Identifier: Apache-2.0

package org.retrograde.resnet;

import java.util.Map;
import org.retrograde.api.architecture.Architecture;
import org.retrograde.api.graph.ImageShape;
import org.retrograde.testkit.ArchitectureContract;

/** The battery for version 2 with bottlenecks and the small stem. */
final class ResNetVersion2Test implements ArchitectureContract {

  @Override
  public Architecture architecture() {
    return new ResNetArchitecture();
  }

  @Override
  public Map<String, Object> values() {
    return Map.of("version", 2, "depth", 50, "stem", "cifar");
  }

  @Override
  public ImageShape images() {
    return new ImageShape(32, 32, 3);
  }

  @Override
  public int classes() {
    return 10;
  }

  /** 25,549,352 less the stem's 9,408 - 1,728 and the logits' 2,049·990. */
  @Override
  public long expectedParameterCount() {
    return 23_513_162;
  }
}
