"""``python -m benchmarks`` runs, and the page is what its figures generate."""

from __future__ import annotations

import importlib.util
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import __main__ as runner
from benchmarks import goals, measuring, plot, report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of a whole run with tiny counts; peers that need another interpreter are absent."""
    folder = tmp_path_factory.mktemp("quick")
    out = folder / "figures.json"
    assert runner.main(["--quick", "--peers-python", str(folder / "none"), "--out", str(out)]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_a_run_has_every_section(quick: dict[str, Any]) -> None:
    assert quick.keys() >= {"machine", "versions", "rollouts", "memory", "cost", "calls", "compile", "mujoco", "threads"}
    for row in quick["rollouts"]:
        assert row["steps_per_s"].keys() >= {"exact", "lanes", "own", "Gymnasium", "Gymnasium vectorised 4096"}
        assert all(len(rates) == 2 and min(rates) > 0 for rates in row["steps_per_s"].values())
    assert {row["policy"] for row in quick["rollouts"]} == {"linear", "machine"}
    assert quick["absent"].keys() >= {"EnvPool", "gymnax"}
    assert all(row["steps"] >= 2_000_000 for row in quick["memory"])
    assert {row["episodes"] for row in quick["cost"]} == {1, 10, 100}
    assert all(row["c_p999"] is None or row["c_p999"] >= 0 for row in quick["calls"])


def test_every_part_of_the_page_can_be_written(quick: dict[str, Any]) -> None:
    for name, part in report.parts(quick).items():
        lines = part().splitlines()
        assert lines, name
        for line in filter(None, lines):
            assert line.startswith("| ") and line.endswith(" |"), f"{name}: {line}"
    assert "EnvPool:" in report.machine(quick)
    picture = ElementTree.fromstring(plot.svg(quick))
    assert picture.tag.endswith("svg") and "ppc, exact" in plot.svg(quick)


def test_without_parts_a_page_says_that_nothing_was_measured() -> None:
    table = report.goals({"rollouts": [], "absent": {}})
    assert table.count("not measured") == len(goals.GOALS)


def figures(exact: float, c: float) -> dict[str, Any]:
    rates = {"exact": [exact, exact, 9 * exact], "C": [c, c, c]}
    return {"rollouts": [{"task": "CartPole-v1", "policy": "linear", "steps_per_s": rates}]}


def test_goals_are_met_and_missed() -> None:
    lines = {exact: report.goals(figures(exact, 100.0)).splitlines()[2] for exact in (130.0, 129.0)}
    assert lines[130.0].endswith("| ≥ 1.3 | 1.3 | yes |")
    assert lines[129.0].endswith("| in 0 of 1; not CartPole linear 1.29 |")


def test_a_goal_can_be_an_upper_bound() -> None:
    rows = [{"engine": "exact", "episodes": n, "ns": ns} for n, ns in ((1, 90.0), (1000, 10.0), (10000, 12.0))]
    found = {g.name: g for g in goals.GOALS if g.cells({"cost": rows})}
    ratios = [(g.most, *(ratio for _, ratio in g.cells({"cost": rows})), g.meets(1.05), g.meets(1.2)) for g in found.values()]
    assert ratios == [(True, 9.0, True, False), (True, 1.2, True, False)]


def test_rounds_take_turns() -> None:
    order = []

    def work(name: str) -> measuring.Work:
        def steps_of(amount: int) -> int:
            order.append(name)
            return amount

        return measuring.local(steps_of)

    samples = measuring.rounds({"a": (work("a"), 3), "b": (work("b"), 5)}, 2)
    assert order == ["a", "b", "a", "b"] and [s.steps for s in samples["b"]] == [5, 5]


def test_amounts_grow_until_a_round_is_long_enough() -> None:
    def work(amount: int) -> measuring.Sample:
        return measuring.Sample(amount, amount * 0.001, 0.0)

    assert measuring.amount_for(work, 1.0, 1) == pytest.approx(1000, rel=0.34)
    assert measuring.amount_for(work, 1.0, 1, multiple=64) % 64 == 0
    assert measuring.amount_for(work, 0.0001, 3) == 3


def test_pinning_ends_with_the_block() -> None:
    before = measuring.processors()
    with measuring.pinned(1) as cores:
        assert measuring.processors() == (cores or before) and len(measuring.processors()) == 1
    assert measuring.processors() == before


@pytest.mark.parametrize("line", ["--rounds 0", "--steps 0", "--only nothing", "--out nowhere/at/all.json", "--quik"])
def test_bad_options_are_refused(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        runner.options_of(line.split())
    assert stop.value.code == 2 and line.split()[0].removesuffix("k") in capsys.readouterr().err


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate_for_benchmarks", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_and_the_plot_are_what_the_figures_generate(generator: ModuleType) -> None:
    page = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert generator.generated(page) == page, "run make docs"
    assert (ROOT / "docs" / "performance.svg").read_text(encoding="utf-8") == generator.plot(), "run make docs"
    assert set(report.PARTS) <= {match[2] for match in generator.PART.finditer(page)}, "a table is not on the page"


def test_the_kept_figures_are_of_a_whole_run() -> None:
    kept = report.load()
    assert {row["task"] for row in kept["rollouts"]} == set(goals.TASKS)
    assert len(kept["rollouts"]) == 8 and all(row["steps"] >= 10**9 for row in kept["memory"])
    assert (kept["cost"][-1]["episodes"], len(kept["mujoco"]), len(kept["compile"]["total ms"])) == (10**6, 3, 3)
    assert all(goal.cells(kept) for goal in goals.GOALS)
