"""A folder to work in, and one small run that several tests read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_harness import PD, SWING, process


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with ``pd.py`` for CartPole-v1 and ``swing.py`` for Pendulum-v1."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pd.py").write_text(PD)
    (tmp_path / "swing.py").write_text(SWING)
    return tmp_path


@pytest.fixture(scope="session")
def optimised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which CartPole-v1 was optimised with few steps."""
    folder = tmp_path_factory.mktemp("optimised")
    done = process("optimize", "CartPole-v1", "--max-steps", "60000", "--json", cwd=folder)
    assert done.exit_code == 0, done.stderr
    (folder / "stdout.json").write_text(done.stdout)
    return folder


@pytest.fixture
def with_run(here: Path, optimised: Path) -> Path:
    """The working directory, with a run of CartPole-v1 in ``runs/cartpole-v1-1``."""
    shutil.copytree(optimised / "runs", here / "runs")
    return here
