"""The loop on real tasks, with the compiler and the native engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake import facts
from scrambled import ScrambledEngine
from test_templates import ACTIONS, statistics

from ppc.compiler import compile_policy
from ppc.compiler.signature import Signature
from ppc.envs import rollout, signature
from ppc.promptpo.budget import NATIVE, STEPPED, Budget, default_budget
from ppc.promptpo.config import Config
from ppc.promptpo.coordinates import Coordinates, proposal_scales
from ppc.promptpo.engine import TaskEngine
from ppc.promptpo.journal import JOURNAL, read_events
from ppc.promptpo.optimizer import gymnasium_seeds, optimize, run_session
from ppc.promptpo.proposer import Situation
from ppc.promptpo.run import Run
from ppc.promptpo.structures import structures
from ppc.promptpo.templates import TemplatesProposer, probe_source
from ppc.promptpo.tune import tune_policy

QUICK = NATIVE.capped(1_500_000)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a != "discrete:1"])
@pytest.mark.parametrize("obs_size", [1, 2, 3, 6, 12])
def test_every_structure_compiles_and_its_free_numbers_are_parameters(obs_size: int, action: str) -> None:
    target = Signature(obs_size, action)
    compile_policy(probe_source(target), target)
    for p in TemplatesProposer().propose(0, Situation(target, statistics(obs_size))):
        policy = compile_policy(p.source, target)
        scales = proposal_scales(p.source, p.scales, policy.parameters)
        assert sorted(s for s in scales if s) == sorted(s for s in p.scales or () if s), p.name


def test_structures_act_without_faults_wherever_they_are_moved() -> None:
    task = "Acrobot-v1"
    known = statistics(6)
    random = np.random.default_rng(0)
    for p in TemplatesProposer().propose(0, Situation(signature(task), known)):
        policy = compile_policy(p.source, signature(task))
        free = Coordinates(policy.default_parameters, proposal_scales(p.source, p.scales, policy.parameters))
        values = free.values(3.0 * random.standard_normal((1, free.size)))[0]
        assert not rollout(task, policy, seeds=range(3), parameters=values).status.any(), p.name


def test_cartpole_is_solved_the_same_with_any_number_of_threads(tmp_path: Path) -> None:
    one = optimize("CartPole-v1", out=tmp_path / "one", threads=1)
    optimize("CartPole-v1", out=tmp_path / "two", threads=2)
    assert one.mean_return == 500.0
    assert one.held_out.success_rate == 1.0
    assert one.held_out.episodes == 2000
    assert one.reason == "perfect"
    assert facts(read_events(tmp_path / "one")) == facts(read_events(tmp_path / "two"))


def test_the_tuned_text_is_the_policy_that_was_scored(tmp_path: Path) -> None:
    task = "Pendulum-v1"
    result = optimize(task, out=tmp_path, budget=QUICK)
    tuned = compile_policy(result.tuned_source, signature(task))
    original = compile_policy(result.source, signature(task)).with_parameters(result.values)
    seeds = gymnasium_seeds(0).held_out(QUICK.held_out_episodes)
    returns = [rollout(task, p, seeds=seeds).returns for p in (tuned, original)]
    assert returns[0].tobytes() == returns[1].tobytes()
    assert result.mean_return == pytest.approx(returns[0].mean(), rel=1e-12)


@pytest.fixture(scope="module")
def mountain_car(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    optimize("MountainCarContinuous-v0", out=folder, budget=QUICK, threads=2)
    return folder


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_real_run_cut_anywhere_resumes_to_the_same_end(tmp_path: Path, mountain_car: Path, share: float) -> None:
    content = (mountain_car / JOURNAL).read_bytes()
    (tmp_path / JOURNAL).write_bytes(content[: int(share * len(content))])
    optimize("MountainCarContinuous-v0", out=tmp_path, resume=True, threads=1)
    assert facts(read_events(tmp_path)) == facts(read_events(mountain_car))


def test_an_environment_that_is_stepped_in_python(tmp_path: Path) -> None:
    result = optimize("CartPole-v1", env_kwargs={"sutton_barto_reward": True}, out=tmp_path, max_steps=60_000)
    assert Run(tmp_path).task["engine"] == "gymnasium"
    assert result.held_out.episodes == default_budget(False, 500).held_out_episodes == 2 * STEPPED.held_out_episodes
    assert result.held_out.faulty == 0


@pytest.mark.parametrize(
    ("task", "budget", "disguise"),
    [("CartPole-v1", NATIVE, 1), ("CartPole-v1", NATIVE, 2), ("MountainCarContinuous-v0", NATIVE.capped(20_000_000), 1)],
)
def test_a_disguised_task_is_solved_as_well(tmp_path: Path, task: str, budget: Budget, disguise: int) -> None:
    engine = TaskEngine.named(task)

    def run(used: Any, folder: str) -> float:
        config = Config(task, budget=budget)
        result = run_session(tmp_path / folder, config, used, structures(TemplatesProposer()), gymnasium_seeds(0), task={})
        return result.mean_return

    plain, disguised = run(engine, "plain"), run(ScrambledEngine(engine, disguise), "disguised")
    assert disguised == pytest.approx(plain, rel=0.05)


def test_a_users_policy_is_tuned() -> None:
    source = """
class Policy:
    def __init__(self):
        self.gains = [-0.1, 0.1, 0.2, 0.05]

    def act(self, obs):
        u = 0.0
        for i in range(4):
            u = u + self.gains[i] * obs[i]
        return 1 if u > 0.2 else 0
"""
    engine = TaskEngine.named("CartPole-v1")
    policy = engine.compile(source, "mine")
    result = tune_policy(policy, engine.open(policy), max_steps=5_000_000)
    assert result.improved
    assert result.held_out.mean_return > max(450.0, result.before.mean_return)
    tuned = compile_policy(result.source, signature("CartPole-v1"))
    assert sorted(tuned.default_parameters.tolist()) == sorted(np.abs(result.values).tolist())
