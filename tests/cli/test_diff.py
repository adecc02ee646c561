"""``ppc diff`` between runs, candidates and policy files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_harness import PD, ppc

from ppc.promptpo import Run
from ppc.promptpo.difference import changes, difference, first_prompt
from ppc.promptpo.journal import Journal, read_events
from tests.cli.recorded import record
from tests.promptpo.llm.scripted import from_files


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``tuned`` and ``plain`` differ in the method, ``again`` is ``plain`` once more."""
    folder = tmp_path_factory.mktemp("made")
    record(folder / "tuned", candidates=3)
    for name in ("plain", "again"):
        record(folder / name, candidates=3, rounds=1, tune=False)
    return folder


@pytest.fixture
def runs(here: Path, made: Path) -> Path:
    shutil.copytree(made, here, dirs_exist_ok=True)
    return here


def test_a_run_is_the_same_as_itself(runs: Path) -> None:
    done = ppc("diff", "tuned", "tuned")
    assert done.exit_code == 0 and done.stdout == "Both runs did the same.\n"
    assert ppc("diff", "tuned", "tuned", "--json").json["same"] is True


def test_runs_of_one_configuration_differ_in_the_address_alone(runs: Path) -> None:
    found = difference(Run("plain"), Run("again"))
    assert [c.name for c in found.configuration] == ["model.base_url"], "each had a server of its own"
    assert found.prompt is None and found.parting is None, "clocks and names are no difference"
    assert not (found.verdicts or found.rounds or found.result or found.program or found.versions or found.task)


def test_what_differs_between_two_runs(runs: Path) -> None:
    done = ppc("diff", "tuned", "plain")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert any(line.split() == ["method.tune", "True", "False"] for line in lines)
    assert any(line.split() == ["method.rounds", "2", "1"] for line in lines)
    assert any(line.startswith("first prompt that differs: round/1/candidate/1/attempt/0, system, line ") for line in lines)
    assert any("We tune the numbers" in line and line.startswith("- ") for line in lines)
    assert any(line.startswith("best ") and line.split() == ["best", "r1c2", "r1c1"] for line in lines)
    assert any(line.startswith("mean return ") for line in lines) and "--- tuned" in lines and "+++ plain" in lines
    assert "ppc compare tuned plain" in lines[-1]
    found = ppc("diff", "tuned", "plain", "--json").json
    assert found["same"] is False and found["parting"]["kind"] == "prompt" and found["prompt"]["role"] == "system"
    assert {c["name"] for c in found["result"]} >= {"best", "mean return", "steps"}
    assert {"name": "round 1", "a": None, "b": "r1c1, 36.5"} in found["rounds"]


def test_the_first_answer_that_differs_is_named(here: Path) -> None:
    replies = from_files("cartpole")

    def answer(key: str) -> str:
        if key == "round/1/candidate/2/attempt/0":
            return "```python\nclass Policy:\n    def act(self, obs):\n        return 0\n```"
        return replies(key)

    record(here / "one", candidates=2, rounds=1, tune=False)
    record(here / "two", answer, candidates=2, rounds=1, tune=False)
    found = difference(Run("one"), Run("two"))
    assert found.parting is not None and found.parting.key == "reply/round/1/candidate/2/attempt/0"
    assert found.prompt is not None and found.prompt.key == "round/1/candidate/2/attempt/1" and found.prompt.only == "a"
    assert [c.name for c in found.verdicts] == ["r1c2"]


def test_the_first_line_of_a_prompt_that_differs(tmp_path: Path) -> None:
    start = {"format": 1, "config": {}, "task": {}, "versions": {}, "started": ""}
    for name, text in (("a", "one\ntwo\nthree"), ("b", "one\ntwo\n3")):
        with Journal(tmp_path / name) as journal:
            journal.append("start", start)
            journal.append("prompt", {"messages": [{"role": "system", "content": "same"}]}, "prompt/feedback/attempt/0")
            journal.append("prompt", {"messages": [{"role": "user", "content": text}]}, "prompt/round/1/reflection")
    found = first_prompt(Run(tmp_path / "a"), Run(tmp_path / "b"))
    assert found is not None
    assert (found.key, found.role, found.line, found.a, found.b) == ("round/1/reflection", "user", 3, "three", "3")


def test_an_unfinished_run_can_be_compared(runs: Path) -> None:
    from ppc.promptpo.journal import JOURNAL

    lines = Path("tuned", JOURNAL).read_bytes().splitlines(keepends=True)
    Path("killed").mkdir()
    Path("killed", JOURNAL).write_bytes(b"".join(lines[:20]))
    found = ppc("diff", "tuned", "killed", "--json").json
    assert found["parting"] == {
        "seq": 20,
        "kind": read_events("tuned")[20].kind,
        "key": read_events("tuned")[20].key,
        "only": "a",
    }
    assert {"name": "status", "a": "finished", "b": "unfinished"} in found["result"]
    assert ppc("diff", "killed", "tuned", "--json").json["parting"]["only"] == "b"
    alone = ppc("diff", "killed", "pd.py")
    assert alone.exit_code == 3 and "no result yet" in alone.stderr


def test_nested_entries_are_named_by_their_path() -> None:
    a = {"x": {"y": [1, 2], "z": {}}, "same": float("nan"), "gone": 1}
    b = {"x": {"y": [1, 3], "z": {"w": 0}}, "same": float("nan"), "new": 2}
    assert [(c.name, c.a, c.b) for c in changes(a, b)] == [
        ("x.y", [1, 2], [1, 3]), ("x.z", {}, None), ("gone", 1, None), ("x.z.w", None, 0), ("new", None, 2),
    ]  # fmt: skip
    assert changes({}, {"a": 1})[0].name == "a" and changes({}, {}) == []


def test_candidates(runs: Path) -> None:
    done = ppc("diff", "tuned:r1c2", "plain:r1c2")
    assert done.exit_code == 0
    assert any(line.split() == ["selection", "500", "21.625"] for line in done.stdout.splitlines())
    assert "-        self.kp = 1.0" in done.stdout and "+        self.kp = 1.0" in done.stdout
    found = ppc("diff", "tuned:r1c2", "tuned:r1c1", "--json").json
    assert found["kind"] == "candidate" and {"name": "attempts", "a": 2, "b": 1} in found["facts"]
    assert "--- tuned:r1c2 as written" in found["written"] and "--- tuned:r1c2" in found["program"]
    assert ppc("diff", "plain:r1c2", "again:r1c2").stdout == "The programs are the same.\n"


def test_policy_files_and_a_runs_result(runs: Path) -> None:
    Path("gain.py").write_text(PD.replace("2.0", "3.0"))
    done = ppc("diff", "pd.py", "gain.py")
    assert done.exit_code == 0
    changed = [line for line in done.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-        self.kp = 2.0", "+        self.kp = 3.0"]
    Path("layout.py").write_text("# A comment.\n" + PD)
    same = ppc("diff", "pd.py", "layout.py", "--json").json
    assert same["same"] is False and same["same_program"] is True
    assert "layout and comments only" in ppc("diff", "pd.py", "layout.py").stdout
    assert ppc("diff", "tuned", "tuned/policy.py").stdout == "The programs are the same.\n"
    Path("broken.py").write_text("class Policy:\n    def act(self, obs:\n")
    assert ppc("diff", "pd.py", "broken.py").exit_code == 0, "a program that does not compile can be compared as text"


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("tuned:r1c9", "tuned", "did you mean r1c"),
        ("nothing", "tuned", "does not exist"),
        ("nothing.py", "pd.py", "no policy file nothing.py"),
        ("sb3:ppo.zip", "tuned", "no program to show"),
        ("ppo.zip", "tuned", "sb3:ppo.zip"),
    ],
)
def test_wrong_arguments(runs: Path, a: str, b: str, told: str) -> None:
    done = ppc("diff", a, b)
    assert (done.exit_code, done.stdout) == (1, "") and told in done.stderr and len(done.stderr.splitlines()) == 1
