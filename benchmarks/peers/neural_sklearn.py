#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Times a fit of scikit-learn's PLSRegression or RidgeCV on the CPU.

The counterpart of org.retrograde.benchmarks.NeuralPeers, on the same numbers: prints one line of JSON with the same
keys, of which `check`, the sum of some predictions, shows that both fit the same. Needs scikit-learn; Debian's package
python3-sklearn serves.
"""

import argparse
import json
import resource
import statistics
import sys
import time
import warnings

try:
    import numpy as np
    import sklearn
    from sklearn.cross_decomposition import PLSRegression
    from sklearn.linear_model import RidgeCV
except ImportError as missing:
    sys.exit(f"neural_sklearn.py: {missing}; expected scikit-learn; "
             "install Debian's python3-sklearn, or run another Python that has it")

NEUROIDS = 168
LATENTS = 120
ROWS = {"pls": (2304, 1000), "pls-wide": (300, 20_000), "ridge-cv": (2304, 4096)}
DECADES = [np.linspace(10**k, 10 ** (k + 1), 18, endpoint=False) for k in range(2, 6)]
ALPHAS = np.concatenate([[.01, .1, .5, 1, 10, 32.5, 55, 77.5], *DECADES, np.linspace(1e6, 1e7, 19)])


def data(stimuli, units):
    """X and Y of common latents, the earlier of which weigh more, and noise."""
    random = np.random.RandomState(1)
    latents = random.uniform(size=(stimuli, LATENTS)) - 0.5
    factors = 1 / np.sqrt(np.arange(LATENTS) + 1.0)[:, None]
    x = latents @ (factors * (random.uniform(size=(LATENTS, units)) - 0.5))
    x += 0.5 * (random.uniform(size=x.shape) - 0.5)
    y = latents @ (factors * (random.uniform(size=(LATENTS, NEUROIDS)) - 0.5))
    y += 2 * (random.uniform(size=y.shape) - 0.5)
    return x, y


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("row", choices=list(ROWS))
    parser.add_argument("--steps", type=int, default=3, help="fits to time")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    x, y = data(*ROWS[options.row])
    seconds = []
    for _ in range(1 + options.steps):
        model = RidgeCV(alphas=ALPHAS) if options.row == "ridge-cv" else PLSRegression(25, scale=False)
        start = time.perf_counter()
        model.fit(x, y)
        seconds.append(time.perf_counter() - start)
    # The first does not count.
    seconds = seconds[1:]
    print(json.dumps({
        "peer": f"scikit-learn {sklearn.__version__}", "row": options.row, "minSeconds": min(seconds),
        "medianSeconds": statistics.median(seconds),
        "peakMiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "check": float(model.predict(x[:3]).sum())}))


if __name__ == "__main__":
    main()
