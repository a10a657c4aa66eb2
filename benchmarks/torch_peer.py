#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times a training step, or a batch of an evaluation, in PyTorch on the CPU.

The counterpart of `retrograde bench step` and `retrograde bench eval`: the same networks on random images, three
repetitions that do not count and then some that do, and one line of JSON with the same keys. Debian's packages
python3-torch and python3-torchvision serve.
"""

import argparse
import json
import resource
import statistics
import sys
import time

try:
    import torch
    import torchvision
    from torch import nn
    from torch.nn import functional
except ImportError as missing:
    sys.exit(f"torch_peer.py: {missing}; expected PyTorch and torchvision; "
             "install Debian's python3-torch and python3-torchvision, or run another Python that has them")

WARM_UP = 3
EVALUATION_BATCHES = 4
TASK_RATE = 1e-3
# As in `bench step`: so small that no rule diverges on random images.
ALIGNMENT_RATE = 1e-9

# The coefficients of each rule's primitives, as in docs/rules.md.
PRIMITIVES = {
    "fa": {},
    "wm": {"amp": 1, "decay": .5},
    "ia": {"amp": 1, "decay": .5, "null": .1},
    "sa": {"self": 1, "decay": 1},
    "aa": {"amp": 1, "sparse": 1},
}


class ConvolutionMap:
    """The linear map of a convolution, and its adjoint."""

    def __init__(self, layer):
        self.stride, self.padding = layer.stride[0], layer.padding[0]

    def apply(self, kernel, x):
        return functional.conv2d(x, kernel, None, self.stride, self.padding)

    def adjoint(self, kernel, d, like):
        smallest = (d.shape[2] - 1) * self.stride - 2 * self.padding + kernel.shape[2]
        return functional.conv_transpose2d(d, kernel, None, self.stride, self.padding, like.shape[2] - smallest)

    def gradients(self, x, kernel, d, wants_error):
        error, filters, _ = torch.ops.aten.convolution_backward(
            d, x, kernel, None, [self.stride] * 2, [self.padding] * 2, [1, 1], False, [0, 0], 1,
            [wants_error, True, False])
        return error, filters


class DenseMap:
    """The linear map of a dense layer, and its adjoint."""

    def apply(self, kernel, x):
        return x @ kernel.t()

    def adjoint(self, kernel, d, like):
        return d @ kernel

    def gradients(self, x, kernel, d, wants_error):
        return d @ kernel if wants_error else None, d.t() @ x


class CarriedByFeedback(torch.autograd.Function):
    """Forward with W; backward, the error is carried by B, while the gradient of W is the true one."""

    @staticmethod
    def forward(ctx, x, w, b, linear):
        ctx.save_for_backward(x, b)
        ctx.linear = linear
        return linear.apply(w, x)

    @staticmethod
    def backward(ctx, dy):
        x, b = ctx.saved_tensors
        error, filters = ctx.linear.gradients(x, b, dy, ctx.needs_input_grad[0])
        return error, filters, None, None


class Synapse(nn.Module):
    """A layer with feedback weights, which leaves what they minimise in `alignment_loss`."""

    def __init__(self, layer, coefficients):
        super().__init__()
        self.linear = ConvolutionMap(layer) if isinstance(layer, nn.Conv2d) else DenseMap()
        self.weight, self.bias = layer.weight, layer.bias
        self.feedback = nn.Parameter(torch.randn_like(layer.weight) * layer.weight.std(), bool(coefficients))
        self.coefficients = coefficients
        self.alignment_loss = None

    def forward(self, x):
        y = CarriedByFeedback.apply(x, self.weight, self.feedback.detach(), self.linear)
        if self.coefficients and self.training:
            terms = self.primitives(x.detach(), y.detach())
            self.alignment_loss = sum(k * terms[name]() for name, k in self.coefficients.items())
        if self.bias is None:
            return y
        return y + self.bias.view(1, -1, *[1] * (y.dim() - 2))

    def primitives(self, x, y):
        b, w, images = self.feedback, self.weight.detach(), x.shape[0]
        through = []

        def carried():
            # Two primitives may want it; it is computed once.
            if not through:
                through.append(self.linear.apply(b, x))
            return through[0]

        return {
            "decay": lambda: b.square().sum() / 2,
            "self": lambda: -(w * b).sum(),
            "amp": lambda: -(carried() * y).sum() / images,
            "sparse": lambda: carried().square().sum() / (2 * images),
            "null": lambda: self.linear.adjoint(b, y, x).square().sum() / (2 * images),
        }


def lenet(options):
    """The layers of Retrograde's `lenet` with its defaults: padding 2, ReLU, max pooling."""
    side = (options.size // 2 - 4) // 2
    return nn.Sequential(
        nn.Conv2d(options.channels, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(16 * side * side, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, options.classes))


def resnet(options):
    """Torchvision's, with the stem for small images: 3x3, stride 1, no pooling."""
    network = getattr(torchvision.models, f"resnet{options.depth}")(num_classes=options.classes)
    network.conv1 = nn.Conv2d(options.channels, 64, 3, padding=1, bias=False)
    network.maxpool = nn.Identity()
    return network


def give_feedback(module, coefficients):
    for name, child in list(module.named_children()):
        if isinstance(child, (nn.Conv2d, nn.Linear)):
            setattr(module, name, Synapse(child, coefficients))
        else:
            give_feedback(child, coefficients)


def training_step(network, images, labels):
    synapses = [module for module in network.modules() if isinstance(module, Synapse)]
    feedback = [s.feedback for s in synapses if s.feedback.requires_grad]
    own = {id(b) for b in feedback}
    task = [p for p in network.parameters() if p.requires_grad and id(p) not in own]
    groups = [{"params": task, "lr": TASK_RATE}]
    groups += [{"params": feedback, "lr": ALIGNMENT_RATE}] if feedback else []
    optimizer = torch.optim.SGD(groups, lr=TASK_RATE, momentum=.9)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(network(images), labels)
        (loss + sum(s.alignment_loss for s in synapses) if feedback else loss).backward()
        optimizer.step()
        # As `bench step` does, which stops at a loss that is not finite.
        loss.item()

    return step


def evaluation(network, images, labels):
    """Loss, top-1 and top-5, which Retrograde's evaluation counts too."""

    def evaluate():
        with torch.inference_mode():
            for _ in range(EVALUATION_BATCHES):
                logits = network(images)
                functional.cross_entropy(logits, labels).item()
                best = logits.topk(min(5, logits.shape[1])).indices == labels[:, None]
                best[:, 0].sum().item(), best.sum().item()

    return evaluate


def durations(work, counted):
    for _ in range(WARM_UP):
        work()
    seconds = []
    for _ in range(counted):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0],
        epilog="Example: torch_peer.py step --architecture resnet --depth 18 --batch 32 --size 32 --rule bp --steps 15")
    parser.add_argument("mode", choices=["step", "eval"], help="what is timed")
    parser.add_argument("--architecture", choices=["resnet", "lenet"], default="resnet", help="default resnet")
    parser.add_argument("--depth", type=int, choices=[18, 50], default=18, help="of a resnet; default 18")
    parser.add_argument("--rule", choices=["bp", *PRIMITIVES], default="bp", help="the learning rule; default bp")
    for name, default, what in [("batch", 32, "images in a batch"), ("size", 32, "height and width in pixels"),
                                ("channels", 3, "channels of an image"), ("classes", 10, "classes"),
                                ("threads", 2, "threads that PyTorch may use"),
                                ("steps", 15, "steps, or evaluations of 4 batches, that are timed after 3 that are "
                                              "not")]:
        parser.add_argument("--" + name, type=positive, default=default, metavar="N", help=f"{what}; default {default}")
    parser.add_argument("--no-channels-last", dest="channels_last", action="store_false",
                        help="keep PyTorch's default layout")
    return parser.parse_args()


def positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number from 1")
    return int(text)


def main():
    options = parse()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    network = resnet(options) if options.architecture == "resnet" else lenet(options)
    if options.rule != "bp":
        give_feedback(network, PRIMITIVES[options.rule])
    layout = torch.channels_last if options.channels_last else torch.contiguous_format
    network = network.to(memory_format=layout)
    images = torch.randn(options.batch, options.channels, options.size, options.size).to(memory_format=layout)
    labels = torch.arange(options.batch) % options.classes
    if options.mode == "step":
        seconds = durations(training_step(network.train(), images, labels), options.steps)
    else:
        evaluations = durations(evaluation(network.eval(), images, labels), options.steps)
        seconds = [whole / EVALUATION_BATCHES for whole in evaluations]
    line = {"peer": "pytorch " + torch.__version__, "mode": options.mode, "architecture": options.architecture,
            "rule": options.rule, "depth": options.depth, "batch": options.batch, "size": options.size,
            "channelsLast": options.channels_last, "minSeconds": round(min(seconds), 6),
            "medianSeconds": round(statistics.median(seconds), 6),
            "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
    if options.architecture != "resnet":
        del line["depth"]
    if options.mode == "eval":
        del line["rule"]
    print(json.dumps(line))


if __name__ == "__main__":
    main()
