from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from fake import SMALL, FakeEngine, fake_run, fake_seeds

from ppc.promptpo.config import Config, OptimizeError
from ppc.promptpo.optimizer import run_session
from ppc.promptpo.plot import plot
from ppc.promptpo.report import candidates, curve, markdown
from ppc.promptpo.run import Run
from ppc.promptpo.structures import structures
from ppc.promptpo.templates import TemplatesProposer


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    fake_run(folder)
    return Run(folder)


def test_every_candidate_has_a_row_and_the_winner_is_first(run: Run) -> None:
    rows = candidates(run)
    result = run.result
    assert result is not None
    assert rows[0].name == result.name
    assert rows[0].selection_mean == result.selection_mean
    assert len(rows) == len({r.name for r in rows}) == len(run.of_kind("verdict"))
    probe = run.of_kind("probe")[0].data["env_steps"]
    held_out = run.of_kind("held_out")[0].data["env_steps"]
    assert sum(r.env_steps for r in rows) + probe + held_out == result.env_steps


def test_the_curve_only_rises(run: Run) -> None:
    points = curve(run)
    assert len(points) > 2
    assert all(a.mean < b.mean and a.env_steps < b.env_steps for a, b in pairwise(points))


def test_the_page_shows_score_policy_and_reason(run: Run) -> None:
    result = run.result
    assert result is not None
    page = markdown(run)
    assert page == (run.folder / "report.md").read_text()
    assert f"{result.mean_return:.6g}" in page
    assert result.tuned_source in page
    assert (run.folder / "policy.py").read_text() == result.tuned_source


def test_the_picture(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert plot(run, tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes()[:4] == b"\x89PNG"


def test_a_candidate_that_does_not_compile_is_kept_with_its_verdict(tmp_path: Path) -> None:
    engine = FakeEngine(refuse="linear")
    config = Config("Fake-v0", budget=SMALL, max_steps=20_000)
    run_session(tmp_path, config, engine, structures(TemplatesProposer()), fake_seeds(), task={})
    errors = {r.name: r.error for r in candidates(Run(tmp_path))}
    error = errors.pop("linear")
    assert error is not None
    assert "not this one" in error
    assert "--> linear.py:1:1" in error
    assert set(errors.values()) == {None}


def test_when_nothing_compiles_the_first_error_is_told(tmp_path: Path) -> None:
    class Refusing(FakeEngine):
        def compile(self, source: str, name: str) -> object:  # type: ignore[override]
            self.refuse = name if name != "probe" else ""
            return super().compile(source, name)

    with pytest.raises(OptimizeError, match=r"no candidate could be scored; (.|\n)*not this one"):
        run_session(
            tmp_path, Config("Fake-v0", budget=SMALL), Refusing(), structures(TemplatesProposer()), fake_seeds(), task={}
        )
