"""benchmarks/compile.py compares equal laws, and says when a goal is missed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "compile.py"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    found = importlib.util.spec_from_file_location("benchmark_compile", FILE)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["benchmark_compile"] = module  # dataclasses look their module up
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize("law", ["tiny", "medium", "large"])
def test_the_law_for_numba_is_the_policy(law: str, benchmark: ModuleType) -> None:
    benchmark.same_law(law, benchmark.loop())


def test_another_law_is_noticed(benchmark: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "text_of", lambda law: "class Policy:\n    def act(self, obs):\n        return 1\n")
    with pytest.raises(ValueError, match="the two forms of tiny differ"):
        benchmark.same_law("tiny", benchmark.loop())


def test_sizes_are_what_the_goals_speak_of(benchmark: ModuleType) -> None:
    lines = {law: len(benchmark.text_of(law).splitlines()) for law in benchmark.LAWS}
    assert lines["tiny"] <= 5 and 20 <= lines["medium"] <= 30 and 100 <= lines["large"] <= 140


def _figures(numba: float, front_end: float) -> dict[str, Any]:
    total = {law: {"ppc": 10.0, "Numba cfunc": numba} for law in ("tiny", "medium", "large")}
    return {"total ms": total, "parts ms": {"large": {"front end": front_end}}}


def test_missed_goals_are_named(benchmark: ModuleType) -> None:
    assert benchmark.missed(_figures(31.0, 19.0)) == []
    slow = benchmark.missed(_figures(29.0, 27.0))
    assert len(slow) == 3 and "medium: 2.9 times" in slow[0] and "21 ms for 100 lines" in slow[2]
