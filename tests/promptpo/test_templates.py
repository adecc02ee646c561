from __future__ import annotations

import ast

import numpy as np
import pytest

from ppc.compiler.signature import Field, Signature
from ppc.promptpo.proposer import Situation
from ppc.promptpo.statistics import Statistics, measure, neutral
from ppc.promptpo.templates import PROBE_HOLD, PROBE_MIRROR, PROBE_START, TemplatesProposer, probe_source
from ppc.promptpo.templates.library import LIBRARY
from ppc.promptpo.templates.render import float_literals, text_lines

ACTIONS = [f"discrete:{n}" for n in range(1, 7)] + [f"box:{k}[-1,1]" for k in range(1, 9)] + ["box:1", "box:3", "box:2[-2,5]"]


def statistics(size: int) -> Statistics:
    """Of episodes with an odd, an offset and a circular part, as far as they fit."""
    random = np.random.default_rng(size)
    episodes = []
    for _ in range(64):
        angle = random.normal(0.0, 0.6, 50)
        columns = [np.cos(angle), np.sin(angle)] if size >= 3 else []
        columns += [random.normal(3.0 * (i % 2), 1.0 + i, 50) for i in range(size - len(columns))]
        episodes.append(np.array(columns).T)
    return measure(episodes)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("obs_size", [1, 2, 3, 4, 6, 11, 40])
def test_every_structure_renders_for_every_signature(obs_size: int, action: str) -> None:
    signature = Signature(obs_size, action)
    for known in (neutral(obs_size), statistics(obs_size)):
        proposals = TemplatesProposer().propose(0, Situation(signature, known))
        assert len(proposals) >= (1 if action == "discrete:1" else 3)
        assert len({p.name for p in proposals}) == len(proposals)
        for p in proposals:
            tree = ast.parse(p.source)
            (policy,) = [n for n in tree.body if isinstance(n, ast.ClassDef)]
            assert policy.name == "Policy"
            assert {"__init__", "act"} <= {f.name for f in policy.body if isinstance(f, ast.FunctionDef)}
            assert p.scales is not None
            assert len(p.scales) == len(float_literals(p.source))
            assert any(s > 0 for s in p.scales)
            assert "«" not in p.source
        sizes = [sum(s > 0 for s in p.scales or ()) for p in proposals]
        assert sizes == sorted(sizes)


def test_the_whole_library_is_reached() -> None:
    reached = set()
    for obs_size in (1, 2, 3, 6):
        for action in ("discrete:2", "discrete:3", "box:1[-1,1]"):
            for p in TemplatesProposer().propose(0, Situation(Signature(obs_size, action), statistics(obs_size))):
                reached.add(p.origin["template"])
    integers = measure([np.arange(16.0)[:, None]])
    for p in TemplatesProposer().propose(0, Situation(Signature(1, "discrete:4"), integers)):
        reached.add(p.origin["template"])
    assert reached == {t.name for t in LIBRARY}


def test_a_template_knows_nothing_of_names_and_units() -> None:
    known = statistics(4)
    plain = TemplatesProposer().propose(0, Situation(Signature(4, "discrete:3"), known))
    fields = tuple(Field(f"cart_{i}", "m", -3.0, 3.0, "meaning") for i in range(4))
    named = Signature(observation=fields, action="discrete:3", dt=0.02, name="CartPole-v1")
    assert TemplatesProposer().propose(0, Situation(named, known)) == plain


def test_statistics_follow_scale_and_order() -> None:
    random = np.random.default_rng(1)
    angle = [random.normal(0.0, 0.7, 60) for _ in range(50)]
    columns = [[np.cos(a), np.sin(a), random.normal(5.0, 2.0, 60), random.normal(0.0, 3.0, 60)] for a in angle]
    episodes = [np.stack(c, axis=1) for c in columns]
    scale, order = np.array([0.1, 10.0, 3.0, 0.5]), np.array([2, 0, 3, 1])
    one, other = measure(episodes), measure([(e * scale)[:, order] for e in episodes])
    assert one.odd == (False, True, False, True)
    assert other.odd == tuple(one.odd[i] for i in order)
    assert np.allclose(np.array(other.gain), (np.array(one.gain) / scale)[order], rtol=1e-5)
    assert np.allclose(np.array(other.center), (np.array(one.center) * scale)[order], rtol=1e-5)
    (circle,), (moved,) = one.circles, other.circles
    assert (order[moved.cosine], order[moved.sine]) == (circle.cosine, circle.sine) == (0, 1)
    assert moved.cosine_gain == pytest.approx(10.0, rel=1e-5)


def test_statistics_leave_out_what_is_not_a_number() -> None:
    seen = measure([np.array([[1.0, 2.0], [np.nan, 1.0], [3.0, np.inf], [5.0, 2.0]])])
    assert seen.center == (3.0, 0.0)
    assert seen.gain == (0.5, 0.5)
    assert measure([np.full((3, 2), np.nan)]) == neutral(2)


def test_statistics_survive_json() -> None:
    known = statistics(6)
    assert Statistics.from_json(known.to_json()) == known


@pytest.mark.parametrize("action", ACTIONS)
def test_the_probe_has_its_three_parameters(action: str) -> None:
    source = probe_source(Signature(3, action))
    ast.parse(source)
    values = [float(text_lines(source)[a - 1][b:d]) for (a, b), (_, d) in float_literals(source)]
    for wanted in (PROBE_START, PROBE_HOLD, PROBE_MIRROR):
        assert values.count(wanted) == 1
