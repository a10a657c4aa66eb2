// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.retrograde.api.metric.Activations;
import org.retrograde.api.metric.FitNotes;
import org.retrograde.api.metric.Mapping;
import org.retrograde.api.metric.Matrix;
import org.retrograde.api.plugin.ParameterTable;
import org.retrograde.api.plugin.Parameters;

/** The one unit for each neuroid that goes with it most. */
public final class OneToOne implements Mapping {

  @Override
  public String id() {
    return "one-to-one";
  }

  @Override
  public String description() {
    return "For each neuroid the unit with the largest correlation on the training stimuli";
  }

  @Override
  public String source() {
    return "Brain-Score's neuron_to_neuron; Arend et al. 2018";
  }

  @Override
  public ParameterTable parameters() {
    return ParameterTable.of();
  }

  @Override
  public Design prepare(Activations activations, int[] train, Parameters parameters) {
    return responses -> {
      Matrix correlations = UnitCorrelations.of(activations, train, responses);
      int[] units = new int[responses.columns()];
      Arrays.setAll(units, j -> largest(correlations.column(j)));
      return new Chosen(activations, units);
    };
  }

  /** The first of the largest; -1 if all are NaN. */
  private static int largest(double[] correlations) {
    int place = -1;
    for (int i = 0; i < correlations.length; i++) {
      boolean larger = place < 0 || correlations[i] > correlations[place];
      place = larger && !Double.isNaN(correlations[i]) ? i : place;
    }
    return place;
  }

  /** Units as they are; NaN for a neuroid that has none. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Chosen(Activations activations, int[] units) implements Fitted {

    @Override
    public Matrix predict(int... rows) {
      Matrix result = Matrix.zeros(rows.length, units.length);
      for (int j = 0; j < units.length; j++) {
        int unit = units[j];
        double[] values = unit < 0 ? new double[0] : activations.units(unit, unit + 1).values();
        for (int i = 0; i < rows.length; i++) {
          result.set(i, j, unit < 0 ? Double.NaN : values[rows[i]]);
        }
      }
      return result;
    }

    @Override
    public FitNotes notes() {
      List<Double> chosen = Arrays.stream(units).mapToObj(unit -> (double) unit).toList();
      return new FitNotes(Map.of("unit", chosen), List.of());
    }
  }
}
