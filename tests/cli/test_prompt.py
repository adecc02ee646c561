"""``ppc prompt``: what would be sent, and that nothing is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_harness import ppc

from ppc.compiler import compile_policy
from ppc.envs import task_for
from ppc.promptpo.llm.method import DEFAULT, PAPER
from ppc.promptpo.llm.prompts import Prompts

HIDDEN = """\
env = "CartPole-v1"
name = "secret-name"
[prompt]
fields = false
reward = false
"""


@pytest.mark.parametrize(("name", "method"), [("default", DEFAULT), ("paper", PAPER)])
def test_the_prompts_are_those_of_the_method(name: str, method: object) -> None:
    task = task_for("CartPole-v1")
    shown = ppc("prompt", "CartPole-v1", "--stage", "all", "--method", name, "--json").json["prompts"]
    assert [p["stage"] for p in shown] == [
        "feedback", "feedback repair", "policy, first round", "policy, third round", "repair", "reflection",
    ]  # fmt: skip
    prompts = Prompts(task, PAPER if method is PAPER else DEFAULT)
    for found, wanted in ((shown[0], prompts.feedback()), (shown[2], prompts.policy([], 0))):
        assert found["messages"] == [{"role": m.role, "content": m.content} for m in wanted]
        assert found["made_up"] == "" and found["tokens"] > 500
    assert all(p["made_up"] for p in shown if p not in (shown[0], shown[2]))


def test_on_a_terminal_the_text_is_whole() -> None:
    done = ppc("prompt", "CartPole-v1", "--stage", "repair")
    assert done.exit_code == 0 and done.stderr == ""
    assert "===== repair: system =====  (about" in done.stdout and "program and problem made up" in done.stdout
    for message in ppc("prompt", "CartPole-v1", "--stage", "repair", "--json").json["prompts"][0]["messages"]:
        assert message["content"] in done.stdout


@pytest.mark.parametrize("env_id", ["Pendulum-v1", "CartPole-v1"])
def test_the_made_up_policy_compiles(env_id: str) -> None:
    text = ppc("prompt", env_id, "--stage", "repair", "--json").json["prompts"][0]["messages"][1]["content"]
    source = text.split("# The policy")[1].split("```python\n")[1].split("```")[0]
    assert compile_policy(source, task_for(env_id).signature())


def test_a_task_file_is_respected(here: Path) -> None:
    (here / "task.toml").write_text(HIDDEN)
    done = ppc("prompt", "--task", "task.toml", "--stage", "all")
    assert done.exit_code == 0
    for secret in ("cart", "pole", "secret-name", "475"):
        assert secret not in done.stdout.lower()
    assert "what they mean is not told" in done.stdout and "The reward is not told" in done.stdout
    refused = ppc("prompt", "--task", "task.toml", "--reveal-dynamics")
    assert refused.exit_code == 1 and "leave out --reveal-dynamics" in refused.stderr


def test_dynamics() -> None:
    assert "masspole" not in ppc("prompt", "CartPole-v1").stdout
    assert "masspole" in ppc("prompt", "CartPole-v1", "--reveal-dynamics").stdout


def test_environment_arguments_are_told_with_the_dynamics() -> None:
    done = ppc("prompt", "Pendulum-v1", "--reveal-dynamics", "--env-kwargs", '{"g": 3.7}')
    assert "# made with g=3.7" in done.stdout


def test_bad_input() -> None:
    done = ppc("prompt")
    assert done.exit_code == 2 and "name an environment" in done.stderr
    assert ppc("prompt", "CartPole-v1", "--stage", "reward").exit_code == 2
    assert "did you mean CartPole-v1" in ppc("prompt", "CartPol-v1").stderr


LOOK = """
import sys
from ppc.cli.main import main
try:
    main(["prompt", "CartPole-v1", "--json"])
except SystemExit as end:
    assert not end.code
assert "openai" not in sys.modules
"""


def test_no_client_is_loaded(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
