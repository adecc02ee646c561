"""``ppc show`` of a candidate, and the columns of ``ppc runs``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_harness import ppc

from tests.cli.recorded import record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    record(folder / "runs" / "model", candidates=3)
    return folder


@pytest.fixture
def with_model(here: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory with a model's run in ``runs/model``; the terminal has no width."""
    monkeypatch.delenv("COLUMNS", raising=False)
    shutil.copytree(made / "runs", here / "runs")
    return here


def test_everything_about_a_candidate(with_model: Path) -> None:
    done = ppc("show", "runs/model", "r1c2")
    assert done.exit_code == 0 and done.stderr == ""
    for told in (
        "verdict", "runs, the run's result", "2,000 prompt and 600 completion tokens, 0.0032 USD", "attempt 0", "syntax error",
        "els 0", "attempt 1", "mean return   18.5", "program as written", "self.kp = 1.0\n", "program as tuned",
        "feedback of the trial", "farthest position", "evidence of the trial", "terminated by the environment", "selection",
        "held-out score",
    ):  # fmt: skip
        assert told in done.stdout, told
    assert "You repair controllers" not in done.stdout and "Sorry, a letter" not in done.stdout
    assert ppc("show", "runs/model:r1c2").stdout == done.stdout


def test_prompts_and_replies_on_request(with_model: Path) -> None:
    done = ppc("show", "runs/model", "r1c2", "--prompts")
    assert "You repair controllers" in done.stdout and "Sorry, a letter" in done.stdout
    document = ppc("show", "runs/model", "r1c2", "--prompts", "--json").json
    requests = [a["request"] for a in document["attempts"]]
    assert [m["role"] for m in requests[1]["messages"]] == ["system", "user"] and "Sorry" in requests[1]["reply"]
    assert "messages" not in ppc("show", "runs/model", "r1c2", "--json").json["attempts"][1]["request"]


def test_a_candidate_as_json(with_model: Path) -> None:
    found = ppc("show", "runs/model", "r1c1", "--json").json
    assert (found["candidate"], found["verdict"], found["round"], found["result"]) == ("r1c1", "runs", 1, False)
    assert found["prompt_tokens"] == 1000 and found["dollars"] == pytest.approx(0.0016)
    (parameter,) = found["tuned"]["parameters"]
    assert parameter["written"] == 0.0 and repr(parameter["tuned"]) in found["tuned"]["program"]
    assert {s["kind"] for s in found["scores"]} == {"explore", "generation", "duel", "selection"}
    assert found["attempts"][0]["trial"]["returns"] == [39.0, 34.0] and found["tuned_unavailable"] is None


def test_a_templates_run_has_candidates_too(with_run: Path) -> None:
    best = ppc("show", "--json").json["result"]["best"]
    done = ppc("show", "runs/cartpole-v1-1", best)
    assert done.exit_code == 0 and f"template {best}" in done.stdout
    assert "program as written" in done.stdout and "parameter" in done.stdout
    wrong = ppc("show", "runs/cartpole-v1-1", "linaer")
    assert wrong.exit_code == 1 and wrong.stdout == "" and "did you mean linear" in wrong.stderr
    assert len(wrong.stderr.splitlines()) == 1


def test_numbers_that_cannot_be_read_are_no_reason_to_show_nothing(with_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ppc.promptpo import JournalError

    def fails(*_: object) -> None:
        raise JournalError("event 7 answers another question")

    monkeypatch.setattr("ppc.promptpo.incumbent.tuned", fails)
    done = ppc("show", "runs/cartpole-v1-1", "linear")
    assert done.exit_code == 0 and "not to be had: event 7 answers another question" in done.stdout
    assert "program as written" in done.stdout and "program as tuned" not in done.stdout
    assert "event 7" in ppc("show", "runs/cartpole-v1-1", "linear", "--json").json["tuned_unavailable"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("runs/model", "r1c7"), 1, "did you mean r1c"),
        (("runs/model:nobody",), 1, "it has r1c1, r1c2, r1c3"),
        (("runs/model:r1c1", "r1c2"), 2, "already names a candidate"),
        (("runs/model", "--prompts"), 2, "--prompts is about a candidate"),
        (("runs/other:r1c1",), 1, "'runs/other' does not exist"),
    ],
)
def test_wrong_arguments(with_model: Path, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = ppc("show", *arguments)
    assert (done.exit_code, done.stdout) == (code, "") and told in done.stderr and len(done.stderr.splitlines()) == 1
    assert ppc("show", *arguments, "--json").json["error"]["exit_code"] == code


def test_a_models_text_cannot_steer_the_terminal(here: Path) -> None:
    nasty = "```python\nclass Policy:\n    def act(self, obs):\n        return 1  # \x1b[2J\n```\x1b]0;title\x07"

    record(here / "run", lambda key: "\x1b[31m" if "feedback" in key else nasty, rounds=1, candidates=1, repairs=0, tune=False)
    for arguments in (("run", "r1c1"), ("run", "r1c1", "--prompts"), ("run", "feedback", "--prompts"), ("run",)):
        done = ppc("show", *arguments)
        assert done.exit_code == 0 and "\x1b" not in done.stdout and "\x07" not in done.stdout


def test_runs_tell_who_wrote_and_what_it_cost(with_model: Path, optimised: Path) -> None:
    shutil.copytree(optimised / "runs" / "cartpole-v1-1", with_model / "runs" / "templates")
    model, templates = sorted(ppc("runs", "--json").json["runs"], key=lambda r: r["run"])
    assert (model["proposer"], model["model"], model["rounds"], model["tokens"]) == ("llm", "middling", 1, 5 * 1300)
    assert model["dollars"] == pytest.approx(5 * 0.0016)
    assert (templates["proposer"], templates["model"], templates["rounds"], templates["tokens"]) == (
        "templates",
        None,
        None,
        None,
    )
    head, *rows = ppc("runs").stdout.splitlines()
    assert head.split("  ")[0] == "run" and "USD" in head and "tokens" in head and "steps" in head
    assert any("middling" in r and "0.008" in r for r in rows) and any("templates" in r for r in rows)


def test_runs_without_a_model_have_no_column_of_dashes(with_run: Path) -> None:
    head = ppc("runs").stdout.splitlines()[0]
    assert "tokens" not in head and "rounds" not in head and "mean return" in head


@pytest.mark.parametrize("width", [30, 45, 60, 80])
def test_runs_fit_a_narrow_terminal(with_model: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    wide = ppc("runs").stdout
    monkeypatch.setenv("COLUMNS", str(width))
    lines = ppc("runs").stdout.splitlines()
    assert max(map(len, lines)) <= width < max(map(len, wide.splitlines()))
    assert lines[0].startswith("run") and "mean return" in lines[0] and "runs/model" in lines[1]
