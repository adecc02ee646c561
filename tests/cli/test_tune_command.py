"""``ppc tune`` as a run that goes on."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from cli_harness import PD, ppc, process

from ppc.promptpo.journal import JOURNAL, read_events

WEAK = PD.replace("0.5", "0.02")
LINE = ("tune", "weak.py", "--env", "Pendulum-v1", "--max-steps", "1500000", "--quiet")
SWING = """\
class Policy:
    def __init__(self):
        self.gains = [0.5, 0.5, 0.1]

    def act(self, obs):
        return [self.gains[0] * obs[0] + self.gains[1] * obs[1] - self.gains[2] * obs[2]]
"""
STANDING = "tests.promptpo.standing:Standing-v0"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which weak.py was tuned, in the run ``run``."""
    folder = tmp_path_factory.mktemp("tuned")
    (folder / "weak.py").write_text(SWING)
    done = process(*LINE, "--out", "run", "--json", cwd=folder)
    assert done.exit_code == 0, done.stderr
    (folder / "stdout.json").write_text(done.stdout)
    return folder


def copied(here: Path, whole: Path, share: float) -> Path:
    """weak.py and a run that was killed when the journal had that ``share`` of its lines, the last of them torn."""
    shutil.copy(whole / "weak.py", here)
    (here / "run").mkdir()
    content = (whole / "run" / JOURNAL).read_bytes()
    (here / "run" / JOURNAL).write_bytes(content[: int(share * len(content))])
    return here / "run"


def test_a_run_has_the_tuned_policy(whole: Path) -> None:
    found = json.loads((whole / "stdout.json").read_text())
    assert (found["run"], found["out"]) == ("run", str(Path("run", "policy.py")))
    assert found["improved"]
    assert sorted(p.name for p in whole.iterdir()) == ["run", "stdout.json", "weak.py"], "no other file is written"
    assert {"journal.jsonl", "policy.py", "report.md"} <= {p.name for p in (whole / "run").iterdir()}


@pytest.mark.parametrize("share", [0.02, 0.1, 0.6, 0.97])
def test_a_killed_tuning_goes_on_to_the_same_end(here: Path, whole: Path, share: float) -> None:
    run = copied(here, whole, share)
    done = ppc("tune", "--resume", "--out", "run", "--quiet", "--json")
    assert done.exit_code == 0, done.stderr
    assert done.json == json.loads((whole / "stdout.json").read_text())
    assert (run / "policy.py").read_bytes() == (whole / "run" / "policy.py").read_bytes()
    events = [[(e.kind, e.key) for e in read_events(f)] for f in (run, whole / "run")]
    assert events[0] == events[1]


def test_the_same_line_again_goes_on_and_then_tells_the_result(here: Path, whole: Path) -> None:
    run = copied(here, whole, 0.5)
    assert ppc(*LINE, "--out", "run").exit_code == 1, "a run is not started over by mistake"
    first = ppc(*LINE, "--out", "run", "--resume", "--json").json
    content = (run / JOURNAL).read_bytes()
    assert ppc(*LINE, "--out", "run", "--resume", "--json").json == first
    assert (run / JOURNAL).read_bytes() == content


def test_a_greater_cap_goes_on(here: Path, whole: Path) -> None:
    shutil.copytree(whole / "run", here / "run")
    before = json.loads((whole / "stdout.json").read_text())
    found = ppc("tune", "--resume", "--out", "run", "--max-steps", "1700000", "--quiet", "--json").json
    assert found["reason"] == "max_steps"
    assert found["env_steps"] > before["env_steps"]
    done = ppc("tune", "--resume", "--out", "run", "--max-steps", "1000")
    assert done.exit_code == 1
    assert "can only be raised" in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("weak.py",), "began with another text than weak.py"),
        (("--seed", "4"), "another --seed"),
        (("--env", "CartPole-v1"), "another --env"),
        (("--survival-bonus", "1"), "another --survival-bonus"),
        (("--env-kwargs", '{"g": 9.0}'), "another --env-kwargs"),
    ],
)
def test_what_does_not_fit_the_journal_is_told(here: Path, whole: Path, more: tuple[str, ...], said: str) -> None:
    run = copied(here, whole, 0.5)
    content = (run / JOURNAL).read_bytes()
    (here / "weak.py").write_text(SWING.replace("0.1]", "0.2]"))
    done = ppc("tune", *more, "--resume", "--out", "run")
    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (run / JOURNAL).read_bytes() == content


def test_a_search_is_not_taken_for_a_tuning(with_run: Path) -> None:
    done = ppc("tune", "--resume", "--out", "runs/cartpole-v1-1")
    assert done.exit_code == 1
    assert "journal of a search: go on with ppc optimize --resume" in done.stderr
    assert "no tuning to resume" in ppc("tune", "--resume").stderr


def test_by_default_there_is_a_run_and_a_file_beside_the_policy(here: Path) -> None:
    (here / "weak.py").write_text(WEAK)
    line = ("tune", "weak.py", "--env", "CartPole-v1", "--max-steps", "20000")
    done = ppc(*line)
    assert done.exit_code == 0, done.stderr
    assert "if this is killed, ppc tune --resume --out runs/cartpole-v1-1 goes on" in done.stderr
    assert (here / "weak_tuned.py").read_bytes() == (here / "runs/cartpole-v1-1/policy.py").read_bytes()
    (here / "weak_tuned.py").unlink()
    again = ppc("tune", "--resume", "--json").json
    assert (again["out"], again["run"]) == ("weak_tuned.py", str(Path("runs", "cartpole-v1-1")))
    assert (here / "weak_tuned.py").exists(), "the file that was asked for is written however it came to its end"
    (here / "weak_tuned.py").write_text("# mine now\n")
    done = ppc("tune", "--resume")
    assert done.exit_code == 1
    assert "weak_tuned.py exists" in done.stderr
    assert (here / "weak_tuned.py").read_text() == "# mine now\n"


def test_commands_read_a_tuning_as_a_run(here: Path, whole: Path) -> None:
    shutil.copytree(whole / "run", here / "runs" / "tuned")
    text = (whole / "run" / "policy.py").read_text()
    assert ppc("runs", "--json").json["runs"][0]["proposer"] == "tune"
    assert ppc("show", "--json").json["result"]["policy"] == text
    shown = ppc("show", "runs/tuned", "policy", "--json").json
    assert shown["tuned"]["program"] == text
    assert ppc("eval", "runs/tuned", "--episodes", "3", "--json").json["episodes"] == 3


def test_a_killed_tuning_shows_what_it_has_found(here: Path, whole: Path) -> None:
    copied(here, whole, 0.15)
    done = ppc("eval", "run")
    assert done.exit_code == 3
    assert "has no result yet: go on with ppc tune --resume --out run" in done.stderr
    shown = ppc("show", "run", "policy", "--json").json
    assert shown["tuned_unavailable"] is None
    assert shown["tuned"]["program"] not in (SWING, (whole / "run" / "policy.py").read_text())


def test_without_the_survival_bonus_at_first_standing_still_is_left(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    (here / "stand.py").write_text("class Policy:\n    def act(self, obs):\n        return [0.1]\n")
    line = ("tune", "stand.py", "--env", STANDING, "--max-steps", "60000", "--quiet", "--json", "--threads", "1")
    running = ppc(*line, "--out", "run", "--survival-bonus", "1").json
    assert running["after"]["mean_return"] > 50.0
    assert running["before"]["mean_return"] < 21.0
    asked = read_events(here / "run")[0].data["tune"]
    assert asked["survival"] == {"bonus": 1.0, "share": 0.5}
    assert os.fspath(here) not in json.dumps(asked), "a journal can be passed on"
