# SPDX-License-Identifier: Apache-2.0
"""Writes features, labels, choices, solution times, and what another program makes of them. Written with
NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1."""
import csv
import importlib.util
import json
import pathlib

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax
from scipy.stats import spearmanr
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import ShuffleSplit

HERE = pathlib.Path(__file__).parent
LIBRARY = HERE.parents[4] / "neural-eval/src/test/resources/behaviour/make.py"
SPEC = importlib.util.spec_from_file_location("library", LIBRARY)
library = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(library)

OBJECTS = ["bear", "dog", "face", "tank"]
IMAGES = 200
random = np.random.RandomState(11)
ids = np.array([f"im{i:03d}" for i in range(IMAGES)])
truth = random.randint(4, size=IMAGES)
centres = random.normal(size=(4, 6))
onset = random.randint(1, 4, size=IMAGES)
noise = random.normal(size=(IMAGES, 6))
strength = random.uniform(0.2, 2.2, size=IMAGES)
steps = np.stack([(noise + 2.2 * centres[truth] * (strength * np.clip(t - onset + 2, 0, 2) / 2)[:, None])
                  for t in range(5)], axis=1).astype(np.float32).round(4)
still = steps[:, -1]


def write(name, heading, rows):
    with open(HERE / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def fit_convex(x, labels):
    """The loss of Kar et al. 2019, at its least."""
    shape = (x.shape[1] + 1, 4)
    ones = np.hstack([x, np.ones((len(x), 1))])
    target = np.eye(4)[labels]

    def loss(flat):
        w = flat.reshape(shape)
        logits = ones @ w
        gradient = ones.T @ (softmax(logits, axis=1) - target) / len(x) + 0.463 * w
        value = -(log_softmax(logits, axis=1) * target).sum() / len(x) + 0.463 / 2 * (w ** 2).sum()
        return value, gradient.ravel()

    w = minimize(loss, np.zeros(shape).ravel(), jac=True, method="BFGS",
                 options={"gtol": 1e-9}).x.reshape(shape)
    return lambda other: softmax(np.hstack([other, np.ones((len(other), 1))]) @ w, axis=1)


def standardised(x, train, test):
    mean, deviation = x[train].mean(0), x[train].std(0)
    return (x[train] - mean) / deviation, (x[test] - mean) / deviation


def far_of(p, labels):
    far = p / (p + p[np.arange(len(labels)), labels][:, None])
    far[np.arange(len(labels)), labels] = np.nan
    return far


def crossing(starts, values, threshold):
    low = None
    for start, value in zip(starts, values):
        if value >= threshold:
            if low is None:
                return start
            return low[0] + (threshold - low[1]) / (value - low[1]) * (start - low[0])
        if low is None or value > low[1]:
            low = (start, value)
    return np.nan


def choices(test):
    train = np.setdiff1d(np.arange(IMAGES), test)
    x, other = standardised(still.astype(float), train, test)
    model = LogisticRegression(multi_class="multinomial", solver="newton-cg", C=1e-3, tol=1e-8,
                               max_iter=10000).fit(x, truth[train])
    p = model.predict_proba(other)
    seen = truth[test]
    image = random.randint(len(test), size=1500)
    distractor = (seen[image] + random.randint(1, 4, size=1500)) % 4
    sharp = np.exp(25 * p + 0.5 * random.normal(size=p.shape))
    wrong = sharp[image, distractor]
    wrong = wrong / (wrong + sharp[image, seen[image]])
    choice = np.where(random.uniform(size=1500) < wrong, distractor, seen[image])
    write("trials.csv", ["stimulus_id", "sample_obj", "dist_obj", "choice"],
          [(ids[test[i]], OBJECTS[seen[i]], OBJECTS[d], OBJECTS[c])
           for i, d, c in zip(image, distractor, choice)])
    result = {"correct": float((p.argmax(1) == seen).mean())}
    for name in ("I1", "I2N"):
        generator = np.random.RandomState(0)
        raw, ceiling = [], []
        for _ in range(2):
            order = np.arange(1500)
            generator.shuffle(order)
            halves = [library.measure(library.rates(seen, 4, image, distractor, choice, part), seen, name)
                      for part in (order[:750], order[750:])]
            raw.append(library.correlation(library.measure(far_of(p, seen), seen, name), halves[0]))
            ceiling.append(library.correlation(*halves))
        result[name.lower()] = {"raw": np.mean(raw), "error": np.std(raw), "ceiling": np.mean(ceiling),
                                "ceilingError": np.std(ceiling),
                                "normalized": np.mean(raw) / np.sqrt(np.mean(ceiling))}
    return result


def solution_times():
    neural = (40 + 10 * onset + 6 * random.normal(size=IMAGES)).round(2)
    never = random.uniform(size=IMAGES) < 0.05
    neural[never] = np.nan
    threshold = np.full(IMAGES, 0.8)
    write("times.csv", ["stimulus_id", "time", "threshold"],
          [(i, "" if np.isnan(t) else t, c) for i, t, c in zip(ids, neural, threshold)])
    correlations, shares = [], []
    for train, test in ShuffleSplit(10, test_size=0.1, random_state=1).split(ids):
        values = []
        for t in range(5):
            x, other = standardised(steps[:, t].astype(float), train, test)
            p = fit_convex(x, truth[train])(other)
            values.append(library.measure(far_of(p, truth[test]), truth[test], "I1"))
        times = np.array([crossing(10.0 * np.arange(5), v, c)
                          for v, c in zip(np.transpose(values), threshold[test])])
        both = ~np.isnan(times) & ~np.isnan(neural[test])
        shares.append(both.sum() / (~np.isnan(neural[test])).sum())
        correlations.append(spearmanr(times[both], neural[test][both])[0] if both.sum() >= 10 else np.nan)
    return {"raw": np.mean(correlations), "error": np.std(correlations) / np.sqrt(10),
            "normalized": np.mean(correlations) / 0.79, "shareSolved": np.mean(shares)}


if __name__ == "__main__":
    test = np.sort(random.permutation(IMAGES)[:70])
    np.savez(HERE / "features.npz", still=still, steps=steps, ids=ids)
    write("labels.csv", ["stimulus_id", "object_name", "use"],
          [(ids[i], OBJECTS[truth[i]], "test" if i in test else "train") for i in range(IMAGES)])
    expected = {"choices": choices(test), "solutionTimes": solution_times()}
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    print(json.dumps(expected, indent=1))
