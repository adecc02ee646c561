"""What cannot be stepped from compiled code here is stepped in Python, and every command that steps it says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ppc.cli.main import main

pytest.importorskip("mujoco")

ENV = "InvertedPendulum-v5"
POLICY = "class Policy:\n    def act(self, obs):\n        return 1.0 * obs[0] + 8.0 * obs[1] + 1.0 * obs[2] + 2.0 * obs[3]\n"


@pytest.fixture
def unknown_version(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import mujoco

    from ppc.envs.mujoco import library

    monkeypatch.setattr(mujoco, "__version__", "9.1.0")
    library.unavailable.cache_clear()
    yield
    monkeypatch.undo()
    library.unavailable.cache_clear()


@pytest.mark.usefixtures("unknown_version")
@pytest.mark.parametrize("command", ["eval", "tune", "optimize"])
def test_the_reason_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("policy.py").write_text(POLICY, encoding="utf-8")
    arguments = {
        "eval": ["policy.py", "--env", ENV, "--episodes", "1"],
        "tune": ["policy.py", "--env", ENV, "--max-steps", "500", "--quiet"],
        "optimize": [ENV, "--max-steps", "500", "--quiet"],
    }[command]
    with pytest.raises(SystemExit):
        main([command, *arguments])
    assert "stepped in Python, by Gymnasium: MuJoCo 9.1.0" in capsys.readouterr().err
