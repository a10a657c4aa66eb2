// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.retrograde.api.graph.Activation;
import org.retrograde.api.graph.Initializer;
import org.retrograde.convrnn.graph.CellSpec;
import org.retrograde.convrnn.graph.ConvolutionLayer;
import org.retrograde.convrnn.graph.EdgeSpec;
import org.retrograde.convrnn.graph.GraphSpec;
import org.retrograde.convrnn.graph.NodeSpec;
import org.retrograde.convrnn.graph.OperationSpec;
import org.retrograde.convrnn.graph.PoolKind;
import org.retrograde.convrnn.graph.WindowPadding;

/** Builds the published networks and their small-image forms from their tables. */
final class ZooBuilder {

  private static final String FIRST = "conv1";
  private static final String READOUT = "imnetds";
  private static final double WEIGHT_DECAY = 1e-4;
  private static final int PUBLISHED_FROM = 96;
  private static final int STRIDE_FROM = 48;
  private static final OperationSpec.Pool MAX_POOL =
      new OperationSpec.Pool(PoolKind.MAX, 2, 2, WindowPadding.SAME);
  private static final OperationSpec.Nonlinearity ELU =
      new OperationSpec.Nonlinearity(Activation.ELU);
  private static final OperationSpec.Dropout DROPOUT = new OperationSpec.Dropout();

  private final ZooModel model;
  private final int side;

  ZooBuilder(ZooModel model) {
    this.model = model;
    this.side = Math.min(model.image().height(), model.image().width());
  }

  GraphSpec shallow() {
    List<NodeSpec> nodes = new ArrayList<>();
    boolean gated = model.cell() == ZooCell.RECIPROCAL_GATED;
    for (ZooLayer layer : ZooLayer.shallow(model.cell())) {
      Activation activation = !layer.cell() || gated ? Activation.ELU : Activation.LINEAR;
      nodes.add(node(nodes, layer, activation, pools(layer) ? List.of(MAX_POOL) : List.of()));
    }
    return chain(nodes, this::shallowReadout);
  }

  GraphSpec intermediate() {
    List<NodeSpec> nodes = new ArrayList<>();
    boolean gated = model.cell() == ZooCell.RECIPROCAL_GATED;
    for (ZooLayer layer : ZooLayer.intermediate(model.cell())) {
      boolean block = !gated && !nodes.isEmpty();
      Activation activation = block ? Activation.ELU : Activation.LINEAR;
      nodes.add(node(nodes, layer, activation, after(layer, block)));
    }
    return chain(nodes, this::intermediateReadout);
  }

  private List<OperationSpec> after(ZooLayer layer, boolean block) {
    List<OperationSpec> after = new ArrayList<>();
    if (block) {
      after.add(new OperationSpec.Convolution(convolution(layer.filters(), 3)));
      after.add(new OperationSpec.ResidualAdd());
    }
    if (block || !layer.cell()) {
      after.add(ELU);
    }
    if (pools(layer)) {
      after.add(MAX_POOL);
    }
    return after;
  }

  private NodeSpec node(
      List<NodeSpec> sofar, ZooLayer layer, Activation activation, List<OperationSpec> after) {
    Optional<CellSpec> cell =
        layer.cell()
            ? ZooCells.of(model, layer, channels(layer.states()), side(sofar))
            : Optional.empty();
    if (sofar.isEmpty()) {
      ConvolutionLayer first =
          convolution(layer.filters(), 7).withStride(side < STRIDE_FROM ? 1 : 2);
      return NodeSpec.input(
          layer.name(),
          model.image(),
          before(NodeSpec.IMAGE, first.withActivation(activation)),
          cell,
          after);
    }
    String previous = sofar.get(sofar.size() - 1).name();
    ConvolutionLayer convolution = convolution(layer.filters(), 3).withActivation(activation);
    return NodeSpec.of(layer.name(), previous, before(previous, convolution), cell, after);
  }

  /** The side of the map after some layers. */
  private int side(List<NodeSpec> sofar) {
    int length = side < STRIDE_FROM ? side : half(side);
    for (NodeSpec node : sofar) {
      length = node.after().contains(MAX_POOL) ? half(length) : length;
    }
    return length;
  }

  private static List<OperationSpec> before(String input, ConvolutionLayer layer) {
    return List.of(new OperationSpec.ComponentConvolution(input, layer), DROPOUT);
  }

  private ConvolutionLayer convolution(int filters, int kernel) {
    boolean searched = model.cell() == ZooCell.LSTM && model.depth() == ZooDepth.SHALLOW;
    return ConvolutionLayer.of(channels(filters), kernel)
        .withWeights(
            new Initializer.TruncatedFanIn(searched ? ZooCells.LSTM_FEEDFORWARD_SCALE : 1),
            searched ? ZooCells.LSTM_FEEDFORWARD_DECAY : WEIGHT_DECAY);
  }

  private NodeSpec shallowReadout(NodeSpec last) {
    int kernel = Math.min(2, lastSide());
    ConvolutionLayer logits =
        ConvolutionLayer.of(model.classes(), kernel)
            .withPadding(WindowPadding.VALID)
            .withWeights(new Initializer.Normal(0.01), WEIGHT_DECAY);
    return NodeSpec.of(
        READOUT,
        last.name(),
        List.of(DROPOUT, new OperationSpec.Convolution(logits)),
        Optional.empty(),
        List.of(
            new OperationSpec.GlobalPool(PoolKind.AVERAGE, false), new OperationSpec.Identity()));
  }

  /** The side of the map that the readout sees: what halves it rounds up. */
  private int lastSide() {
    int length = side < STRIDE_FROM ? side : half(side);
    for (ZooLayer layer : ZooLayer.shallow(model.cell())) {
      length = pools(layer) ? half(length) : length;
    }
    return length;
  }

  /** Small images keep conv1's pixels, unless its stride has kept them already. */
  private boolean pools(ZooLayer layer) {
    boolean sparing = side >= STRIDE_FROM && side < PUBLISHED_FROM;
    return layer.pool() && !(sparing && layer.name().equals(FIRST));
  }

  private static int half(int length) {
    return (length + 1) / 2;
  }

  private NodeSpec intermediateReadout(NodeSpec last) {
    return NodeSpec.of(
        READOUT,
        last.name(),
        List.of(
            new OperationSpec.GlobalPool(PoolKind.AVERAGE, false),
            DROPOUT,
            new OperationSpec.Flatten(),
            new OperationSpec.Dense(
                model.classes(),
                true,
                1,
                Activation.LINEAR,
                new Initializer.Normal(0.01),
                WEIGHT_DECAY)),
        Optional.empty(),
        List.of());
  }

  private static GraphSpec chain(List<NodeSpec> layers, UnaryOperator<NodeSpec> readout) {
    List<NodeSpec> nodes = new ArrayList<>(layers);
    nodes.add(readout.apply(nodes.get(nodes.size() - 1)));
    List<EdgeSpec> edges = new ArrayList<>();
    for (int i = 1; i < nodes.size(); i++) {
      edges.add(new EdgeSpec(nodes.get(i - 1).name(), nodes.get(i).name()));
    }
    return new GraphSpec(nodes, edges, READOUT);
  }

  private int channels(int published) {
    return ZooCells.scaled(published, model.width());
  }
}
