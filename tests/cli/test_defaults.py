"""``ppc.toml``: what it may say, what goes before it, and where it ends up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_harness import ppc

from ppc.cli import defaults
from ppc.cli.main import COMMANDS
from ppc.promptpo import Run
from tests.promptpo.llm.loopback import Loopback
from tests.promptpo.llm.scripted import Scripted, from_files

DRY = ("optimize", "CartPole-v1", "--llm", "m", "--dry-run", "--json")


def write(text: str) -> None:
    Path("ppc.toml").write_text(text)


def test_without_a_file_nothing_changes(here: Path) -> None:
    assert defaults.read(COMMANDS) == {}
    assert ppc("eval", "pd.py", "--env", "CartPole-v1", "--json").json["episodes"] == 100


def test_defaults_are_taken_and_the_command_line_wins(here: Path) -> None:
    write('[eval]\nepisodes = 7\nenv = "CartPole-v1"\n')
    assert ppc("eval", "pd.py", "--json").json["episodes"] == 7
    assert ppc("eval", "pd.py", "--episodes", "3", "--json").json["episodes"] == 3
    other = ppc("eval", "swing.py", "--env", "Pendulum-v1", "--json").json
    assert (other["env"], other["episodes"]) == ("Pendulum-v1", 7)


def test_a_table_is_for_its_command_alone(here: Path) -> None:
    write("[bench]\nseconds = 0.02\n[eval]\nepisodes = 7\n")
    assert ppc("compare", "pd.py", "pd.py", "--env", "CartPole-v1", "--json").json["episodes"] == 200


def test_every_kind_of_option(here: Path) -> None:
    write(
        '[optimize]\nllm = "m"\nrounds = 3\ncandidates = 2\nprice-in = 1\nprice_out = 2.5\nwithout = ["race", "tune"]\n'
        'dry-run = true\n\n[optimize.extra-body]\ntop_p = 0.9\nstop = ["a"]\n'
    )
    plan = ppc("optimize", "CartPole-v1", "--json").json
    assert plan["calls"] == 1 + 3 * 2 + 2
    assert plan["dollars"] == pytest.approx((plan["prompt_tokens"] * 1.0 + plan["completion_tokens"] * 2.5) / 1e6)
    assert "We tune the numbers" not in plan["prompts"]["policy"][0]["content"], "tuning is switched off"
    assert ppc("optimize", "CartPole-v1", "--rounds", "4", "--json").json["calls"] == 1 + 4 * 2 + 3


def test_the_effective_configuration_is_in_the_journal(here: Path) -> None:
    script = Scripted(here / "run", from_files("cartpole"))
    with Loopback(script) as server:
        write(
            f'[optimize]\nllm = "from-file"\nbase-url = "{server.url}"\nrounds = 1\ncandidates = 3\nepisodes = 2\nseed = 5\n'
            'max-steps = 20000\nwithout = "tune"\nquiet = true\nextra-body = {top_p = 0.5}\nmax-tokens = 1000000\n'
        )
        done = ppc("optimize", "CartPole-v1", "--out", "run", "--candidates", "1", "--json")
        assert done.exit_code == 0 and done.stderr == ""
        assert {r.body["top_p"] for r in server.requests} == {0.5}
    config = Run("run").config
    assert config.model is not None and config.method is not None
    assert (config.seed, config.max_steps, config.proposer) == (5, 20000, "llm")
    assert (config.model.model, dict(config.model.body), config.model.max_tokens) == ("from-file", {"top_p": 0.5}, 1_000_000)
    assert (config.method.rounds, config.method.candidates, config.method.episodes, config.method.tune) == (1, 1, 2, False)
    write("[optimize]\nseed = 6\nmax-steps = 1\nquiet = true\n")
    again = ppc("optimize", "--resume", "--out", "run", "--json").json
    assert again["seed"] == 5, "a run goes on with its own configuration"


def test_settings_of_a_model_wait_for_one(here: Path) -> None:
    write('[optimize]\nbase-url = "http://127.0.0.1:9/v1"\nmax-usd = 5.0\nrounds = 2\nwithout = ["race"]\nquiet = true\n')
    done = ppc("optimize", "CartPole-v1", "--max-steps", "500", "--out", "run", "--json")
    assert done.exit_code == 0 and Run("run").config.proposer == "templates"
    for option in (("--rounds", "2"), ("--without", "race"), ("--with", "race")):
        refused = ppc("optimize", "CartPole-v1", *option)
        assert refused.exit_code == 2 and f"{option[0]} is about a model" in refused.stderr


def test_a_switch_on_the_command_line_goes_before_the_files(here: Path) -> None:
    def told(*arguments: str) -> bool:
        """Whether the prompts say that numbers are tuned."""
        return "We tune the numbers" in ppc(*DRY, *arguments).json["prompts"]["policy"][0]["content"]

    write('[optimize]\nwithout = ["tune", "race"]\n')
    assert not told() and told("--with", "tune")
    write('[optimize]\nwith = ["tune"]\n')
    assert told() and not told("--without", "tune")
    write('[optimize]\nwith = ["tune"]\nwithout = ["tune"]\n')
    assert "contradict" in ppc(*DRY).json["error"]["message"]


def test_who_proposes_is_for_the_command_line_to_say(here: Path) -> None:
    write('[optimize]\nllm = "m"\nquiet = true\n')
    done = ppc("optimize", "CartPole-v1", "--proposer", "templates", "--max-steps", "500", "--out", "run", "--json")
    assert done.exit_code == 0 and Run("run").config.proposer == "templates" and Run("run").config.model is None
    write('[optimize]\nproposer = "templates"\n')
    assert ppc(*DRY).json["calls"] > 100
    write('[optimize]\nproposer = "templates"\nllm = "m"\n')
    both = ppc("optimize", "CartPole-v1", "--max-steps", "500")
    assert both.exit_code == 1 and "contradict" in both.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[optimise]\nseed = 1\n", "there is no command 'optimise'"),
        ('[optimize]\nllmm = "m"\n', "[optimize] has no option 'llmm'; did you mean llm?"),
        ("[optimize]\nxyzzy = 1\n", "ppc optimize --help lists them"),
        ("[optimize]\nhelp = true\n", "no option 'help'"),
        ("seed = 1\n", "seed stands outside of a command's table"),
        ("[optimize\n", "is no TOML"),
        ("x = " + "[" * 5000, "is no TOML"),
        ('[optimize]\nrounds = "3"\n', 'rounds of [optimize]: write a whole number, not "3"'),
        ("[optimize]\nseed = 2.5\n", "write a whole number, not 2.5"),
        ("[optimize]\nseed = true\n", "write a whole number, not true"),
        ("[optimize]\nseed = -1\n", "seed of [optimize]: -1 is no whole number"),
        ("[optimize]\nmax-usd = nan\n", "max-usd of [optimize]: nan is no positive number"),
        ("[optimize]\nout = 3\n", "write a text in quotes, not 3"),
        ("[optimize]\nout = {a = 1}\n", "write a text in quotes"),
        ('[optimize]\nquiet = "yes"\n', 'write true or false, not "yes"'),
        ('[optimize]\nmethod = "papr"\n', "method of [optimize]: 'papr' is not one of"),
        ('[optimize]\nwithout = ["nope"]\n', "without of [optimize]: 'nope' is not one of"),
        ("[optimize]\nwithout = [1]\n", "or a list of them"),
        ("[optimize.extra-body]\nday = 2020-01-01\n", "JSON cannot say"),
        ('[optimize]\nextra-body = "["\n', "is no JSON object"),
    ],
)
def test_a_wrong_file_is_one_clear_line(here: Path, text: str, told: str) -> None:
    write(text)
    done = ppc(*DRY[:-1])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ppc.toml") and told in done.stderr and len(done.stderr.splitlines()) == 1
    assert ppc(*DRY).json["error"] == {
        "kind": "defaults",
        "message": done.stderr.removeprefix("error: ").strip(),
        "exit_code": 1,
    }


def test_a_file_that_cannot_be_read(here: Path) -> None:
    Path("ppc.toml").write_bytes(b"[eval]\nenv = '\xff'\n")
    assert "not UTF-8" in ppc("targets").stderr
    Path("ppc.toml").unlink()
    Path("ppc.toml").mkdir()
    done = ppc("targets")
    assert done.exit_code == 1 and done.stderr == "error: ppc.toml cannot be read: Is a directory\n"
    os.rmdir("ppc.toml")
    assert ppc("targets").exit_code == 0
