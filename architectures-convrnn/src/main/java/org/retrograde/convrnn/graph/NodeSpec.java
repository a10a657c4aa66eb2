// SPDX-License-Identifier: Apache-2.0

package org.retrograde.convrnn.graph;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.retrograde.api.graph.ImageShape;

/**
 * A node: in every step its harbor combines inputs, operations lead to a cell, and others from the
 * cell to its output.
 *
 * @param name unique in the graph: letters, digits, hyphens and underscores, a letter first
 * @param image the shape of the image that an input node reads; empty for other nodes
 * @param shapeFrom the predecessor whose output gives the harbor its height and width; empty for an
 *     input node, whose image does
 * @param harbor how inputs become one
 * @param before the operations from the harbor to the cell
 * @param cell the recurrent cell; empty for a node without memory
 * @param after the operations from the cell to the output
 */
public record NodeSpec(
    String name,
    Optional<ImageShape> image,
    Optional<String> shapeFrom,
    HarborSpec harbor,
    List<OperationSpec> before,
    Optional<CellSpec> cell,
    List<OperationSpec> after) {

  /** What {@link OperationSpec.ComponentConvolution#inputName} calls the image. */
  public static final String IMAGE = "split";

  /** Checks the name, and that either an image or a predecessor gives the harbor's size. */
  public NodeSpec {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw new IllegalArgumentException(
          "a node's name is letters, digits, '-' and '_', a letter first, found '" + name + "'");
    }
    if (image.isPresent() == shapeFrom.isPresent()) {
      throw new IllegalArgumentException(
          "node '" + name + "' has either an image's shape or a node that its shape is from");
    }
    Objects.requireNonNull(harbor, "harbor");
    Objects.requireNonNull(cell, "cell");
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * A node that reads the image.
   *
   * @param name the node's name
   * @param image the image's shape
   * @param before the operations before the cell
   * @param cell the cell, empty for none
   * @param after the operations after it
   * @return the node
   */
  public static NodeSpec input(
      String name,
      ImageShape image,
      List<OperationSpec> before,
      Optional<CellSpec> cell,
      List<OperationSpec> after) {
    return new NodeSpec(
        name, Optional.of(image), Optional.empty(), HarborSpec.CONCAT, before, cell, after);
  }

  /**
   * A node that reads others.
   *
   * @param name the node's name
   * @param shapeFrom the predecessor that gives height and width
   * @param before the operations before the cell
   * @param cell the cell, empty for none
   * @param after the operations after it
   * @return the node, with a harbor that concatenates
   */
  public static NodeSpec of(
      String name,
      String shapeFrom,
      List<OperationSpec> before,
      Optional<CellSpec> cell,
      List<OperationSpec> after) {
    return new NodeSpec(
        name, Optional.empty(), Optional.of(shapeFrom), HarborSpec.CONCAT, before, cell, after);
  }

  /**
   * Tells whether the node reads the image.
   *
   * @return whether it has an image's shape
   */
  public boolean isInput() {
    return image.isPresent();
  }

  /**
   * Returns the feedforward input, which comes first among several.
   *
   * @return the input that the first convolution names, or the node that the shape is from; {@link
   *     #IMAGE} for the image
   */
  public String feedforward() {
    return componentInputs().findFirst().orElse(shapeFrom.orElse(IMAGE));
  }

  /**
   * Tells whether inputs beside the feedforward one go straight to the cell.
   *
   * @return whether the cell takes feedback
   */
  public boolean feedsCell() {
    return cell.filter(CellSpec::takesFeedback).isPresent();
  }

  /**
   * Tells whether what enters the node is added again after the cell.
   *
   * @return whether an operation adds it
   */
  public boolean hasResidual() {
    return after.stream().anyMatch(OperationSpec.ResidualAdd.class::isInstance);
  }

  Stream<String> componentInputs() {
    return before.stream()
        .filter(OperationSpec.ComponentConvolution.class::isInstance)
        .map(operation -> ((OperationSpec.ComponentConvolution) operation).inputName());
  }
}
