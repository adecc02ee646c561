"""Compares every compiling policy of the corpus with CPython, and prints how much of the policies was reached.

    python -m tests.campaigns.oracle                 # all policies, 2,000 steps each
    python -m tests.campaigns.oracle --only t06      # policies whose name contains a text
    python -m tests.campaigns.oracle --missed        # the branches that no step took, too
    python -m tests.campaigns.oracle --record        # records stock CPython's streams and explains the divergences anew

A policy runs on the observations of its recorded stream (tests/vectors). CPython with all rules of the language substituted
must give equal bits on every step at which it does not raise, and the compiled policy must report a fault where it does.
Stock CPython may differ; the lines then name the first step, the rules that explain it (searched on the suite's steps),
and the flipped branches with the margins of the compared numbers. One line a policy; exit code 1 when anything differs
without an explanation.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tests.oracle import explain, vectors
from tests.oracle.compare import Coverage, Job, cpython, differences, run_jobs
from tests.oracle.corpus import (
    COSTS,
    LONG_DERIVE,
    NAMES,
    STEPS,
    compiled,
    interpreted_answers,
    native_answers,
    path_of,
    signature,
    suite_steps,
)
from tests.oracle.explain import Explanation


def record(names: Sequence[str]) -> None:
    """Stock CPython's streams of ``names``, whether they compile or not."""
    with tempfile.TemporaryDirectory() as folder:
        jobs = [
            {
                "kind": "record",
                "policy": str(path_of(name)),
                "stream": name,
                "steps": STEPS,
                "width": signature(name).action_size,
                "rules": [],
                "actions": f"{folder}/{name}.npy",
                "cost": COSTS.get(name, 1.0),
            }
            for name in names
        ]
        for name, result in zip(names, run_jobs(jobs), strict=True):
            vectors.write(name, np.load(f"{folder}/{name}.npy"))
            print(f"recorded {name}: {STEPS} steps, {len(result['raised'])} exceptions", flush=True)


def describe(explanation: Explanation) -> list[str]:
    """Lines about a divergence from stock CPython."""
    rules = ", ".join(explanation.rules) or "NOTHING FOUND"
    lines = [f"stock: step {explanation.first} first, {explanation.differing} steps; explained by {rules}"]
    for flip in explanation.flips:
        margins = [f"{flip[side]:.3g}" if flip[side] is not None else "no margin" for side in ("stock", "ours")]
        place = f"step {flip['step']}, line {flip['line']}: {flip['text']}"
        lines.append(f"  flipped at {place} (stock {margins[0]}, ours {margins[1]})")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares compiled policies with CPython.")
    parser.add_argument("--only", default="", metavar="TEXT", help="policies whose name contains this")
    parser.add_argument("--missed", action="store_true", help="print the branches that were not taken")
    parser.add_argument("--record", action="store_true", help="record stock CPython and write the explanations again")
    parser.add_argument("--steps", type=int, default=STEPS, help="steps of each policy, at most the recorded ones")
    parser.add_argument("--interpreter", type=int, default=0, metavar="N", help="the interpreter on the first N steps, too")
    options = parser.parse_args()
    begun, names, wrong, total = time.perf_counter(), [n for n in NAMES if options.only in n], 0, Coverage()
    if options.record:
        record(names)
    explanations = explain.read() if explain.PATH.exists() else {}
    compared = 0
    for name in names:
        policy = compiled(name)
        if policy is None:
            print(f"refused {name}")
            explanations.pop(name, None)
            continue
        compared += 1
        given = vectors.read(name).first(options.steps)
        if not given.intact:
            print(f"the simulator of {name} does not give the recorded observations here: run with --record")
            return 1
        width = policy.signature.action_size
        job = Job(path_of(name), given.observations, width, starts=given.starts, branches=True)
        (expected,) = cpython([job])
        ours, faulty = native_answers(policy, given.observations, given.starts)
        problems = []
        if len(steps := differences(ours, expected.actions, expected.valid)):
            problems.append(f"step {steps[0]}: {expected.actions[steps[0]]} in CPython, {ours[steps[0]]} compiled")
        if len(steps := np.flatnonzero(faulty != ~expected.valid)):
            problems.append(f"step {steps[0]}: a fault where CPython has none, or none where it raised")
        if options.interpreter:
            some = given.first(options.interpreter)
            slow = interpreted_answers(policy, some.observations, some.starts, derive=name not in LONG_DERIVE)
            if len(steps := differences(slow, ours)):
                problems.append(f"step {steps[0]}: {slow[steps[0]]} interpreted, {ours[steps[0]]} compiled")
        coverage = Coverage()
        for counted in (coverage, total):
            counted.add(name, expected)
        if not problems and (options.record or name not in explanations):
            explanations.pop(name, None)
            n = suite_steps(name)  # a search runs a policy many times
            searched = replace(job, observations=job.observations[:n], starts=given.starts[:n])
            if (found := explain.explain(searched, ours[:n], given.first(n))) is not None:
                explanations[name] = found
        branches = f"{coverage.taken} of {coverage.total} branches" if coverage.total else "no branches"
        print(f"{'DIFFERS' if problems else 'equal  '} {name}: {len(ours)} steps, {branches}", flush=True)
        lines = describe(explanations[name]) if name in explanations and not problems else []
        for line in [*problems, *lines, *(coverage.missed if options.missed else [])]:
            print(f"        {line}", flush=True)
        wrong += bool(problems) or (name in explanations and not explanations[name].rules)
    if options.record:
        explain.write(explanations)
    print(f"{compared} policies of {len(names)} compile, {wrong} differ; {total.taken} of {total.total} branches taken, "
          f"{total.percent:.1f} %; {time.perf_counter() - begun:.0f} s")  # fmt: skip
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
