"""The main job, end to end and offline: optimise two tasks, export the winners, verify, measure. `make demo` runs it.

Everything happens through the command line, and every command is shown, so that it can be repeated by hand. Runs and exports
go to runs/demo-*, which each demo makes anew.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TASKS = ("CartPole-v1", "Pendulum-v1")
TARGETS = ("numba", "c")


def ppc(*arguments: str) -> None:
    """Runs a command as a user would, output on the screen; ends the demo if it fails."""
    print(f"\n$ ppc {' '.join(arguments)}", flush=True)
    done = subprocess.run([sys.executable, "-m", "ppc.cli", *arguments], cwd=ROOT, check=False)
    if done.returncode != 0:
        sys.exit(f"the demo stops: ppc {arguments[0]} ended with code {done.returncode}")


def answer(*arguments: str) -> dict[str, Any]:
    """The JSON object that a command prints."""
    command = [sys.executable, "-m", "ppc.cli", *arguments, "--json"]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"the demo stops: ppc {' '.join(arguments)} --json ended with code {done.returncode}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def one_task(task: str) -> dict[str, str]:
    """A row of the final table."""
    run = f"runs/demo-{task.lower()}"
    shutil.rmtree(ROOT / run, ignore_errors=True)
    begin = time.perf_counter()
    ppc("optimize", task, "--seed", "0", "--out", run)
    seconds = time.perf_counter() - begin
    verified = []
    for target in TARGETS:
        if target == "c" and not any(map(shutil.which, ("cc", "gcc", "clang"))):
            print("\nno C compiler here: the C export is left out")
            continue
        folder = f"{run}/{target}"
        ppc("export", run, "--target", target, "--out", folder)
        ppc("verify", folder)
        verified.append(f"{target} {answer('verify', folder)['passed']:,}")
    ppc("bench", run)
    bench, result = answer("bench", run), answer("show", run)["result"]
    low, high = result["ci95"]
    return {
        "task": task,
        "structure": result["best"],
        "held-out mean": f"{result['mean_return']:.1f}",
        "95 % interval": f"{low:.1f} .. {high:.1f}",
        "search": f"{seconds:.0f} s",
        "steps/s": f"{bench['steps_per_s'] / 1e6:.1f} M",
        "x Gymnasium": f"{bench['ratio_gymnasium']:.0f}",
        "one call": f"{bench['call_ns']['c_median']:.0f} ns",
        "vectors equal": ", ".join(verified),
    }


def table(rows: list[dict[str, str]]) -> str:
    widths = {name: max(len(name), *(len(row[name]) for row in rows)) for name in rows[0]}
    lines = ["  ".join(name.ljust(width) for name, width in widths.items())]
    lines.append("  ".join("-" * width for width in widths.values()))
    lines += ["  ".join(row[name].ljust(width) for name, width in widths.items()) for row in rows]
    return "\n".join(lines)


def main() -> None:
    begin = time.perf_counter()
    rows = [one_task(task) for task in TASKS]
    print(f"\n{table(rows)}\n\nAll of it took {time.perf_counter() - begin:.0f} s.")
    print("The runs are in runs/demo-*, the controllers in their folders numba and c. Next:")
    print("  ppc play runs/demo-cartpole-v1 --csv flight.csv")
    print("  python examples/loop.py runs/demo-cartpole-v1/numba")


if __name__ == "__main__":
    main()
