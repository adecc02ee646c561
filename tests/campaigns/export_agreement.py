"""Compares every export of every template and every compiling corpus policy with the reference, bit for bit.

    python -m tests.campaigns.export_agreement                  # everything; about half an hour on two cores
    python -m tests.campaigns.export_agreement --shard 3/12     # a twelfth of it
    python -m tests.campaigns.export_agreement --only t06       # policies whose name contains a text

For each policy, on the same observations with ±0, denormals, ±inf, NaN and arbitrary bit patterns among them, in many
episodes: the interpreter on as many as fit (at least 5,000; all of them with ``--interpreter-all``), the JIT, which must
give the interpreter's bits on those, on all; the C, built twice, and the Numba module on all; onnxruntime on 2,000, within
1e-9 relative, discrete actions, faults and non-finite actions equal. Then every file of every export once more, in two
processes with different hash seeds: the bytes must be the same. One line a policy; exit code 1 when anything differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from ppc.targets import ExportError, export
from tests.targets.agreement import (
    Answer,
    build_c,
    difference,
    export_c,
    interpreted,
    jitted,
    onnx_difference,
    run_c,
    run_numba,
    run_onnx,
    write_stimulus,
)
from tests.targets.cases import Case, Stimulus, corpus_cases, stimulus, template_cases

BATCH = 12
ONNX_STEPS = 2_000
INTERPRETED = 5_000
TARGETS = ("c", "numba", "onnx")
SECOND_BUILDS = ("native", "O0", "sanitized")


@dataclass
class Verdict:
    """What is known of one policy: ``steps`` compared by engine, ``wrong`` by engine, why ONNX ``refused`` it."""

    steps: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    refused: str = ""

    def judge(self, engine: str, found: Answer | str, expected: Answer, given: Stimulus) -> None:
        error = found if isinstance(found, str) else difference(found, expected, given)
        self.steps[engine] = 0 if isinstance(found, str) else min(len(found.words), len(expected.words))
        if error:
            self.wrong[engine] = error


def reference(case: Case, given: Stimulus, seconds: float, verdict: Verdict) -> Answer:
    """The JIT's answers, compared with the interpreter's for about ``seconds``; with infinitely many, on every step."""
    begun = time.perf_counter()
    steps = min(INTERPRETED, len(given.starts))
    slow = interpreted(case.policy, given.first(steps))
    fit = steps * seconds / max(time.perf_counter() - begun, 1e-6)
    if fit > 1.5 * steps and steps < len(given.starts):
        slow = interpreted(case.policy, given.first(int(min(fit, len(given.starts)))))
    fast = jitted(case.policy, given)
    verdict.judge("jit", fast, slow, given)
    verdict.steps = {"interpreter": len(slow.words), "jit": len(fast.words)}
    return slow if len(slow.words) == len(fast.words) else fast


def check_onnx(case: Case, given: Stimulus, expected: Answer, verdict: Verdict) -> None:
    try:
        bundle = export(case.policy, "onnx")
    except ExportError as error:
        verdict.refused = str(error)
        return
    given = given.first(ONNX_STEPS)
    found = run_onnx(case, bundle, given)
    verdict.steps["onnx"] = len(found.words)
    if error_ := onnx_difference(found, expected, given, case.policy.signature.discrete):
        verdict.wrong["onnx"] = error_


def check(cases: Sequence[Case], first: int, options: argparse.Namespace) -> dict[str, Verdict]:
    """Every engine on ``cases``, whose first is the campaign's number ``first``."""
    verdicts = {case.name: Verdict() for case in cases}
    second = SECOND_BUILDS[first // BATCH % len(SECOND_BUILDS)]
    seconds = float("inf") if options.interpreter_all else options.interpreter_seconds
    with tempfile.TemporaryDirectory(prefix="ppc-agreement-") as temporary:
        folder = Path(temporary)
        given = {case.name: stimulus(case, options.steps) for case in cases}
        expected = {}
        for case in cases:
            write_stimulus(given[case.name], folder / case.name)
            expected[case.name] = reference(case, given[case.name], seconds, verdicts[case.name])
        if "c" in options.targets:
            export_c(cases, folder)
            for build in ("O2", second):
                program = build_c(cases, folder, build)
                for case in cases:
                    verdicts[case.name].judge(f"c {build}", run_c(case, program), expected[case.name], given[case.name])
        if "numba" in options.targets:
            for name, found in run_numba(cases, folder).items():
                verdicts[name].judge("numba", found, expected[name], given[name])
    if "onnx" in options.targets:
        for case in cases:
            check_onnx(case, given[case.name], expected[case.name], verdicts[case.name])
    return verdicts


def selected(options: argparse.Namespace) -> list[Case]:
    index, count = (int(part) for part in options.shard.split("/"))
    everything = chain(corpus_cases(), template_cases())
    return [c for c in everything if options.only in c.name][index - 1 :: count]


def digests(cases: Sequence[Case], targets: Sequence[str]) -> dict[str, str]:
    """SHA-256 of every file of every export of ``cases``."""
    found = {}
    for case in cases:
        for target in targets:
            try:
                bundle = export(case.policy, target)
            except ExportError as error:
                found[f"{case.name}/{target}"] = str(error)
                continue
            for name, content in bundle.files.items():
                found[f"{case.name}/{target}/{name}"] = hashlib.sha256(content).hexdigest()
    return found


def unequal_exports(arguments: Sequence[str]) -> tuple[int, list[str]]:
    """Exports the campaign's policies in two processes: the number of files, and those that differ."""
    found = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "tests.campaigns.export_agreement", *arguments, "--digests"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        found.append(json.loads(done.stdout))
    one, other = found
    return len(one), sorted(name for name in {**one, **other} if one.get(name) != other.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description="Compares exports with the reference, bit for bit.")
    parser.add_argument("--shard", default="1/1", metavar="I/N", help="every N-th policy, from the I-th")
    parser.add_argument("--only", default="", metavar="TEXT", help="policies whose name contains this")
    parser.add_argument("--steps", type=int, default=100_000, help="observations for each policy")
    parser.add_argument("--targets", nargs="+", default=list(TARGETS), choices=TARGETS)
    parser.add_argument("--interpreter-seconds", type=float, default=1.0, help="time for the interpreter, each policy")
    parser.add_argument("--interpreter-all", action="store_true", help="the interpreter on every observation")
    parser.add_argument("--no-digests", action="store_true", help="leave out the comparison of two exports")
    parser.add_argument("--digests", action="store_true", help="print the hashes of the exports and stop")
    options = parser.parse_args()
    cases = selected(options)
    if options.digests:
        print(json.dumps(digests(cases, options.targets)))
        return 0
    begun, total, bad = time.perf_counter(), Counter[str](), 0
    for first in range(0, len(cases), BATCH):
        for name, verdict in check(cases[first : first + BATCH], first, options).items():
            steps = ", ".join(f"{engine} {count:,}" for engine, count in verdict.steps.items())
            refusal = f"; onnx refused: {verdict.refused}" if verdict.refused else ""
            print(f"{'DIFFERS' if verdict.wrong else 'equal  '} {name}: {steps}{refusal}", flush=True)
            for engine, what in verdict.wrong.items():
                print(f"        {engine}: {what}", flush=True)
            total.update(dict.fromkeys(verdict.steps, 1))
            total.update({"refused by onnx": 1} if verdict.refused else {})
            bad += bool(verdict.wrong)
    unequal: list[str] = []
    if not options.no_digests:
        files, unequal = unequal_exports(list(sys.argv[1:]))
        print(f"{files} files exported twice, {len(unequal)} differ {unequal[:10] if unequal else ''}".rstrip())
    engines = ", ".join(f"{engine} {count}" for engine, count in total.items())
    print(f"{len(cases)} policies ({engines}), {bad} differ; {time.perf_counter() - begun:.0f} s")
    return 1 if bad or unequal else 0


if __name__ == "__main__":
    sys.exit(main())
