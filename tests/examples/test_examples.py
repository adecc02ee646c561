"""The examples run as they are: their policies, their environment, and both control loops. No figure is judged."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ppc.compiler import compile_policy
from ppc.envs import rollout, signature, task_for
from ppc.targets import export, write_bundle

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
POLICIES = EXAMPLES / "policies"
COMPILER = shutil.which("gcc") or shutil.which("cc")
NOT_FALLING = re.compile(r"^300 steps of 0\.5 ms: \d+ missed deadlines, 0 falls, status 0$", re.MULTILINE)
FIGURES = re.compile(r"^jitter p50 -?[\d.]+ us, p99\.9 -?[\d.]+ us$\n^one call p50 [\d.]+ us, p99\.9 [\d.]+ us$", re.MULTILINE)


def exported(policy: str, env_id: str, target: str, folder: Path) -> Path:
    source = (POLICIES / policy).read_text(encoding="utf-8")
    return write_bundle(export(compile_policy(source, signature(env_id)), target), folder)


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def numba_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported("cartpole_pd.py", "CartPole-v1", "numba", tmp_path_factory.mktemp("loop") / "numba")


def test_the_python_loop_balances_the_pole(numba_folder: Path) -> None:
    done = run(sys.executable, EXAMPLES / "loop.py", numba_folder, "--steps", "300", "--period", "0.0005")
    assert done.returncode == 0, done.stderr
    assert NOT_FALLING.search(done.stdout), done.stdout
    assert FIGURES.search(done.stdout), done.stdout


def test_the_python_loop_refuses_what_it_cannot_run(numba_folder: Path, tmp_path: Path) -> None:
    done = run(sys.executable, EXAMPLES / "loop.py", tmp_path)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1
    assert "holds no controller" in done.stderr
    other = exported("pendulum_energy.py", "Pendulum-v1", "numba", tmp_path / "pendulum")
    done = run(sys.executable, EXAMPLES / "loop.py", other)
    assert done.returncode != 0
    assert "does not control a cart-pole" in done.stderr


@pytest.mark.skipif(COMPILER is None or sys.platform != "linux", reason="needs a C compiler and clock_nanosleep")
def test_the_c_loop_balances_the_pole(tmp_path: Path) -> None:
    assert COMPILER is not None
    folder = exported("cartpole_pd.py", "CartPole-v1", "c", tmp_path / "c")
    flags = ["-std=c99", "-O2", "-pedantic", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-ffp-contract=off"]
    sources = [EXAMPLES / "loop_posix.c", folder / "cartpole_v1.c"]
    built = run(COMPILER, *flags, f"-I{folder}", *sources, "-lm", "-o", tmp_path / "loop")
    assert built.returncode == 0, built.stderr
    done = run(tmp_path / "loop", "--steps", "300", "--period", "0.0005")
    assert done.returncode == 0, done.stderr
    assert NOT_FALLING.search(done.stdout), done.stdout
    assert FIGURES.search(done.stdout), done.stdout
    assert run(tmp_path / "loop", "--steps", "none").returncode == 2


@pytest.mark.parametrize(
    ("policy", "env_id", "least"), [("cartpole_pd.py", "CartPole-v1", 475.0), ("pendulum_energy.py", "Pendulum-v1", -200.0)]
)
def test_the_hand_written_policies_work(policy: str, env_id: str, least: float) -> None:
    compiled = compile_policy((POLICIES / policy).read_text(encoding="utf-8"), signature(env_id))
    result = rollout(env_id, compiled, seeds=range(50))
    assert not result.status.any()
    assert result.returns.mean() >= least


def test_an_environment_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)
    task = task_for(None, task_file="task.toml")
    compiled = compile_policy(Path("policies/tank_pi.py").read_text(encoding="utf-8"), task.signature())
    result = rollout(task, compiled, seeds=range(10))
    assert list(result.lengths) == [400] * 10
    assert not result.status.any()
    assert result.returns.mean() > -60.0


def test_every_policy_says_that_it_is_hand_written() -> None:
    files = sorted(POLICIES.glob("*.py"))
    assert len(files) >= 3
    assert [f.name for f in files if not f.read_text(encoding="utf-8").startswith('"""Hand-written')] == []
