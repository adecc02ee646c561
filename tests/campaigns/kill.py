"""kill -9 at random points of runs with a model, of template runs and of tunings; every one must resume to the same end.

    python -m tests.campaigns.kill                       # 120 points of each; about ten minutes on two cores
    python -m tests.campaigns.kill --points 20 --seed 7

Runs with a model die half of the time after a journaled event, half at a request's arrival at the server; template runs and
tunings die after an event, and a third of the tunings on the way to a greater cap. The exit code is 1 when a resumed run
differs from the one that nobody killed, or sends a request whose reply was journaled.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from ppc.promptpo.journal import read_events
from tests.promptpo.llm.test_kill import Bench, killed_and_resumed

FAKE = Path(__file__).parents[1] / "promptpo" / "fake.py"
TUNABLE = FAKE.with_name("tunable.py")


def templates(root: Path, points: int, chance: random.Random) -> int:
    """Kills ``points`` template runs; how many resumed to another end."""
    sys.path.insert(0, str(FAKE.parent))
    from fake import facts, fake_run

    fake_run(root / "whole")
    whole, failed = facts(read_events(root / "whole")), 0
    for point in range(points):
        folder, number = root / f"run-{point}", chance.randrange(1, len(whole))
        killed = subprocess.run([sys.executable, str(FAKE), str(folder), str(number)])
        fake_run(folder)
        if killed.returncode != -signal.SIGKILL or facts(read_events(folder)) != whole:
            failed += 1
            print(f"FAILED templates, killed after {number} events", flush=True)
    print(f"{points} kills of template runs, {failed} resumed to another end", flush=True)
    return failed


def tunings(root: Path, points: int, chance: random.Random) -> int:
    """Kills ``points`` tunings, each twice; how many resumed to another end."""
    sys.path.insert(0, str(FAKE.parent))
    from fake import facts
    from tunable import tune

    caps = (15_000, 30_000)
    tune(root / "whole")
    tune(root / "raised", max_steps=caps[0])
    tune(root / "raised", max_steps=caps[1])
    wholes, failed = [facts(read_events(root / name)) for name in ("whole", "raised")], 0
    for point in range(points):
        folder, raised = root / f"run-{point}", point % 3 == 2
        if raised:
            tune(folder, max_steps=caps[0])
        held = len(read_events(folder)) if raised else 0
        first = chance.randrange(1, len(wholes[raised]) - held - 2)
        second = chance.randrange(1, len(wholes[raised]) - held - first)
        cap = [str(caps[1])] if raised else []
        dead = [subprocess.run([sys.executable, str(TUNABLE), str(folder), str(n), *cap]) for n in (first, second)]
        tune(folder)
        if any(d.returncode != -signal.SIGKILL for d in dead) or facts(read_events(folder)) != wholes[raised]:
            failed += 1
            print(f"FAILED tuning, killed after {first} and {second} events{', raised' if raised else ''}", flush=True)
    print(f"{2 * points} kills of tunings, {failed} resumed to another end", flush=True)
    return failed


def main() -> int:
    parser = argparse.ArgumentParser(description="kill -9 at random points; every run must resume to the same end.")
    parser.add_argument("--points", type=int, default=120, help="kills of each kind")
    parser.add_argument("--seed", type=int, default=0, help="seed of the points")
    options = parser.parse_args()
    chance, failed = random.Random(options.seed), 0
    with tempfile.TemporaryDirectory(prefix="ppc-kill-") as root:
        failed += templates(Path(root) / "templates", options.points, chance)
        failed += tunings(Path(root) / "tunings", options.points, chance)
        benches = []
        for method in ("default", "paper"):
            (Path(root) / method).mkdir()
            benches.append(Bench(Path(root) / method, method))
        for point in range(options.points):
            bench = benches[point % 2]
            by_event = point % 4 < 2
            number = chance.randrange(2, bench.events) if by_event else chance.randrange(1, bench.requests + 1)
            where = {"after_events": number} if by_event else {"at_request": number}
            try:
                killed_and_resumed(bench, bench.root / f"run-{point}", **where)
            except AssertionError:
                failed += 1
                print(f"FAILED {bench.method} {where}\n{traceback.format_exc()[-800:]}", flush=True)
            if (point + 1) % 20 == 0:
                print(f"{point + 1} kills, {failed} resumed to another end", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
