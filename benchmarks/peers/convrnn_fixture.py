# SPDX-License-Identifier: Apache-2.0
"""Recorded arrays of the reciprocal gated networks in float64, and the check of their cells against recorded cells."""

import copy
import json
import pathlib
import re

import numpy
import torch
from torch import nn
from torch.nn import functional

import convrnn_model as model

TOLERANCE = {"relative": .0002, "absolute": 5e-06}
# Of biases; and of kernels, times the root of the fan-in: large enough that no gradient vanishes, small enough that no
# gate saturates.
BIAS_DEVIATION = .3
GAINS = {"shallow": 1, "intermediate": .5, "separable": 1.2}
# Pixels are multiples of 1/16, which pack well. Patches tell the images apart where the network averages.
PIXEL_STEPS = 16
PATCH = 8
PARTS = {"input_to_cell": "cell.inputToCell", "cell_tau": "cell.tau", "cell_gate": "cell.gate",
         "input_to_out": "out.inputToOut", "out_tau": "out.tau", "out_gate": "out.gate",
         "residual_to_out_gate": "out.residualToOutGate", "residual": "out.residual", "feedback": "out.feedback"}
LEAVES = {"weight": "W", "bias": "b", "depthwise.weight": "depthwise", "pointwise.weight": "pointwise",
          "pointwise.bias": "b"}


def recorded_name(path):
    """`nodes.conv3.cell.cell_tau.weight` is recorded as `conv3/cell.tau.W`, and `cell.cell_tau.weight` without node."""
    path = re.sub(r"^nodes\.(\w+)\.", r"\1/", path)
    node, _, path = path.rpartition("/")
    part, _, leaf = path.removeprefix("cell.").partition(".")
    return (node + "/" if node else "") + PARTS.get(part, part) + "." + LEAVES[leaf]


def to_recorded(name, array):
    """From PyTorch's order of axes to [kh, kw, in, out], depthwise [kh, kw, channels, 1], and dense [in, out]."""
    if array.dim() == 4:
        array = array.permute(2, 3, 0, 1) if name.endswith("depthwise") else array.permute(2, 3, 1, 0)
    elif array.dim() == 2:
        array = array.t()
    return array.detach().numpy()


def from_recorded(name, array):
    array = torch.from_numpy(numpy.asarray(array)).double()
    return array.permute(2, 3, 0, 1) if name.endswith("depthwise") else (
        array.permute(3, 2, 0, 1) if array.dim() == 4 else array)


def named(network):
    return {recorded_name(path): parameter for path, parameter in network.named_parameters()}


def draw(network, gain):
    """Random weights, also of biases, so that the network is not silent before the image arrives."""
    with torch.no_grad():
        for path, parameter in network.named_parameters():
            scale = GAINS["separable"] if "wise." in path else gain
            parameter.normal_(0, BIAS_DEVIATION if parameter.dim() == 1 else scale / parameter[0].numel() ** .5)


def images_of(options):
    shape = options.batch, options.channels, options.image, options.image
    coarse = torch.randn(*shape[:2], *[-(-options.image // PATCH)] * 2)
    patches = coarse.repeat_interleave(PATCH, 2).repeat_interleave(PATCH, 3)[..., :options.image, :options.image]
    return ((patches + .5 * torch.randn(shape)) * PIXEL_STEPS).round() / PIXEL_STEPS


def results(network, images, labels):
    """Logits of every step, the loss on the last, and the gradients of all weights."""
    parameters = named(network)
    logits = network(images)
    loss = functional.cross_entropy(logits[-1], labels)
    gradients = torch.autograd.grad(loss, list(parameters.values()))
    arrays = {"logits": torch.stack(logits).detach().numpy(), "loss": loss.detach().numpy()[None]}
    for name, gradient in zip(parameters, gradients):
        arrays["gradient." + name] = to_recorded(name, gradient)
    return arrays


def dump(options, network, file):
    """Writes FILE and, beside it, case.json; returns what to print."""
    draw(network, GAINS[options.model])
    images, labels = images_of(options), torch.arange(options.batch) % options.classes
    expected = results(copy.deepcopy(network).double(), images.double(), labels)
    weights = {name: to_recorded(name, parameter) for name, parameter in named(network).items()}
    arrays = {"x": images.permute(0, 2, 3, 1).numpy(), "labels": numpy.eye(options.classes)[labels.numpy()]}
    arrays |= {"weight." + name: array for name, array in weights.items()}
    arrays |= {"expected." + name: array for name, array in expected.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    numpy.savez_compressed(file, **{name: array.astype(numpy.float32, order="C") for name, array in arrays.items()})
    (file.parent / "case.json").write_text(case(options, network, file.parent.name, weights), encoding="utf-8")
    single = results(network, images, labels)
    return {"arrays": len(arrays), "bytes": file.stat().st_size, "loss": float(expected["loss"][0]),
            "smallestGradient": min(abs(a).max() for n, a in expected.items() if n.startswith("gradient")),
            "float32ErrorInTolerances": max(error(single[name], expected[name], TOLERANCE) for name in expected)}


def error(got, expected, tolerance):
    """The largest error in units of what the tolerance allows; above 1 the arrays do not agree."""
    allowed = tolerance["absolute"] + tolerance["relative"] * abs(expected).max()
    return float(abs(got - expected).max() / allowed)


def case(options, network, name, weights):
    content = {
        "name": name, "network": options.model, "cell": "reciprocal-gated",
        "form": "shallow" if options.model == "shallow" else "median",
        "inputChannels": options.channels, "height": options.image, "width": options.image,
        "classes": options.classes, "batch": options.batch, "steps": options.times,
        "imageOff": options.image_off, "blank": model.BLANK,
        "nodes": [node_facts(*item) for item in network.nodes.items()],
        "feedback": [{"from": source, "to": target} for target in network.feedback
                     for source in network.feedback[target]],
        "weights": {name: list(array.shape) for name, array in weights.items()},
        "tolerance": TOLERANCE}
    text = json.dumps(content, indent=1)
    # Shapes and small objects on one line.
    return re.sub(r"([\[{])\s+([^\[\]{}]*?)\s+([\]}])",
                  lambda found: found[1] + re.sub(r"\s*\n\s*", " ", found[2]) + found[3], text) + "\n"


def node_facts(name, node):
    if not isinstance(node, model.Node):
        return {"name": name, "readout": "convolution" if hasattr(node, "pre1") else "dense"}
    facts = {"name": name, "channels": node.pre0.out_channels, "kernel": node.pre0.kernel_size[0],
             "stride": node.pre0.stride[0], "elu": node.elu, "pool": node.pool}
    if node.cell is not None:
        tau = node.cell.cell_tau
        kernel = getattr(tau, "depthwise", tau).kernel_size[0]
        facts |= {"cellChannels": node.cell.channels[0], "tauAndGateKernel": kernel}
    return facts


def check(folder):
    """The largest error of each recorded reciprocal gated cell, in units of its tolerance."""
    cases = sorted(pathlib.Path(folder).glob("reciprocal-gated*/case.json"))
    if not cases:
        raise SystemExit(f"convrnn_step.py: --check: found no reciprocal-gated*/case.json in {folder}; "
                         "expected a folder of recorded cells; name it")
    return {path.parent.name: check_cell(json.loads(path.read_text(encoding="utf-8")),
                                         dict(numpy.load(path.parent / "arrays.npz"))) for path in cases}


def check_cell(facts, arrays):
    inputs, outputs, cells = facts["inputChannels"], facts["outputChannels"], facts["options"]["cellChannels"]
    median = facts["options"]["form"] == "median"
    cell = (model.MedianReciprocalGated(outputs, outputs, cells, inputs, 0, 7) if median
            else model.ShallowReciprocalGated(outputs, outputs, cells, inputs))
    node = nn.ModuleDict({"n": model.Node(inputs, outputs, elu=not median, cell=cell)})
    wrapped = nn.ModuleDict({"nodes": node}).double()
    parameters = {name.removeprefix("n/"): parameter for name, parameter in named(wrapped).items()}
    # The recorded cells call their input convolution `pre`.
    parameters = {re.sub("^pre0", "pre", name): parameter for name, parameter in parameters.items()}
    if set(parameters) != set(facts["weights"]):
        raise SystemExit(f"convrnn_step.py: --check: found weights {sorted(facts['weights'])}; "
                         f"expected {sorted(parameters)}; correct case.json")
    for name, parameter in parameters.items():
        parameter.data = from_recorded(name, arrays["weight." + name])
    return check_unrolled(node["n"], parameters, arrays, facts["tolerance"])


def check_unrolled(node, parameters, arrays, tolerance):
    frames = torch.from_numpy(arrays["x"]).double().permute(0, 1, 4, 2, 3).requires_grad_()
    outputs, state = [], None
    for frame in frames:
        output, state = node(frame, None, state)
        outputs.append(output.permute(0, 2, 3, 1))
    (outputs[-1] * torch.from_numpy(arrays["r"])).sum().backward()
    got = {"output": torch.stack(outputs).detach().numpy(),
           "gradient.x": frames.grad.permute(0, 1, 3, 4, 2).numpy()}
    got |= {f"state.{i}": s.detach().permute(0, 2, 3, 1).numpy() for i, s in enumerate(state)}
    got |= {"gradient." + name: to_recorded(name, parameter.grad) for name, parameter in parameters.items()}
    if {"expected." + name for name in got} != {name for name in arrays if name.startswith("expected.")}:
        raise SystemExit(f"convrnn_step.py: --check: found arrays {sorted(arrays)}; expected {sorted(got)}")
    return max(error(array, arrays["expected." + name], tolerance) for name, array in got.items())
