# SPDX-License-Identifier: Apache-2.0
"""Convolutional recurrent networks of the ventral stream in PyTorch, as a user would write them.

Each node of the graph is a convolution, perhaps a recurrent cell, and perhaps max pooling. Unrolling is biological: at
each step a node reads what its predecessors gave out one step before, which is zero at the first step; only the first
node reads the image of the same step. Tensors are NCHW, in memory channels last. Padding is TensorFlow's SAME.
"""

import torch
from torch import nn
from torch.nn import functional

BLANK = .5
DECAY = .9219348064291611
GATE = .7006566684988862
# Which source feeds back to which target. A target that has two takes their channels in the order of the names.
FEEDBACK = {"conv5": ["conv8"], "conv6": ["conv7", "conv9"], "conv7": ["conv10"], "conv9": ["conv10"]}
TIMES = {"shallow": 16, "intermediate": 17}


class SameConv2d(nn.Conv2d):
    """A convolution with TensorFlow's SAME padding: where the total is odd, the larger part comes after."""

    def forward(self, x):
        before, after = zip(*(self._padding(*axis) for axis in zip(x.shape[2:], self.kernel_size, self.stride)))
        if before != after:
            x = functional.pad(x, (before[1], after[1], before[0], after[0]))
            before = (0, 0)
        return functional.conv2d(x, self.weight, self.bias, self.stride, before, groups=self.groups)

    @staticmethod
    def _padding(size, kernel, stride):
        total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
        return total // 2, total - total // 2


class SeparableConv2d(nn.Module):
    """A depthwise convolution, then a pointwise one with the only bias."""

    def __init__(self, inputs, outputs, kernel):
        super().__init__()
        self.depthwise = SameConv2d(inputs, inputs, kernel, groups=inputs, bias=False)
        self.pointwise = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))


def zeros(like, channels):
    """A state before the first step."""
    batch, _, height, width = like.shape
    return torch.zeros(batch, channels, height, width, dtype=like.dtype).to(memory_format=torch.channels_last)


class TimeDecay(nn.Module):
    """s' = m s + x, with one m for the whole layer."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.decay = nn.Parameter(torch.zeros(1))

    def forward(self, x, residual, feedback, state):
        state = x if state is None else self.decay * state + x
        return state, state


class Gru(nn.Module):
    """A gated recurrent unit whose maps are 3x3 convolutions."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.outputs = outputs
        self.gates = SameConv2d(inputs + outputs, 2 * outputs, 3)
        self.candidates = SameConv2d(inputs + outputs, outputs, 3)

    def forward(self, x, residual, feedback, state):
        h = zeros(x, self.outputs) if state is None else state
        r, u = self.gates(torch.cat([x, h], 1)).chunk(2, 1)
        k = torch.tanh(self.candidates(torch.cat([x, torch.sigmoid(r + 1) * h], 1)))
        u = torch.sigmoid(u)
        h = u * h + (1 - u) * k
        return h, h


class ShallowReciprocalGated(nn.Module):
    """The reciprocal gated cell of the shallow network: dense 3x3 kernels, sigmoid gates, no biases."""

    def __init__(self, inputs, outputs, cell_channels, residual_channels):
        super().__init__()

        def conv(a, b):
            return SameConv2d(a, b, 3, bias=False)

        self.channels = cell_channels, outputs
        self.input_to_cell = conv(inputs, cell_channels)
        self.cell_tau, self.cell_gate = conv(cell_channels, cell_channels), conv(outputs, cell_channels)
        self.out_tau, self.out_gate = conv(outputs, outputs), conv(cell_channels, outputs)
        self.residual_to_out_gate = conv(residual_channels, outputs)

    def forward(self, x, residual, feedback, state):
        c, h = [zeros(x, n) for n in self.channels] if state is None else state
        keep_c = 1 - torch.sigmoid(self.cell_tau(c))
        admit_c = 1 - torch.sigmoid(self.cell_gate(h))
        keep_h = 1 - torch.sigmoid(self.out_tau(h))
        admit_h = 1 - torch.sigmoid(self.out_gate(c) + self.residual_to_out_gate(residual))
        c = functional.elu(keep_c * c + admit_c * self.input_to_cell(x))
        h = functional.elu(keep_h * h + admit_h * x)
        return h, (c, h)


class MedianReciprocalGated(nn.Module):
    """The reciprocal gated cell of the intermediate network: separable 7x7 decays and gates, residual, feedback."""

    def __init__(self, inputs, outputs, cell_channels, residual_channels, feedback_channels, kernel):
        super().__init__()

        def separable(a, b):
            return SeparableConv2d(a, b, kernel)

        self.channels = cell_channels, outputs
        self.input_to_cell = SameConv2d(inputs, cell_channels, 2)
        self.cell_tau, self.cell_gate = separable(cell_channels, cell_channels), separable(outputs, cell_channels)
        self.input_to_out = SameConv2d(inputs, outputs, 3)
        self.out_tau, self.out_gate = separable(outputs, outputs), separable(cell_channels, outputs)
        self.residual = nn.Identity()
        if residual_channels != outputs:
            self.residual = nn.Conv2d(residual_channels, outputs, 1, bias=False)
        self.feedback = nn.Conv2d(feedback_channels, outputs, 1) if feedback_channels else None

    def forward(self, x, residual, feedback, state):
        c, h = [zeros(x, n) for n in self.channels] if state is None else state
        x = functional.elu(x)
        into_h = self.input_to_out(x) + self.residual(residual)
        if self.feedback is not None:
            into_h = into_h + self.feedback(feedback)
        keep_c = DECAY * (1 - torch.sigmoid(self.cell_tau(c)))
        admit_c = GATE * (1 - torch.tanh(self.cell_gate(h)))
        keep_h = DECAY * (1 - torch.sigmoid(self.out_tau(h)))
        admit_h = GATE * (1 - torch.tanh(self.out_gate(c)))
        c = functional.elu(keep_c * c + admit_c * self.input_to_cell(x))
        h = functional.elu(keep_h * h + admit_h * into_h)
        return h, (c, h)


class Node(nn.Module):
    """A convolution with a bias, perhaps a cell, perhaps max pooling 2x2."""

    def __init__(self, inputs, outputs, kernel=3, stride=1, elu=True, cell=None, pool=False):
        super().__init__()
        self.pre0 = SameConv2d(inputs, outputs, kernel, stride)
        self.elu, self.cell, self.pool = elu, cell, pool

    def forward(self, x, feedback, state):
        residual = x
        x = self.pre0(x)
        if self.elu:
            x = functional.elu(x)
        if self.cell is not None:
            x, state = self.cell(x, residual, feedback, state)
        if self.pool:
            # With ceil_mode the missing pixels lie after the image and never win, as with SAME.
            x = functional.max_pool2d(x, 2, 2, ceil_mode=True)
        return x, state


class ShallowReadout(nn.Module):
    """A 2x2 convolution without padding, 1x1 where the map is 1x1, then the mean over positions."""

    def __init__(self, inputs, classes, size):
        super().__init__()
        self.pre1 = nn.Conv2d(inputs, classes, min(2, size))

    def forward(self, x, feedback, state):
        return self.pre1(x).mean((2, 3)), None


class IntermediateReadout(nn.Module):
    """The mean over positions, then a dense layer."""

    def __init__(self, inputs, classes):
        super().__init__()
        self.pre3 = nn.Linear(inputs, classes)

    def forward(self, x, feedback, state):
        return self.pre3(x.mean((2, 3))), None


class ConvRnn(nn.Module):
    """A chain of nodes with feedback edges; forward gives the logits of every step."""

    def __init__(self, nodes, shapes, feedback, times, image_off):
        super().__init__()
        self.nodes = nn.ModuleDict(nodes)
        # Of each node's output: channels and pixels; and the pixels at which a node with feedback works.
        self.shapes, self.feedback = shapes, feedback
        self.times, self.image_off = times, image_off

    def forward(self, images):
        blank = torch.full_like(images, BLANK)
        outputs = {name: self._silent(images, *shape) for name, shape in self.shapes.items()}
        states = dict.fromkeys(self.nodes)
        logits = []
        for t in range(self.times):
            before, outputs = outputs, {}
            x = images if t < self.image_off else blank
            for name, node in self.nodes.items():
                outputs[name], states[name] = node(x, self._feedback(name, x, before), states[name])
                x = before.get(name)
            logits.append(outputs[name])
        return logits

    def _feedback(self, name, x, before):
        if name not in self.feedback:
            return None
        return torch.cat([functional.interpolate(before[source], x.shape[2:], mode="bilinear", align_corners=True)
                          for source in self.feedback[name]], 1)

    @staticmethod
    def _silent(images, channels, size):
        return images.new_zeros(len(images), channels, size, size).to(memory_format=torch.channels_last)


def scaled(channels, width):
    return max(1, round(channels * width))


def shallow(options):
    """conv1 to conv5 and imnetds, with cells in conv3 to conv5."""
    gated = options.cell == "rgc"
    cells = {"gru": Gru, "time-decay": TimeDecay}
    nodes, shapes = {}, {}
    inputs, size = options.channels, options.image
    for name, channels in zip(["conv1", "conv2", "conv3", "conv4", "conv5"], [64, 128, 256, 256, 512]):
        outputs = scaled(channels, options.width)
        stride = options.stem_stride if name == "conv1" else 1
        cell = None
        if name not in ("conv1", "conv2"):
            cell = (ShallowReciprocalGated(outputs, outputs, outputs, inputs) if gated
                    else cells[options.cell](outputs, outputs))
        nodes[name] = Node(inputs, outputs, 7 if name == "conv1" else 3, stride, cell is None or gated, cell, True)
        size = -(-size // stride)
        size = -(-size // 2)
        inputs, shapes[name] = outputs, (outputs, size)
    nodes["imnetds"] = ShallowReadout(inputs, options.classes, size)
    return ConvRnn(nodes, shapes, {}, options.times, options.image_off)


def intermediate(options):
    """conv1 to conv10 and imnetds, with cells in conv4 to conv10 and five feedback edges."""
    widths = {"conv1": 64, "conv2": 128, "conv3": 128, "conv4": 128, "conv5": 128, "conv6": 256, "conv7": 256,
              "conv8": 256, "conv9": 512, "conv10": 512}
    widths = {name: scaled(channels, options.width) for name, channels in widths.items()}
    pooled = {"conv4", "conv6", "conv7", "conv10"} | ({"conv1"} if options.stem_pool else set())
    feedback = FEEDBACK if options.feedback else {}
    nodes, shapes = {}, {}
    inputs, size = options.channels, options.image
    for name, outputs in widths.items():
        stride = options.stem_stride if name == "conv1" else 1
        size = -(-size // stride)
        cell = None
        if name not in ("conv1", "conv2", "conv3"):
            cell = MedianReciprocalGated(outputs, outputs, scaled(64, options.width), inputs,
                                         sum(widths[source] for source in feedback.get(name, [])),
                                         min(7, size) if options.clamp else 7)
        nodes[name] = Node(inputs, outputs, 7 if name == "conv1" else 3, stride, cell is None, cell, name in pooled)
        size = -(-size // 2) if name in pooled else size
        inputs, shapes[name] = outputs, (outputs, size)
    nodes["imnetds"] = IntermediateReadout(inputs, options.classes)
    return ConvRnn(nodes, shapes, feedback, options.times, options.image_off)


def initialise(network):
    """Glorot's limits for cells, a variance of 1/fan_in for other kernels; biases 0, those of a GRU's gates 1."""
    for name, parameter in network.named_parameters():
        if parameter.dim() > 1:
            within_cell = ".cell." in name
            (nn.init.xavier_uniform_ if within_cell else _normal)(parameter)
        elif not name.endswith("decay"):
            nn.init.constant_(parameter, float(name.endswith("gates.bias")))


def _normal(parameter):
    nn.init.kaiming_normal_(parameter, nonlinearity="linear")


def multiply_accumulates(network, images):
    """Of a forward pass over all steps, for the convolutions and dense layers; every step costs the same."""
    total, times = 0, network.times

    def count(layer, _, output):
        nonlocal total
        positions = output[0, 0].numel() if output.dim() == 4 else 1
        total += len(output) * positions * layer.weight.numel()

    layers = [m for m in network.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    hooks = [layer.register_forward_hook(count) for layer in layers]
    network.times = 1
    with torch.inference_mode():
        network(images)
    network.times = times
    for hook in hooks:
        hook.remove()
    return total * times
