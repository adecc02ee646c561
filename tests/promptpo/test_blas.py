"""A search has the same bits whatever number of threads NumPy's linear algebra may use."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SEARCH = """
import hashlib
import numpy as np
from ppc.promptpo.cma_search import Search

search, seen = Search(np.zeros(250), 0.3, 40, 1), hashlib.sha256()
for _ in range(25):
    points = search.ask()
    seen.update(points.tobytes())
    search.tell([float((((p - 0.5) ** 2) * (1 + np.arange(250))).sum()) for p in points])
print(seen.hexdigest())
"""


def search_with(threads: int) -> str:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
    return subprocess.run([sys.executable, "-c", SEARCH], env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="needs two processors")
def test_a_search_does_not_depend_on_the_processors() -> None:
    assert search_with(1) == search_with(2)
