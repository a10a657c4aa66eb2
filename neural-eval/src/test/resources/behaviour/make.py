# SPDX-License-Identifier: Apache-2.0
"""Writes the expected numbers beside this file: scikit-learn's logistic regression, and the likeness
of confusions by NumPy and SciPy. Written with NumPy 1.24.2, SciPy 1.10.1, scikit-learn 1.2.1."""
import json
import pathlib

import numpy as np
from scipy.stats import norm
from sklearn.linear_model import LogisticRegression

HERE = pathlib.Path(__file__).parent


def logistic():
    random = np.random.RandomState(4)
    labels = np.arange(45) % 3
    centres = random.normal(size=(3, 6))
    train = centres[labels] + 2 * random.normal(size=(45, 6))
    test = centres[np.arange(9) % 3] + 2 * random.normal(size=(9, 6))
    mean, deviation = train.mean(0), train.std(0)
    train, test = (train - mean) / deviation, (test - mean) / deviation
    result = {"train": train.round(6).tolist(), "test": test.round(6).tolist(),
              "labels": labels.tolist(), "probabilities": {}}
    for c in (1e-3, 1.0):
        model = LogisticRegression(multi_class="multinomial", solver="newton-cg", C=c,
                                   tol=1e-7, max_iter=10000)
        model.fit(train.round(6), labels)
        result["probabilities"][str(c)] = model.predict_proba(test.round(6)).round(10).tolist()
    pair = LogisticRegression(multi_class="multinomial", solver="newton-cg", C=1.0, tol=1e-7,
                              max_iter=10000)
    two = labels < 2
    pair.fit(train.round(6)[two], labels[two])
    result["pair"] = pair.predict_proba(test.round(6)).round(10).tolist()
    return result


def d_primes(far, truth):
    """As published: z of hits less z of the mean rate of the other object's images."""
    images, objects = far.shape
    mean = np.full((objects, objects), np.nan)
    for shown in range(objects):
        for choice in range(objects):
            cell = far[truth == shown, choice]
            if (~np.isnan(cell)).any():
                mean[shown, choice] = np.nanmean(cell)
    result = np.full((images, objects), np.nan)
    for i in range(images):
        for c in range(objects):
            with np.errstate(invalid="ignore"):
                value = norm.ppf(1 - far[i, c]) - norm.ppf(mean[c, truth[i]])
            result[i, c] = np.clip(value, -5, 5)
    return result


def measure(far, truth, name):
    values = d_primes(far, truth)
    if name == "I1":
        return np.nanmean(values, axis=1)
    result = values.copy()
    for shown in np.unique(truth):
        for choice in range(far.shape[1]):
            if choice != shown:
                cell = values[truth == shown, choice]
                result[truth == shown, choice] = cell - np.nanmean(cell)
    return result.ravel()


def rates(truth, objects, image, distractor, choice, trials):
    offered = np.zeros((len(truth), objects))
    chosen = np.zeros((len(truth), objects))
    for t in trials:
        offered[image[t], distractor[t]] += 1
        chosen[image[t], distractor[t]] += choice[t] == distractor[t]
    with np.errstate(invalid="ignore", divide="ignore"):
        return chosen / offered


def correlation(a, b):
    known = ~np.isnan(a) & ~np.isnan(b)
    return np.corrcoef(a[known], b[known])[0, 1]


def choices():
    random = np.random.RandomState(5)
    objects, truth = 3, np.arange(12) % 3
    p = np.exp(random.normal(size=(12, 3)) + 1.2 * (truth[:, None] == np.arange(3)))
    p = (p / p.sum(1, keepdims=True)).round(6)
    image = random.randint(12, size=400)
    distractor = (truth[image] + random.randint(1, 3, size=400)) % 3
    wrong = p[image, distractor] / (p[image, distractor] + p[image, truth[image]])
    choice = np.where(random.uniform(size=400) < wrong, distractor, truth[image])
    far = p / (p + p[np.arange(12), truth][:, None])
    far[np.arange(12), truth] = np.nan
    result = {"probabilities": p.tolist(), "truth": truth.tolist(), "image": image.tolist(),
              "distractor": distractor.tolist(), "choice": choice.tolist()}
    for name in ("I1", "I2N"):
        generator = np.random.RandomState(0)
        raw, ceiling = [], []
        for _ in range(2):
            order = np.arange(400)
            generator.shuffle(order)
            halves = [measure(rates(truth, objects, image, distractor, choice, part), truth, name)
                      for part in (order[:200], order[200:])]
            raw.append(correlation(measure(far, truth, name), halves[0]))
            ceiling.append(correlation(*halves))
        result[name] = {"raw": np.mean(raw).round(10), "error": np.std(raw).round(10),
                        "ceiling": np.mean(ceiling).round(10),
                        "ceilingError": np.std(ceiling).round(10)}
    return result


if __name__ == "__main__":
    for name, make in (("logistic", logistic), ("choices", choices)):
        (HERE / f"{name}.json").write_text(json.dumps(make()) + "\n")
