"""Processes beside the caller's: the same results, and every way in which they can fail."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ppc.compiler import compile_policy
from ppc.envs import EnvironmentFailed, open_evaluator, task_for
from ppc.envs.workers import end_workers, workers_for

MODULE = """
import os
import gymnasium
import numpy as np
from gymnasium import spaces

CALLER = {caller}  # what happens in the process of the test itself is no fault


class Walk(gymnasium.Env):
    observation_space = spaces.Box(-10.0, 10.0, (2,))
    action_space = spaces.Box(-1.0, 1.0, (1,))

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.seed, self.x, self.t = seed, float(self.np_random.uniform(-1.0, 1.0)), 0
        return self.observe(), {{}}

    def observe(self):
        return np.array([self.x, self.t / 10.0], dtype=np.float32)

    def step(self, action):
        if self.seed == {killer} and os.getpid() != CALLER:
            os._exit(3)
        if self.seed == {raiser}:
            raise RuntimeError("out of chalk")
        self.x += 0.1 * float(action[0]) + 0.01 * float(self.np_random.normal())
        self.t += 1
        return self.observe(), -abs(self.x), self.t >= 20, False, {{}}


gymnasium.register("{name}-v0", entry_point=Walk)
"""
SOURCE = (
    "class Policy:\n    def __init__(self):\n        self.k = 1.5\n    def act(self, obs):\n        return [-self.k * obs[0]]\n"
)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Makes the environment's module; answers its id. Seed 7 ends a process, seed 11 raises."""
    name = f"Walk{os.getpid()}{tmp_path.name.replace('_', '').replace('-', '')}"
    module = f"walk_{name.lower()}"
    text = MODULE.format(caller=os.getpid(), killer=7, raiser=11, name=name)
    (tmp_path / f"{module}.py").write_text(text)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield f"{module}:{name}-v0"
    end_workers()
    sys.modules.pop(module, None)


def scores(env_id: str, threads: int, seeds: list[int]) -> list[list[float]]:
    task = task_for(env_id)
    policy = compile_policy(SOURCE, task.signature())
    with open_evaluator(task, policy, threads) as evaluator:
        vectors = np.array([policy.default_parameters, 0.5 * policy.default_parameters])
        first = evaluator.evaluate(vectors, seeds)
        again = evaluator.evaluate(vectors, seeds)
    assert first.returns.tolist() == again.returns.tolist()
    return first.returns.tolist()


def test_results_do_not_depend_on_the_number_of_processes(environment: str) -> None:
    seeds = list(range(100, 160))
    assert scores(environment, 1, seeds) == scores(environment, 3, seeds)


def test_the_processes_do_work(environment: str) -> None:
    task = task_for(environment)
    policy = compile_policy(SOURCE, task.signature())
    workers = workers_for(task, 1)
    constants = policy.native().constants(np.asarray(policy.default_parameters))
    own: list[int] = []

    def here(job: tuple[object, int]) -> object:
        own.append(job[1])
        worker = workers._workers[0]
        if not worker.ready:  # the caller's first episode lasts until the process is there
            worker.pipe.poll(60.0)
        return bridge.episode(stepper, *job)

    from ppc.envs.bridge import Bridge, Stepper

    stepper = Stepper(policy.native())
    with Bridge(task) as bridge:
        jobs = [(constants, seed) for seed in range(200, 240)]
        found = workers.run((SOURCE, task.signature()), 20, jobs, here)
        expected = [bridge.episode(stepper, *job).total for job in jobs]
    assert [e.total for e in found] == expected
    assert 0 < len(own) < len(jobs)


def test_a_process_that_dies_is_not_followed_by_the_caller(environment: str) -> None:
    with pytest.raises(EnvironmentFailed, match="process died in the episode of seed 7"):
        _until_a_process_has_it(environment, 7)


def test_what_the_environment_raises_in_a_process_is_raised_here(environment: str) -> None:
    with pytest.raises(EnvironmentFailed, match="RuntimeError: out of chalk"):
        scores(environment, 3, [100, 101, 11, 102])


def _until_a_process_has_it(env_id: str, seed: int) -> None:
    """Runs until the job of ``seed`` went to a process: the caller may take it where that one is slow to start."""
    task = task_for(env_id)
    policy = compile_policy(SOURCE, task.signature())
    workers = workers_for(task, 2)
    for worker in workers._workers:
        worker.pipe.poll(60.0)
    constants = policy.native().constants(np.asarray(policy.default_parameters))

    def never(job: tuple[object, int]) -> object:
        raise AssertionError("the caller must not run this one")

    workers.run((SOURCE, task.signature()), 20, [(constants, seed)], never)  # type: ignore[arg-type]


def test_an_environment_that_only_the_caller_knows_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    import gymnasium
    from gymnasium.envs.classic_control import PendulumEnv

    gymnasium.register("OnlyHere-v0", entry_point=PendulumEnv, max_episode_steps=20)
    try:
        seeds = list(range(30))
        policy = compile_policy(
            "class Policy:\n    def act(self, obs):\n        return [-obs[1]]\n", task_for("OnlyHere-v0").signature()
        )
        with open_evaluator("OnlyHere-v0", policy, 2) as evaluator:
            two = evaluator.rollout(seeds)
        with open_evaluator("OnlyHere-v0", policy, 1) as evaluator:
            assert evaluator.rollout(seeds).returns.tolist() == two.returns.tolist()
    finally:
        end_workers()
        del gymnasium.registry["OnlyHere-v0"]
