#!/usr/bin/env python3
"""Writes tests/core/data/diabetes-cross-validation.csv: what scikit-learn finds, for core's tests to compare with.

    /usr/bin/python3 tests/support/make-cross-validation.py      (scikit-learn 1.2.1, NumPy 1.24.2)

Columns are standardised once, from the whole sample; row i is held out with fold i mod K. LassoCV and ElasticNetCV
take our lambda as their alpha. RidgeCV adds alpha to the Gram matrix of the rows that are fitted, whatever their number:
with alpha = (rows fitted)*lambda and folds of one size it solves our problem. For leaving one out (K = 442 below) it
keeps alpha = n*lambda, which is what the closed form means; se has no meaning there and is 0.
"""

import csv
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import ElasticNetCV, LassoCV, RidgeCV
from sklearn.model_selection import PredefinedSplit

warnings.filterwarnings("ignore")

data = pathlib.Path(__file__).resolve().parent.parent / "core" / "data"
table = np.genfromtxt(data / "diabetes.csv", delimiter=",", names=True)
names = [name for name in table.dtype.names if name != "progression"]
X = np.column_stack([table[name] for name in names])
y = table["progression"]
n = len(y)
X = (X - X.mean(axis=0)) / X.std(axis=0)
rows = []


def grid(largest, smallest, count):
    return np.geomspace(largest, smallest, count)


def add(penalty, folds, lambdas, errors):
    """errors: one row per lambda, one column per fold."""
    means = errors.mean(axis=1)
    ses = errors.std(axis=1, ddof=1) / np.sqrt(errors.shape[1]) if errors.shape[1] > 1 else np.zeros(len(means))
    for value, mean, se in zip(lambdas, means, ses):
        rows.append([penalty, folds, repr(float(value)), repr(float(mean)), repr(float(se))])


split = PredefinedSplit(np.arange(n) % 10)
tight = dict(cv=split, tol=1e-18, max_iter=100000, precompute=True)

lambdas = grid(45.0, 0.0045, 20)
add("lasso", 10, lambdas, LassoCV(alphas=lambdas, **tight).fit(X, y).mse_path_)

lambdas = grid(90.0, 0.009, 20)
add("elastic-net", 10, lambdas, ElasticNetCV(l1_ratio=0.5, alphas=lambdas, **tight).fit(X, y).mse_path_)

lambdas = grid(100.0, 0.001, 12)
fold = np.arange(n) % 13
errors = []
for value in lambdas:
    errors.append([])
    for k in range(13):
        # One split at a time gives the error of each fold, and not their mean only.
        one = [(np.flatnonzero(fold != k), np.flatnonzero(fold == k))]
        model = RidgeCV(alphas=[np.sum(fold != k) * value], cv=one, scoring="neg_mean_squared_error").fit(X, y)
        errors[-1].append(-model.best_score_)
add("ridge", 13, lambdas, np.array(errors))

model = RidgeCV(alphas=n * lambdas, store_cv_values=True).fit(X, y)
add("ridge", n, lambdas, model.cv_values_.mean(axis=0)[:, np.newaxis])

with open(data / "diabetes-cross-validation.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["penalty", "folds", "lambda", "mean", "se"])
    writer.writerows(rows)
