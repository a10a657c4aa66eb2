// SPDX-License-Identifier: Apache-2.0

package org.retrograde.engine.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;
import org.retrograde.api.graph.op.StaticShapeOp;
import org.retrograde.engine.kernel.BoundBuffers;
import org.retrograde.engine.kernel.Operation;
import org.retrograde.engine.kernel.nd4j.NativeShapes;
import org.retrograde.engine.kernel.nd4j.Nd4jKernels;

/** Turns the operations that are needed into nodes, and those on constants into constants. */
final class Lowering {

  private final SameDiff graph;
  private final Request request;
  private final Map<String, Value> values = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final StandIns standIns = new StandIns();

  Lowering(SameDiff graph, Request request) {
    this.graph = graph;
    this.request = request;
  }

  List<Node> run() {
    Set<String> needed = needed();
    for (SameDiffOp op : graph.getOps().values()) {
      if (op.getOutputsOfOp().stream().anyMatch(needed::contains)) {
        lower(op);
      }
    }
    request.outputs().stream().sorted().forEach(this::keep);
    return nodes;
  }

  /** What is to be read has a buffer, even if its value is known now. */
  private void keep(String name) {
    if (!graph.hasVariable(name)) {
      return;
    }
    Value value = valueOf(name);
    if (value.constant().isPresent()) {
      Value kept = Value.variable(name, value.lengths(), value.type());
      Value known = Value.constant(name + "/known", value.constant().get());
      nodes.add(new Node(new Operation.Copy(), List.of(known), List.of(kept)));
    }
  }

  /**
   * The variables from which an output or target follows; operations stand in the order of their
   * dependences.
   */
  private Set<String> needed() {
    Set<String> needed = request.kept();
    List<SameDiffOp> backwards = new ArrayList<>(graph.getOps().values());
    java.util.Collections.reverse(backwards);
    for (SameDiffOp op : backwards) {
      if (op.getOutputsOfOp().stream().anyMatch(needed::contains)) {
        needed.addAll(op.getInputsToOp());
      }
    }
    return needed;
  }

  private void lower(SameDiffOp op) {
    DifferentialFunction function = op.getOp();
    List<Value> inputs = op.getInputsToOp().stream().map(this::valueOf).toList();
    if (function.opName().equals("shape_of")) {
      define(
          Value.constant(
              op.getOutputsOfOp().get(0), Nd4j.createFromArray(inputs.get(0).lengths())));
    } else if (!(function instanceof StaticShapeOp)
        && inputs.stream().allMatch(v -> v.constant().isPresent())) {
      fold(op, inputs);
    } else {
      List<Value> outputs = outputsOf(op, inputs);
      outputs.forEach(this::define);
      nodes.addAll(Translation.of(function, inputs, outputs));
    }
  }

  private void fold(SameDiffOp op, List<Value> inputs) {
    List<INDArray> arrays = inputs.stream().map(v -> v.constant().orElseThrow()).toList();
    List<INDArray> results =
        NativeShapes.of(op.getOp(), arrays).stream()
            .map(shape -> Nd4j.create(shape.dataType(), shape.getShape()))
            .toList();
    new Nd4jKernels()
        .bind(new Operation.Other(op.getOp()), new BoundBuffers(arrays, results))
        .orElseThrow()
        .run();
    for (int i = 0; i < results.size(); i++) {
      define(Value.constant(op.getOutputsOfOp().get(i), results.get(i)));
    }
  }

  private List<Value> outputsOf(SameDiffOp op, List<Value> inputs) {
    List<Value> outputs = new ArrayList<>();
    List<String> names = op.getOutputsOfOp();
    if (op.getOp() instanceof StaticShapeOp ours) {
      List<long[]> shapes = ours.outputShapes(inputs.stream().map(Value::lengths).toList());
      for (int i = 0; i < shapes.size(); i++) {
        outputs.add(Value.variable(names.get(i), shapes.get(i), inputs.get(0).type()));
      }
    } else {
      List<LongShapeDescriptor> shapes =
          NativeShapes.of(op.getOp(), inputs.stream().map(standIns::of).toList());
      for (int i = 0; i < names.size(); i++) {
        outputs.add(
            Value.variable(names.get(i), shapes.get(i).getShape(), shapes.get(i).dataType()));
      }
    }
    return outputs;
  }

  private Value valueOf(String name) {
    return values.computeIfAbsent(name, this::leaf);
  }

  private Value leaf(String name) {
    SDVariable variable = graph.getVariable(name);
    if (variable.getVariableType() == VariableType.CONSTANT) {
      return Value.constant(name, variable.getArr());
    }
    return Value.variable(name, variable.placeholderShape(), variable.dataType());
  }

  private void define(Value value) {
    values.put(value.name(), value);
  }
}
