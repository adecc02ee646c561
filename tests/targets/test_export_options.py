"""The front door: names, options, errors; the finished controller is inside of the artifact."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ppc.compiler.signature import Box, Field, Signature
from ppc.targets import ExportError, export
from ppc.targets.naming import Names, identifier
from ppc.targets.vectors import SPECIAL, bits_of, parse_vectors
from tests.targets.target_programs import pd_policy, switch_policy


def test_unknown_target_lists_them() -> None:
    with pytest.raises(ExportError, match=r"no target 'numbaa'\. Did you mean numba\? The targets are numba, c, onnx\."):
        export(pd_policy(), "numbaa")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Cart-Pole v1", "cart_pole_v1"), ("1st", "policy_1st"), ("int", "int_policy"), ("für", "f_r"), ("", "pole_pd")],
)
def test_names_become_identifiers(name: str, expected: str) -> None:
    bundle = export(pd_policy(), "c", name=name)
    assert bundle.name == expected
    assert f"{expected}.c" in bundle.files


def test_names_are_unique_and_no_keyword() -> None:
    names = Names({"double", "x"})
    assert [names.take(t) for t in ("double", "double", "x", "a b", "a-b", "2")] == [
        "double_", "double_2", "x_", "a_b", "a_b_", "x_2",
    ]  # fmt: skip
    assert identifier("θ", "field") == "field"


def rows(**options: object) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    bundle = export(pd_policy(), "c", **options)  # type: ignore[arg-type]
    vectors = parse_vectors(bundle.files["vectors.csv"].decode(), 2)
    return [(r.observation, r.action) for r in vectors.rows]


def test_vectors_hold_special_values_and_stay_within_bounds() -> None:
    found = rows()
    seen = {bits_of(x) for obs, _ in found for x in obs}
    assert {bits_of(x) for x in SPECIAL} <= seen
    assert all(-2.0 <= action[0] <= 2.0 for _, action in found)


def test_safe_action_and_hold() -> None:
    bad = [at for at, (obs, _) in enumerate(rows()) if math.isnan(obs[0])]
    assert bad
    assert all(rows(safe_action=-0.5)[at][1] == (-0.5,) for at in bad)
    held = rows(safe_action=-0.5, on_fault="hold")
    assert all(held[at][1] == held[at - 1][1] for at in bad if at % 32)
    assert any(held[at][1] != (-0.5,) for at in bad)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"safe_action": 3.0}, r"the safe value 3\.0 of torque is outside"),
        ({"safe_action": (0.0, 0.0)}, "2 elements, the action 1"),
        ({"safe_action": math.nan}, "not finite"),
        ({"on_fault": "explode"}, "write 'safe' or 'hold'"),
        ({"dt": 0.0}, "positive number of seconds"),
    ],
)
def test_bad_options(options: dict[str, object], message: str) -> None:
    with pytest.raises(ExportError, match=message):
        export(pd_policy(), "c", **options)  # type: ignore[arg-type]


def test_safe_choice_must_exist() -> None:
    with pytest.raises(ExportError, match=r"none of 0\.\.2"):
        export(switch_policy(), "c", safe_action=3)


def test_field_names_never_clash() -> None:
    policy = pd_policy()
    fields = (Field("double"), Field("double "))
    signature = Signature(observation=fields, action=Box((Field("state", low=-1.0, high=1.0),)))
    header = export(replace(policy, signature=signature), "c").files["pole_pd.h"].decode()
    assert "double double_;" in header
    assert "double double_2;" in header
    assert "double state;" in header


def test_provenance_reaches_the_files() -> None:
    bundle = export(pd_policy(), "c", provenance={"task": "Pendulum-v1", "score": {"mean": -145.2}})
    assert " * task: Pendulum-v1\n" in bundle.files["pole_pd.h"].decode()
