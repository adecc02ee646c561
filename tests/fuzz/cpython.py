"""CPython as an engine: random policies as Python runs them, with our definitions substituted, in a process of its own.

Run as a script: ``python -m tests.fuzz.cpython JOBS.json`` writes a row of actions an observation to the job's file, and prints
where each job raised. A fresh object for every episode; after an exception the next episode begins.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.fuzz.answers import Told
from tests.fuzz.generator import Generated
from tests.fuzz.streams import FINITE, KINDS, STEPS, stream

TURNS = 200_000  # of all loops in a step: a while loop of the language turns 10,000 times at most


class Observation(np.ndarray):
    """An observation whose elements have the names of the signature."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("obs_") and name[4:].isdigit():
            return self[int(name[4:])]
        raise AttributeError(name)

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        """What is computed from it is an ordinary array or number, as what is computed from an ordinary observation."""
        plain = np.asarray(array)
        return plain[()] if plain.ndim == 0 else plain


def tell(policies: Sequence[Generated], sizes: Sequence[int]) -> list[Told]:
    """What CPython answers to each policy's stream; ``sizes`` are the sizes of their actions."""
    with tempfile.TemporaryDirectory(prefix="ppc-fuzz-") as folder:
        jobs = []
        for k, (policy, size) in enumerate(zip(policies, sizes, strict=True)):
            Path(f"{folder}/p{k}.py").write_text(policy.source)
            jobs.append({"path": f"{folder}/p{k}.py", "seed": policy.seed, "size": size, "out": f"{folder}/a{k}.npy"})
        Path(f"{folder}/jobs.json").write_text(json.dumps(jobs))
        command = [sys.executable, "-m", "tests.fuzz.cpython", f"{folder}/jobs.json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"CPython's process ended with {done.returncode}: {done.stderr[-2000:]}")
        raised = [{int(t): text for t, text in r.items()} for r in json.loads(done.stdout.splitlines()[-1])]
        return [Told(np.load(job["out"]), r) for job, r in zip(jobs, raised, strict=True)]


def _run(job: dict[str, Any]) -> dict[int, str]:
    from tests.oracle.rules import RULES
    from tests.oracle.substituted import STOPS, Policy

    given = stream(job["seed"])
    raised: dict[int, str] = {}
    actions = np.full((STEPS, job["size"]), np.nan)
    source = Path(job["path"]).read_text()
    policy: Any = None
    try:
        loaded = Policy(job["path"], RULES, turns=TURNS)
        loaded.fresh()
    except STOPS as error:
        return {-1: f"{type(error).__name__}: {error}"}
    for t, kind in enumerate(KINDS):
        if given.starts[t]:
            if "random.seed" in source:  # the modules' own generators start as ``__init__`` leaves them, like everything else
                loaded = Policy(job["path"], RULES, turns=TURNS)
            loaded.turns = TURNS
            policy = loaded.fresh() if kind in FINITE else None
        if policy is None:
            continue
        loaded.turns = TURNS
        try:
            row = given.observations[t].copy()
            action = policy.act(row.view(Observation) if "obs.obs_" in source else row)
            actions[t] = np.asarray(action, dtype=float).reshape(-1)
        except STOPS as error:
            raised[t], policy = f"{type(error).__name__}: {error}", None
    np.save(job["out"], actions)
    return raised


def main() -> None:
    warnings.simplefilter("ignore")
    found = []
    with np.errstate(all="ignore"):
        for job in json.loads(Path(sys.argv[1]).read_text()):
            np.save(job["out"], np.full((STEPS, job["size"]), np.nan))
            found.append(_run(job))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
