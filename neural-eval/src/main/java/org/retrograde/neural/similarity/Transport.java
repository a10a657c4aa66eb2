// SPDX-License-Identifier: Apache-2.0

package org.retrograde.neural.similarity;

import java.util.Arrays;
import org.retrograde.api.metric.Matrix;

/**
 * Ships what rows have to columns that can take it, for the greatest profit, exactly: shortest
 * augmenting paths with potentials. With one each it is the assignment problem, and this the
 * Hungarian method (Kuhn 1955; Jonker and Volgenant 1987).
 */
final class Transport {

  private static final int NONE = -1;

  private final Matrix profit;
  private final int[] supply;
  private final int[] capacity;
  private final int[][] flow;
  private final double[] rowPotential;
  private final double[] columnPotential;

  /** State of one search. */
  private final double[] distance;

  private final int[] cameFrom;
  private final boolean[] settled;
  private final double[] rowDistance;
  private final int[] rowCameFrom;

  private Transport(Matrix profit, int[] supply, int[] capacity) {
    this.profit = profit;
    this.supply = supply.clone();
    this.capacity = capacity.clone();
    flow = new int[profit.rows()][profit.columns()];
    rowPotential = new double[profit.rows()];
    columnPotential = new double[profit.columns()];
    distance = new double[profit.columns()];
    cameFrom = new int[profit.columns()];
    settled = new boolean[profit.columns()];
    rowDistance = new double[profit.rows()];
    rowCameFrom = new int[profit.rows()];
  }

  /**
   * Solves.
   *
   * @param profit of shipping one from a row to a column, finite
   * @param supply what each row has; all of it is shipped
   * @param capacity what each column can take, no less in all than there is
   * @return how much goes from each row to each column
   */
  static int[][] solve(Matrix profit, int[] supply, int[] capacity) {
    if (Arrays.stream(supply).asLongStream().sum() > Arrays.stream(capacity).asLongStream().sum()) {
      throw new IllegalArgumentException("columns cannot take what rows have");
    }
    Transport transport = new Transport(profit, supply, capacity);
    for (int row = 0; row < profit.rows(); row++) {
      transport.start(row);
      while (transport.supply[row] > 0) {
        transport.augment(row, transport.search(row));
      }
    }
    return transport.flow;
  }

  /**
   * Assigns each row a column of its own, for the greatest sum.
   *
   * @param profit finite, with no more rows than columns
   * @return the column of each row
   */
  static int[] assign(Matrix profit) {
    int[] ones = new int[profit.columns()];
    Arrays.fill(ones, 1);
    int[][] flow = solve(profit, Arrays.copyOf(ones, profit.rows()), ones);
    return Arrays.stream(flow).mapToInt(Transport::taken).toArray();
  }

  private static int taken(int[] row) {
    int column = 0;
    while (row[column] == 0) {
      column++;
    }
    return column;
  }

  /** A row that has shipped nothing may have the potential that leaves no cost below 0. */
  private void start(int row) {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < profit.columns(); j++) {
      least = Math.min(least, -profit.at(row, j) - columnPotential[j]);
    }
    rowPotential[row] = least;
  }

  private double reducedCost(int row, int column) {
    double cost = -profit.at(row, column) - rowPotential[row] - columnPotential[column];
    // Below 0 by rounding only.
    return Math.max(0, cost);
  }

  /** Dijkstra's search from a row to the nearest column that can take more. */
  private int search(int source) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(settled, false);
    Arrays.fill(rowDistance, Double.POSITIVE_INFINITY);
    reach(source, 0, NONE);
    while (true) {
      int column = nearest();
      settled[column] = true;
      if (capacity[column] > 0) {
        movePotentials(column);
        return column;
      }
      for (int row = 0; row < flow.length; row++) {
        if (flow[row][column] > 0 && rowDistance[row] == Double.POSITIVE_INFINITY) {
          reach(row, distance[column], column);
        }
      }
    }
  }

  private void reach(int row, double at, int column) {
    rowDistance[row] = at;
    rowCameFrom[row] = column;
    for (int j = 0; j < profit.columns(); j++) {
      double through = at + reducedCost(row, j);
      if (!settled[j] && through < distance[j]) {
        distance[j] = through;
        cameFrom[j] = row;
      }
    }
  }

  private int nearest() {
    int nearest = NONE;
    for (int j = 0; j < settled.length; j++) {
      if (!settled[j] && (nearest == NONE || distance[j] < distance[nearest])) {
        nearest = j;
      }
    }
    return nearest;
  }

  private void movePotentials(int target) {
    double length = distance[target];
    for (int i = 0; i < rowDistance.length; i++) {
      if (rowDistance[i] < length) {
        rowPotential[i] += length - rowDistance[i];
      }
    }
    for (int j = 0; j < distance.length; j++) {
      if (settled[j]) {
        columnPotential[j] -= length - distance[j];
      }
    }
  }

  private void augment(int source, int target) {
    int amount = Math.min(supply[source], capacity[target]);
    for (int j = target; rowCameFrom[cameFrom[j]] != NONE; j = rowCameFrom[cameFrom[j]]) {
      amount = Math.min(amount, flow[cameFrom[j]][rowCameFrom[cameFrom[j]]]);
    }
    supply[source] -= amount;
    capacity[target] -= amount;
    int column = target;
    while (column != NONE) {
      int row = cameFrom[column];
      flow[row][column] += amount;
      column = rowCameFrom[row];
      if (column != NONE) {
        flow[row][column] -= amount;
      }
    }
  }
}
