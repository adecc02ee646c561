"""A small run with a model that can be killed anywhere: ``python -m tests.promptpo.llm.killable FOLDER URL METHOD N``.

The process kills itself once N events are new (0: never). Run again it resumes.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ppc.promptpo.budget import Budget
from ppc.promptpo.config import Config
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.journal import Event
from ppc.promptpo.llm.method import METHODS
from ppc.promptpo.llm.settings import ModelSettings
from ppc.promptpo.optimizer import gymnasium_seeds, make_source, run_session
from ppc.promptpo.run import Result

SMALL = Budget(
    total_steps=40_000, explore_candidates=6, explore_episodes=1, field=2, episodes=2, least_episodes=2, most_episodes=4,
    duel_every=3, duel_episodes=4, rungs=((0.2, 4), (0.5, 2)), patience=2, probe_episodes=2, finalists=3,
    selection_episodes=8, held_out_episodes=10,
)  # fmt: skip


def run(folder: Path, url: str, method: str = "default", kill_after: int = 0, **settings: object) -> Result:
    """Starts or resumes the run in ``folder``."""
    chosen = replace(METHODS[method], rounds=2, candidates=3, repairs=2, episodes=2)
    model = ModelSettings("middling", base_url=url, concurrency=2, retries=0, **settings)  # type: ignore[arg-type]
    config = Config("Pendulum-v1", proposer="llm", budget=SMALL, model=model, method=chosen)
    left = kill_after

    def crash(_event: Event, new: bool) -> None:
        nonlocal left
        left -= new
        if kill_after and left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    with closing(TaskEngine.named(config.env_id, {}, None, 1)) as engine:
        source = make_source(config, engine)
        return run_session(
            folder, config, engine, source, gymnasium_seeds(0), task=engine.describe(), success=engine.success, on_event=crash
        )


if __name__ == "__main__":
    run(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
