from __future__ import annotations

import zlib
from dataclasses import replace

import numpy as np
import pytest
from fake import SMALL, FakeEvaluator, FakePolicy, fake_parameters, fake_seeds

from ppc.promptpo.arena import Arena
from ppc.promptpo.cma_search import Search
from ppc.promptpo.config import OptimizeError
from ppc.promptpo.coordinates import Coordinates
from ppc.promptpo.ledger import Ledger
from ppc.promptpo.recorder import MemoryJournal, Recorder
from ppc.promptpo.tune import tune_policy
from ppc.promptpo.tuning import Tuner

SOURCE = "class Policy:\n    def __init__(self):\n        self.g = [0.1, 0.2, 0.3]\n"


def descend(seed: int, generations: int = 30, size: int = 3) -> list[list[float]]:
    search = Search(np.zeros(size), 0.5, 8, seed)
    path = []
    for _ in range(generations):
        points = search.ask()
        path += points.tolist()
        search.tell([float(((p - 1.0) ** 2).sum()) for p in points])
    return path


def test_the_search_depends_on_its_seed_alone() -> None:
    np.random.seed(1)
    one = descend(7)
    np.random.seed(2)
    before = np.random.get_state()[1].copy()
    assert descend(7) == one
    assert np.array_equal(np.random.get_state()[1], before)
    assert descend(8) != one


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_search_finds_a_minimum_in_any_dimension(size: int) -> None:
    assert np.allclose(descend(3, 80, size)[-1], 1.0, atol=1e-2)


def tuner(evaluator: FakeEvaluator, seed: int = 0) -> Tuner:
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    arena = Arena(Recorder(MemoryJournal(), lambda: 0.0), Ledger(), fake_seeds().training)
    return Tuner("t", policy, Coordinates(policy.default_parameters, np.ones(3)), evaluator, arena, SMALL, seed)


def test_tuning_comes_close_and_repeats() -> None:
    one, two = tuner(FakeEvaluator(3)), tuner(FakeEvaluator(3))
    one.advance(20_000)
    two.advance(20_000)
    assert one.best is not None
    assert two.best is not None
    assert one.best.mean > -0.2
    assert one.best.x.tolist() == two.best.x.tolist()


@pytest.mark.parametrize("trap", ["faulty", "nan"])
def test_candidates_that_fail_never_win(trap: str) -> None:
    t = tuner(FakeEvaluator(3, **{trap: True}))
    t.advance(20_000)
    assert t.best is not None
    assert t.coordinates.values(t.best.x)[0, 0] <= 0.0
    assert np.isfinite(t.best.mean)


def test_more_episodes_while_halves_disagree() -> None:
    class Noise(FakeEvaluator):
        def evaluate(self, parameters: object, seeds: object, mode: str = "exact") -> object:
            r = super().evaluate(parameters, seeds)  # type: ignore[arg-type]
            r.returns = np.random.default_rng(list(seeds)).standard_normal(r.returns.shape)  # type: ignore[call-overload]
            return r

    noisy, clear = tuner(Noise(3)), tuner(FakeEvaluator(3))
    noisy.advance(10_000)
    clear.advance(3_000)
    assert noisy._episodes > SMALL.episodes > clear._episodes


class Rough(FakeEvaluator):
    """Each candidate has noise of its own in each episode, so that it takes more episodes to tell near ones apart."""

    def evaluate(self, parameters: object, seeds: object, mode: str = "exact") -> object:
        r = super().evaluate(parameters, seeds)  # type: ignore[arg-type]
        values = np.asarray(parameters)
        for c, row in enumerate(values):
            own = [np.random.default_rng([s, zlib.crc32(row.tobytes())]).standard_normal() for s in seeds]  # type: ignore[attr-defined]
            r.returns[c] += 0.3 * np.array(own)
        return r


def test_episodes_grow_as_the_search_narrows() -> None:
    journal = MemoryJournal()
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    budget = replace(SMALL, total_steps=150_000, episodes=2, least_episodes=2, most_episodes=32)
    tune_policy(policy, Rough(3), budget=budget, seeds=fake_seeds(), journal=journal)
    episodes = [e.data["episodes"] for e in journal.events if e.kind == "generation"]
    assert np.mean(episodes[:10]) < 8
    assert np.mean(episodes[-10:]) > 16
    assert max(episodes) <= 32


def test_restarts_widen_and_look_elsewhere() -> None:
    journal = MemoryJournal()
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    tune_policy(policy, FakeEvaluator(3), budget=replace(SMALL, total_steps=300_000), seeds=fake_seeds(), journal=journal)
    sizes = [len(e.data["mean"]) for e in journal.events if e.kind == "generation"]
    assert sorted(set(sizes))[:3] == [16, 32, 64]
    assert sum(e.kind == "explore" for e in journal.events) >= 2


def test_restarts_that_do_not_help_end_a_tuning() -> None:
    class Flat(FakeEvaluator):
        def evaluate(self, parameters: object, seeds: object, mode: str = "exact") -> object:
            r = super().evaluate(parameters, seeds)  # type: ignore[arg-type]
            r.returns = np.arange(len(r.returns[0])) + np.zeros(r.returns.shape)
            return r

    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    result = tune_policy(policy, Flat(3), budget=replace(SMALL, total_steps=10**9), seeds=fake_seeds())
    assert result.reason == "completed"
    assert result.env_steps < 10**6
    assert not result.improved


def test_tune_policy_improves_and_rewrites() -> None:
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    a, b = (tune_policy(policy, FakeEvaluator(3), budget=SMALL, seeds=fake_seeds(), seed=4) for _ in range(2))
    assert a.improved
    assert a.held_out.mean_return > a.before.mean_return
    assert a.source == b.source != SOURCE
    assert [p.value for p in fake_parameters(a.source.replace("-", ""))] == [abs(v) for v in a.values.tolist()]


def test_tune_policy_keeps_numbers_that_nothing_beats() -> None:
    target = 0.5 * np.cos(np.arange(3.0))
    source = f"a = [{', '.join(repr(float(abs(v))) for v in target)}]\n"

    class Best(FakeEvaluator):
        def evaluate(self, parameters: object, seeds: object, mode: str = "exact") -> object:
            r = super().evaluate(parameters, seeds)  # type: ignore[arg-type]
            same = (np.asarray(parameters) == np.abs(target)).all(axis=1)
            r.returns = np.where(same[:, None], 1.0, 0.0) * np.ones(r.returns.shape)
            return r

    parameters = fake_parameters(source)
    policy = FakePolicy(source, parameters, np.array([p.value for p in parameters]))
    r = tune_policy(policy, Best(3), budget=SMALL, seeds=fake_seeds())
    assert not r.improved
    assert r.source == source
    assert r.held_out.mean_return == 1.0


def test_a_policy_without_numbers_is_refused() -> None:
    with pytest.raises(OptimizeError, match="no number"):
        tune_policy(FakePolicy("", (), np.zeros(0)), FakeEvaluator(0), budget=SMALL, seeds=fake_seeds())


def test_caps_hold_to_the_step() -> None:
    parameters = fake_parameters(SOURCE)
    policy = FakePolicy(SOURCE, parameters, np.array([p.value for p in parameters]))
    evaluator = FakeEvaluator(3)
    spent = 0

    def watch(_best: float, steps: int) -> None:
        nonlocal spent
        spent = max(spent, steps)

    r = tune_policy(policy, evaluator, budget=SMALL, seeds=fake_seeds(), max_steps=5000, progress=watch)
    final = SMALL.held_out_episodes * 2 + SMALL.selection_episodes * (1 + SMALL.finalists)
    assert r.reason == "max_steps"
    assert spent <= 5000 + 10 * final
