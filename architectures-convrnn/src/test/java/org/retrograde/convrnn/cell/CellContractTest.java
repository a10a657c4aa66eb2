// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.cell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.retrograde.api.cell.RecurrentCell;
import org.retrograde.testkit.RecurrentCellContract;

/** The battery for recurrent cells, on each of ours, with its options on. */
final class CellContractTest {

  @Nested
  final class TimeDecay implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new TimeDecayCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("decay", 0.5);
    }
  }

  @Nested
  final class SimpleRnn implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new SimpleRnnCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  @Nested
  final class NormalisedRnn implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new SimpleRnnCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("layerNorm", true, "channels", 3);
    }
  }

  @Nested
  final class Lstm implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new LstmCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("channels", 3);
    }
  }

  @Nested
  final class LstmWithPeepholes implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new LstmCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("peepholes", true, "layerNorm", true, "kernel", 2);
    }
  }

  @Nested
  final class Gru implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new GruCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("channels", 3);
    }
  }

  @Nested
  final class NormalisedGru implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new GruCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("layerNorm", true);
    }
  }

  @Nested
  final class Ugrnn implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new UgrnnCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("channels", 3);
    }
  }

  @Nested
  final class IntersectionRnn implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new IntersectionRnnCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of();
    }
  }

  @Nested
  final class Textbook implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("form", "textbook");
    }
  }

  @Nested
  final class Shallow implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("form", "shallow", "cellChannels", 3);
    }
  }

  @Nested
  final class Median implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("form", "median", "cellChannels", 3, "tauKernel", 3, "gateKernel", 3);
    }
  }

  @Nested
  final class EverySwitch implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of(
          "form", "shallow",
          "cellResidual", true,
          "inputToTau", true,
          "inputToGate", true,
          "residualToCellTau", true,
          "residualToCellGate", true,
          "residualToOutTau", true,
          "layerNorm", true,
          "bias", true);
    }
  }

  @Nested
  final class CellAdded implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("cellToOut", true, "tauBias", 0.3, "gateBias", -0.2);
    }
  }

  @Nested
  final class WithoutCell implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("gateKernel", 0);
    }
  }

  @Nested
  final class Repeated implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of(
          "form",
          "median",
          "tauKernel",
          3,
          "gateKernel",
          2,
          "separableRepeat",
          true,
          "recurrentDropout",
          0.25,
          "recurrentDropoutEpochs",
          2);
    }
  }

  @Nested
  final class NormalisedOverTheBatch implements RecurrentCellContract {
    @Override
    public RecurrentCell cell() {
      return new ReciprocalGatedCell();
    }

    @Override
    public Map<String, Object> values() {
      return Map.of("form", "shallow", "batchNorm", true, "bias", true);
    }

    @Test
    @Override
    public void an_image_alone_gives_what_it_gives_among_others() {
      assertThatThrownBy(
              RecurrentCellContract.super::an_image_alone_gives_what_it_gives_among_others)
          .as("statistics are the batch's")
          .isInstanceOf(AssertionError.class);
    }
  }
}
