#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times a training step, or an inference, of a convolutional recurrent network in PyTorch on the CPU.

The counterpart of `retrograde bench` for these networks: random images, three repetitions that do not count and then
some that do, and one line of JSON with the same keys. Needs PyTorch and NumPy; Debian's package python3-torch serves.
"""

import argparse
import json
import pathlib
import resource
import statistics
import sys
import time

try:
    import torch
    from torch.nn import functional
except ImportError as missing:
    sys.exit(f"convrnn_step.py: {missing}; expected PyTorch; "
             "install Debian's python3-torch, or run another Python that has it")

import convrnn_fixture
import convrnn_model

WARM_UP = 3
RATE = 1e-3
WEIGHT_DECAY = 1e-4


def training_step(network, images, labels):
    optimizer = torch.optim.SGD(network.parameters(), lr=RATE, momentum=.9, weight_decay=WEIGHT_DECAY)

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(network(images)[-1], labels)
        loss.backward()
        optimizer.step()
        # As `bench step` does, which stops at a loss that is not finite.
        loss.item()

    return step


def inference(network, images):
    def infer():
        with torch.inference_mode():
            network(images)

    return infer


def durations(work, warm_up, counted):
    for _ in range(warm_up):
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
        epilog="Example: convrnn_step.py --mode training --cell rgc --batch 16 --image 32 --steps 15")
    parser.add_argument("--mode", choices=["training", "inference"], default="training", help="default training")
    parser.add_argument("--model", choices=["shallow", "intermediate"], default="shallow",
                        help="conv1 to conv5 with cells in conv3 to conv5, or conv1 to conv10 with cells in conv4 to "
                             "conv10; default shallow")
    parser.add_argument("--cell", choices=["rgc", "gru", "time-decay"], default="rgc",
                        help="the cell, gru and time-decay of the shallow network only; default rgc")
    numbers = [("steps", 15, "repetitions that are timed"), ("warm-up", WARM_UP, "repetitions before, not timed"),
               ("threads", 2, "threads that PyTorch may use"), ("batch", None, "images in a batch; default 16, and 1 "
                "for the intermediate network"), ("image", None, "height and width in pixels; default 32, and 224 for "
                "the intermediate network"), ("channels", 3, "channels of an image"),
               ("classes", None, "classes; default 10, and 1000 for the intermediate network"),
               ("times", None, "time steps of the unrolled network; default 16, and 17 for the intermediate network"),
               ("image-off", 12, "the time step at which the image gives way to the constant 0.5"),
               ("stem-stride", None, "stride of conv1; default 1, and 2 for the intermediate network"),
               ("seed", 1, "of weights and images")]
    for name, default, what in numbers:
        what += "" if default is None else f"; default {default}"
        parser.add_argument("--" + name, type=positive, default=default, metavar="N", help=what)
    parser.add_argument("--width", type=float, default=1, metavar="X", help="multiplies all channels; default 1")
    for name, what in [("channels-last", "keep PyTorch's default layout"),
                       ("feedback", "intermediate network without its five feedback edges"),
                       ("stem-pool", "intermediate network without the pooling of conv1, for small images"),
                       ("clamp", "keep 7x7 depthwise kernels where the map is smaller")]:
        parser.add_argument("--no-" + name, dest=name.replace("-", "_"), action="store_false", help=what)
    parser.add_argument("--dump", type=pathlib.Path, metavar="FILE.npz",
                        help="time nothing; write weights, images, logits, loss and gradients, computed in float64, to "
                             "FILE.npz, and case.json beside it")
    parser.add_argument("--check", type=pathlib.Path, metavar="DIR",
                        help="time nothing; compare the cells, in float64, with the recorded cells in DIR")
    options = parser.parse_args()
    small = options.model == "shallow"
    for name, values in [("batch", (16, 1)), ("image", (32, 224)), ("classes", (10, 1000)), ("stem_stride", (1, 2)),
                         ("times", (convrnn_model.TIMES["shallow"], convrnn_model.TIMES["intermediate"]))]:
        if getattr(options, name) is None:
            setattr(options, name, values[0] if small else values[1])
    if options.width <= 0:
        parser.error(f"argument --width: found {options.width}, expected a number above 0")
    if options.cell != "rgc" and (not small or options.dump):
        parser.error(f"argument --cell: found {options.cell}, expected rgc with --model intermediate and with --dump")
    return options


def positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"found '{text}', expected a whole number from 1")
    return int(text)


def timed(options, network):
    """The line of JSON of a measurement."""
    layout = torch.channels_last if options.channels_last else torch.contiguous_format
    network = network.to(memory_format=layout)
    shape = options.batch, options.channels, options.image, options.image
    images = torch.randn(shape).to(memory_format=layout)
    macs = convrnn_model.multiply_accumulates(network, images[:1])
    if options.mode == "training":
        work = training_step(network.train(), images, torch.arange(options.batch) % options.classes)
    else:
        work = inference(network.eval(), images)
    seconds = durations(work, options.warm_up, options.steps)
    median = statistics.median(seconds)
    line = {"peer": "pytorch " + torch.__version__, "mode": options.mode, "architecture": "convrnn",
            "depth": options.model, "cell": options.cell, "batch": options.batch, "size": options.image,
            "times": options.times, "parameters": sum(p.numel() for p in network.parameters()),
            "channelsLast": options.channels_last, "minSeconds": round(min(seconds), 6),
            "medianSeconds": round(median, 6),
            "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "gigaMacPerImage": round(macs / 1e9, 3)}
    if options.mode == "inference":
        # A multiplication and an addition count as two operations.
        line["gigaflopsPerSecond"] = round(2 * macs * options.batch / median / 1e9, 1)
    return line


def main():
    options = parse()
    if options.check:
        errors = convrnn_fixture.check(options.check)
        print(json.dumps({"errorInTolerances": errors}))
        sys.exit(max(errors.values()) > 1)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    network = (convrnn_model.shallow if options.model == "shallow" else convrnn_model.intermediate)(options)
    convrnn_model.initialise(network)
    print(json.dumps(convrnn_fixture.dump(options, network, options.dump) if options.dump else timed(options, network)))


if __name__ == "__main__":
    main()
