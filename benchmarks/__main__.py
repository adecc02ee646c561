"""Runs the benchmarks and keeps their figures: ``python -m benchmarks`` from the repository's root, or ``make bench``.

All contestants of a comparison take turns in one run. Peers that are not installed are named and left out; EnvPool and gymnax
may live in an interpreter of their own (``--peers-python``, or the one that ``make bench-peers`` makes). The figures go to
``benchmarks/results.json``, from which docs/generate.py writes docs/performance.md, as ``make bench`` does at the end.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import calls, machine, mujoco_engine, rollouts, steady, threads
from benchmarks import compile as compiling
from benchmarks.measuring import pinned

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
PEERS = ROOT / "build" / "peers" / "bin" / "python"
SECTIONS = ("rollouts", "mujoco", "threads", "memory", "calls", "compile")


@dataclass(frozen=True)
class Budget:
    """How much is measured: rounds of a comparison, seconds of a round, and the sizes of what is counted."""

    tasks: tuple[str, ...] = rollouts.TASKS
    rounds: int = 11
    seconds: float = 0.1
    mujoco: tuple[str, ...] = ("HalfCheetah-v5", "Hopper-v5", "Swimmer-v5")
    mujoco_rounds: int = 25
    mujoco_steps: int = mujoco_engine.STEPS
    memory_steps: int = 1_000_000_000
    most_episodes: int = 1_000_000
    call_rounds: int = 3
    compile_runs: int = 7
    laws: tuple[str, ...] = compiling.LAWS


QUICK = Budget(("CartPole-v1",), 2, 0.002, ("Hopper-v5",), 2, 200, 2_000_000, 100, 1, 1, ("tiny",))


def run(budget: Budget, sections: Sequence[str], peers_python: str, told: Callable[[str], None]) -> dict[str, Any]:
    """The figures of ``sections``, all on one pinned core but those of threads."""
    results: dict[str, Any] = {
        "month": datetime.date.today().strftime("%Y-%m"),
        "machine": machine.describe(),
        "versions": {"this interpreter": machine.versions()},
        "absent": {},
        "rounds": {"count": budget.rounds, "seconds": budget.seconds, "mujoco": budget.mujoco_rounds},
    }
    missing = results["absent"]
    mujoco = budget.mujoco if "mujoco" in results["versions"]["this interpreter"] else ()
    if not mujoco:
        missing["MuJoCo"] = "the package mujoco is not installed"
    with pinned(1) as cores:
        results["pinned to"] = cores
        if "rollouts" in sections:
            peers = rollouts.Peers(peers_python)
            results["versions"] |= {peer.kind.name: peer.versions for peer in peers.open}
            try:
                results["rollouts"] = rollouts.measure(peers, budget.tasks, budget.rounds, budget.seconds, told)
            finally:
                peers.close()
            missing |= peers.absent
        if "mujoco" in sections:
            results["mujoco"] = [mujoco_engine.measure(e, budget.mujoco_rounds, budget.mujoco_steps) for e in mujoco]
            for row in results["mujoco"]:
                told(mujoco_engine.line(row))
        if "memory" in sections:
            results["memory"] = steady.memory(budget.memory_steps, told)
            results["cost"] = steady.cost(budget.most_episodes, budget.seconds, told)
        if "calls" in sections:
            results["calls"] = calls.measure(budget.tasks, budget.call_rounds, told)
        if "compile" in sections:
            results["compile"] = compiling.measure(budget.compile_runs, lambda law: told(f"compile: {law} …"), budget.laws)
    if "threads" in sections:
        # A call of less than half a second shows how threads start and end, not what they gain.
        results["threads"] = threads.measure(budget.tasks, mujoco, budget.rounds, 5.0 * budget.seconds, told)
    return results


def text_of(results: dict[str, Any]) -> str:
    """JSON with a list of numbers on one line."""
    text = json.dumps(results, indent=1, ensure_ascii=False)
    return re.sub(r"\[[\s\d.,e+-]*\]", lambda m: re.sub(r"\s+", " ", m[0]).replace("[ ", "[").replace(" ]", "]"), text) + "\n"


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="tiny counts: shows that everything runs, not how fast")
    parser.add_argument("--only", action="append", choices=SECTIONS, help="this part; may be repeated")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of a comparison, 11 by default")
    parser.add_argument("--steps", type=int, metavar="N", help="steps over which memory must stay flat, 10^9 by default")
    parser.add_argument("--peers-python", metavar="PATH", help="the interpreter that has EnvPool and gymnax")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where the figures go; benchmarks/results.json for a whole run"
    )
    options = parser.parse_args(arguments)
    for name in ("rounds", "steps"):
        if getattr(options, name) is not None and getattr(options, name) < 1:
            parser.error(f"--{name} must be at least 1")
    if options.out is not None and not options.out.resolve().parent.is_dir():
        parser.error(f"--out: there is no folder {options.out.parent}")
    return options


def main(arguments: Sequence[str]) -> int:
    options = options_of(arguments)
    budget = QUICK if options.quick else Budget()
    changed = {"rounds": options.rounds, "mujoco_rounds": options.rounds, "memory_steps": options.steps}
    budget = Budget(**{**vars(budget), **{k: v for k, v in changed.items() if v is not None}})
    interpreter = options.peers_python or (str(PEERS) if PEERS.exists() else sys.executable)
    begun = time.monotonic()
    results = run(budget, options.only or SECTIONS, interpreter, lambda line: print(line, flush=True))
    for name, reason in results["absent"].items():
        print(f"{name} is left out: {reason}")
    results["minutes"] = round((time.monotonic() - begun) / 60, 1)
    out = options.out or (None if options.quick or options.only else RESULTS)
    if out is not None:
        out.write_text(text_of(results), encoding="utf-8")
        print(f"{out}: written after {results['minutes']} minutes; docs/generate.py puts the figures into docs/performance.md")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
