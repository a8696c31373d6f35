"""Times scikit-learn's path on a file of raw doubles: compare-sklearn.py FILE MIXING REPEATS.

Prints the fastest run in milliseconds, standardising included, at scikit-learn's default tolerance.
"""

import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import enet_path

warnings.filterwarnings("ignore")
with open(sys.argv[1], "rb") as data:
    n, p = np.fromfile(data, np.int32, 2)
    y = np.fromfile(data, np.float64, n)
    x = np.fromfile(data, np.float64, n * p).reshape((n, p), order="F")

best = np.inf
for _ in range(int(sys.argv[3])):
    begin = time.perf_counter()
    z = x - x.mean(axis=0)
    z /= z.std(axis=0)
    enet_path(np.asfortranarray(z), y - y.mean(), l1_ratio=float(sys.argv[2]), eps=1e-4 if n >= p else 1e-2,
              n_alphas=100, copy_X=False)
    best = min(best, time.perf_counter() - begin)
print(f"{1000 * best:.4f}")
