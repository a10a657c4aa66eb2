// SPDX-License-Identifier: Apache-2.0

package org.retrograde.app.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.retrograde.api.error.Problem;
import org.retrograde.api.error.RetrogradeException;
import org.retrograde.api.result.Evaluation;
import org.retrograde.api.result.TimeStepEvaluation;

/** Reads a run's evaluations back from its metrics. */
public final class EvaluationHistory {

  private record Line(
      String type,
      double top1,
      double top5,
      double loss,
      int examples,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<TimeStepEvaluation> timeSteps) {

    Evaluation evaluation() {
      return new Evaluation(examples, loss, top1, top5, timeSteps);
    }
  }

  private EvaluationHistory() {}

  /**
   * Returns the evaluations of a run that has ended.
   *
   * @param folder its folder
   * @param json reads it
   * @return one for each epoch, the first epoch first
   * @throws RetrogradeException if the metrics cannot be read
   */
  public static List<Evaluation> of(RunFolder folder, Json json) {
    Path file = folder.file(MetricsLog.FILE);
    List<Evaluation> evaluations = new ArrayList<>();
    try {
      for (String text : Files.readAllLines(file)) {
        Line line = json.read(text, Line.class);
        if (line.type().equals(MetricsLog.EVALUATION)) {
          evaluations.add(line.evaluation());
        }
      }
    } catch (JsonProcessingException e) {
      throw RetrogradeException.failure(
          new Problem(
              file.toString(),
              "a line that is not JSON",
              "one JSON object a line",
              "delete the run's folder and run it again"),
          e);
    } catch (IOException e) {
      throw Disk.unreadable(file, e);
    }
    return evaluations;
  }
}
