"""Tunes the hand-written policies of this folder and exports them: `make artifacts` runs it.

    python examples/mujoco/make_artifacts.py [TASK ...]

Each policy is tuned by CMA-ES, in stages of their own seed, from the numbers in its text. After each stage the finalists meet
on 100 episodes that tuning never saw, and the winner is scored on 100 others that nothing has touched; the last stage's
score is the artifact's. Seeds are fixed: with the same versions of Python, MuJoCo and the libraries the files come out the
same. What does not reach its goal is not written. artifacts/<task>/ gets policy.py (the tuned text), score.json and a folder
for each target. A stage that ended is kept in runs/artifacts/: after an interruption the next one goes on from there.
"""

from __future__ import annotations

import hashlib
import json
import math
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ppc.cli.output import replacing
from ppc.compiler import compile_policy
from ppc.envs import open_evaluator, signature
from ppc.envs.tasks import task_for
from ppc.promptpo.budget import STEPPED, Budget
from ppc.promptpo.tune import Survival, tune_policy

HERE = Path(__file__).parent
ARTIFACTS = HERE.parent.parent / "artifacts"
STAGES = HERE.parent.parent / "runs" / "artifacts"
TARGETS = ("c", "numba")
EPISODES = 100


@dataclass(frozen=True)
class Reference:
    """``policy`` is the file of the hand-written policy, ``goal`` the mean return to reach. Each of ``stages`` tunes what the
    one before it left, with its seed, for its number of env steps. ``episodes``, at most ``most``, are those of a candidate,
    ``duel`` those in which the incumbent defends itself, every ``duel_every`` generations. ``survival``: the first stage
    begins without the bonus for staying alive."""

    env_id: str
    policy: str
    goal: float
    stages: tuple[tuple[int, int], ...]
    episodes: int = 2
    most: int = 16
    duel: int = 16
    duel_every: int = 12
    survival: Survival | None = None

    def budget(self, steps: int) -> Budget:
        return replace(
            STEPPED,
            total_steps=steps,
            episodes=self.episodes,
            least_episodes=max(1, self.episodes // 2),
            most_episodes=self.most,
            duel_every=self.duel_every,
            duel_episodes=self.duel,
            selection_episodes=EPISODES,
            held_out_episodes=EPISODES,
        )


REFERENCES = (
    Reference("InvertedPendulum-v5", "inverted_pendulum.py", 1000.0, ((0, 100_000),)),
    Reference("InvertedDoublePendulum-v5", "inverted_double_pendulum.py", 9350.0, ((0, 300_000),)),
    Reference("Swimmer-v5", "swimmer.py", 360.0, ((0, 2_000_000), (1, 1_500_000)), duel=4, duel_every=8),
)

# Below their goal on the 100 episodes; made only when named, so that what was measured can be measured again.
MISSED = (Reference("Reacher-v5", "reacher.py", -3.5, ((0, 4_000_000), (1, 4_000_000)), duel=400, most=100, episodes=16),)


def main(names: Sequence[str]) -> int:
    """The exit code: 1 where a goal was missed or an artifact failed its verification."""
    known = {r.env_id: r for r in (*REFERENCES, *MISSED)}
    if unknown := [n for n in names if n not in known]:
        print(f"no reference controller for {', '.join(unknown)}: choose among {', '.join(known)}", file=sys.stderr)
        return 1
    return max([make(known[n]) for n in names or [r.env_id for r in REFERENCES]])


def make(reference: Reference) -> int:
    """Tunes, scores, writes and verifies one artifact."""
    source = (HERE / reference.policy).read_text(encoding="utf-8")
    steps, score = 0, -math.inf
    for number in range(len(reference.stages)):
        done = stage(reference, source, number)
        source, steps, score = done["source"], steps + done["env_steps"], done["held_out"]["mean_return"]
        print(f"{reference.env_id}: stage {number + 1}, {score:.2f} after {steps:,} env steps", flush=True)
    if score < reference.goal:
        print(f"{reference.env_id}: the goal is {reference.goal:g}; nothing was written", file=sys.stderr)
        return 1
    task = task_for(reference.env_id).name
    folder, name = ARTIFACTS / task, task.replace("-", "_")
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "policy.py", source)
    write(folder / "score.json", json.dumps(describe(reference, done["held_out"], steps), indent=2) + "\n")
    for target in TARGETS:
        policy, out = str(folder / "policy.py"), str(folder / target)
        shutil.rmtree(out, ignore_errors=True)
        ppc("export", policy, "--env", reference.env_id, "--target", target, "--name", name, "--out", out)
        ppc("verify", out)
    return 0


def stage(reference: Reference, source: str, number: int) -> dict[str, Any]:
    """What stage ``number`` makes of ``source``: the tuned text, its score and the env steps; kept for another time."""
    seed, wanted = reference.stages[number]
    budget, survival = reference.budget(wanted), reference.survival if number == 0 else None
    key = hashlib.sha256(repr((reference.env_id, source, seed, budget, survival)).encode()).hexdigest()[:16]
    kept = STAGES / f"{task_for(reference.env_id).name}-{key}.json"
    if kept.exists():
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    policy = compile_policy(source, signature(reference.env_id))
    with open_evaluator(reference.env_id, policy) as evaluator:
        result = tune_policy(policy, evaluator, seed=seed, budget=budget, survival=survival)
    done = {"source": result.source, "env_steps": result.env_steps, "held_out": result.held_out.to_json()}
    if result.reason == "interrupted":
        sys.exit(f"{reference.env_id}: interrupted in stage {number + 1}; the stages before it are kept")
    STAGES.mkdir(parents=True, exist_ok=True)
    with replacing(kept) as temporary:
        write(temporary, json.dumps(done))
    return done


def describe(reference: Reference, held_out: dict[str, Any], steps: int) -> dict[str, Any]:
    """The score, without dates or paths, so that it can be compared with one made anew."""
    return {
        "env": reference.env_id,
        "structure": f"hand-written: examples/mujoco/{reference.policy}",
        "goal": reference.goal,
        "stages": [{"seed": seed, "env_steps_wanted": wanted} for seed, wanted in reference.stages],
        "env_steps": steps,
        "held_out": {name: value for name, value in held_out.items() if value is not None},
    }


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def ppc(*arguments: str) -> None:
    """Runs a command as a user would; ends the program if it fails."""
    done = subprocess.run([sys.executable, "-m", "ppc.cli", *arguments], check=False)
    if done.returncode != 0:
        sys.exit(f"ppc {' '.join(arguments)} ended with code {done.returncode}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
