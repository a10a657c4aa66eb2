// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.neural;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.Matrix;
import org.retrograde.neural.assembly.TimeBin;
import org.retrograde.neural.linear.BlockedActivations;
import org.retrograde.neural.linear.DenseActivations;
import org.retrograde.neural.score.ModelSteps;
import org.retrograde.neural.score.StimulusActivations;

/**
 * Layers of a file as activations, which are read from it block by block.
 *
 * @param file the file, open as long as they are used
 * @param layer the layer
 * @param stimuli the id of each row
 */
public record FeatureActivations(FeatureFile file, FeatureFile.Layer layer, List<String> stimuli)
    implements LayerSource {

  private static final double STEP_MILLISECONDS = 10;

  /** 128 MiB. */
  private static final long KEPT_VALUES = 1L << 24;

  @Override
  public String name() {
    return layer.name();
  }

  @Override
  public int units() {
    return layer.features();
  }

  @Override
  public StimulusActivations still(Readout readout, TimeBin window) {
    return new StimulusActivations(stimuli, activations(readout.places(layer, window)));
  }

  @Override
  public Optional<ModelSteps> steps() {
    return layer.unrolled() ? Optional.of(everyStep()) : Optional.empty();
  }

  private ModelSteps everyStep() {
    List<Activations> all =
        IntStream.rangeClosed(0, last())
            .mapToObj(step -> activations(List.of(Math.max(0, layer.steps().indexOf(step)))))
            .toList();
    return new ModelSteps(stimuli, all, first(), STEP_MILLISECONDS);
  }

  private int first() {
    return IntStream.range(0, layer.steps().size())
        .filter(place -> layer.driven().get(place))
        .map(layer.steps()::get)
        .min()
        .orElse(last() + 1);
  }

  private int last() {
    return layer.steps().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  /** Small layers are read once; large ones block by block, as often as they are needed. */
  private Activations activations(List<Integer> places) {
    long values = (long) layer.images() * layer.features() * layer.steps().size();
    if (values <= KEPT_VALUES) {
      return new DenseActivations(block(places, 0, layer.features()));
    }
    return new BlockedActivations(
        layer.images(), layer.features(), (from, to) -> block(places, from, to));
  }

  private Matrix block(List<Integer> places, int from, int to) {
    Matrix block = Matrix.zeros(layer.images(), to - from);
    double share = 1.0 / places.size();
    for (int image = 0; image < layer.images(); image++) {
      for (int place : places) {
        double[] values = file.read(layer, image, place, from, to - from);
        for (int j = 0; j < values.length; j++) {
          block.values()[image * block.columns() + j] += share * values[j];
        }
      }
    }
    return block;
  }
}
