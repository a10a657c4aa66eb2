#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the embedded subset of Fashion-MNIST.

Takes the first 1,000 training and the first 200 test images of each class, in
the order of the original files, and writes them as IDX files packed by
`gzip -9n` (no name, no time: the same input gives the same bytes with the same
gzip). Needs Debian's package dataset-fashion-mnist, or its files in SOURCE.

    python3 make_fashion_subset.py OUTPUT_FOLDER [SOURCE]
"""

import gzip
import pathlib
import struct
import subprocess
import sys

CLASSES = 10
PER_CLASS = {"train": 1000, "t10k": 200}
DEBIAN_FOLDER = "/usr/share/datasets/fashion-mnist"


def read(path, axes):
    data = gzip.decompress(path.read_bytes())
    magic, *lengths = struct.unpack_from(f">{1 + axes}I", data)
    assert magic == 0x800 | axes, f"{path}: magic number {magic:#x}"
    return lengths, data[4 * (1 + axes) :]


def write(path, lengths, body):
    header = struct.pack(f">{1 + len(lengths)}I", 0x800 | len(lengths), *lengths)
    packed = subprocess.run(
        ["gzip", "-9n"], input=header + body, stdout=subprocess.PIPE, check=True
    )
    path.write_bytes(packed.stdout)


def first_of_each_class(labels, per_class):
    taken = [0] * CLASSES
    for index, label in enumerate(labels):
        if taken[label] < per_class:
            taken[label] += 1
            yield index


def main(output, source=DEBIAN_FOLDER):
    output, source = pathlib.Path(output), pathlib.Path(source)
    for part, per_class in PER_CLASS.items():
        images, labels = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
        (_, height, width), pixels = read(source / images, 3)
        _, classes = read(source / labels, 1)
        chosen = list(first_of_each_class(classes, per_class))
        size = height * width
        body = b"".join(pixels[i * size : (i + 1) * size] for i in chosen)
        write(output / images, [len(chosen), height, width], body)
        write(output / labels, [len(chosen)], bytes(classes[i] for i in chosen))


if __name__ == "__main__":
    main(*sys.argv[1:])
