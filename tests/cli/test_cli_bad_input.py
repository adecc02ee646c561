"""Bad input: the exit code, one error, nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli_harness import Done, ppc, tree

# Arguments, exit code, what the message must say.
BAD = [
    ("check missing.py --env CartPole-v1", 1, "there is no policy file missing.py"),
    ("check folder.py --env CartPole-v1", 1, "folder.py is a folder"),
    ("check latin.py --env CartPole-v1", 1, "not UTF-8"),
    ("check huge.py --env CartPole-v1", 1, "larger than any policy"),
    ("check pd.py", 2, "--env"),
    ("check pd.py --obs-size 4", 2, "go together"),
    ("check pd.py --action discrete:2", 2, "go together"),
    ("check pd.py --obs-size 4 --action circle:2", 2, "box:4"),
    ("check pd.py --obs-size 0 --action discrete:2", 2, "--obs-size"),
    ("check pd.py --obs-size 4 --action discrete:2 --env CartPole-v1", 2, "leave out"),
    ("check pd.py --env CartPole-v7", 1, "did you mean CartPole-v1"),
    ("check pd.py --env no_module_here:Env-v0", 1, "no_module_here"),
    ("check pd.py --task missing.toml", 1, "missing.toml"),
    ("check pd.py --task broken.toml", 1, "broken.toml"),
    ("eval", 1, "there is no run"),
    ("eval pd.py", 2, "--env"),
    ("eval nowhere", 1, "'nowhere' does not exist"),
    ("eval folder", 1, "journal.jsonl"),
    ("eval notes.txt", 1, "neither a policy file"),
    ("eval corrupt", 1, "line 1 is damaged"),
    ("eval started", 1, "is empty"),
    ("eval pd.py --env CartPole-v1 --episodes 0", 2, "--episodes"),
    ("eval pd.py --env CartPole-v1 --episodes x", 2, "--episodes"),
    ("eval pd.py --env CartPole-v1 --seed -3", 2, "--seed"),
    ("eval pd.py --env CartPole-v1 --seed 9223372036854775807", 2, "--seed"),
    ("eval pd.py --env CartPole-v1 --env-kwargs [1]", 2, "JSON object"),
    ('eval pd.py --env CartPole-v1 --env-kwargs {"no_such":1}', 3, "no_such"),
    ("eval pd.py --env CartPole-v1 --engine warp", 2, "--engine"),
    ("optimize", 2, "name an environment"),
    ("optimize CartPole-v7", 1, "did you mean CartPole-v1"),
    ("optimize CartPole-v1 --out notes.txt", 1, "is a file"),
    ("optimize CartPole-v1 --out notes.txt/run", 1, "notes.txt"),
    ("optimize CartPole-v1 --out folder", 1, "holds other files"),
    ("optimize CartPole-v1 --resume --out corrupt", 1, "line 1 is damaged"),
    ("optimize --resume --out nowhere", 1, "no run to resume"),
    ("optimize --resume", 1, "no run to resume"),
    ("optimize CartPole-v1 --max-steps 0", 2, "--max-steps"),
    ("optimize CartPole-v1 --max-seconds -1", 2, "--max-seconds"),
    ("optimize CartPole-v1 --max-seconds nan", 2, "--max-seconds"),
    ("export pd.py --env CartPole-v1 --target nunba", 1, "Did you mean numba"),
    ("export pd.py --env CartPole-v1", 2, "--target"),
    ("export --target c", 1, "there is no run"),
    ("export pd.py --target c", 2, "--env"),
    ("export pd.py --env CartPole-v1 --target c --out folder", 1, "other content"),
    ("export pd.py --env CartPole-v1 --target c --out notes.txt", 1, "is a file"),
    ("export pd.py --env CartPole-v1 --target c --out notes.txt/c", 1, "notes.txt"),
    ("export pd.py --env CartPole-v1 --target c --safe-action 7", 1, "safe action"),
    ("export pd.py --env CartPole-v1 --target c --safe-action 0,1", 1, "safe action"),
    ("export pd.py --env CartPole-v1 --target c --safe-action left", 2, "--safe-action"),
    ("export pd.py --env CartPole-v1 --target c --dt 0", 2, "--dt"),
    ("export pd.py --env CartPole-v1 --target c --on-fault crash", 2, "--on-fault"),
    ("verify nowhere", 1, "manifest.json"),
    ("verify folder", 1, "manifest.json"),
    ("verify badjson", 1, "not JSON"),
    ("tune pd.py", 2, "--env"),
    ("tune missing.py --env CartPole-v1", 1, "missing.py"),
    ("tune pd.py --env CartPole-v1 --out swing.py", 1, "swing.py exists"),
    ("tune pd.py --env CartPole-v1 --out pd.py", 1, "pd.py exists"),
    ("tune pd.py --env CartPole-v1 --out folder", 1, "holds other files"),
    ("tune pd.py --env CartPole-v1 --out folder.py", 1, "is a folder"),
    ("tune pd.py --env CartPole-v1 --out notes.txt", 1, "is a file"),
    ("tune", 2, "name a policy file (.py), or give --resume"),
    ("tune --resume", 1, "no tuning to resume in runs/"),
    ("tune --resume --out nowhere", 1, "no tuning to resume in nowhere"),
    ("tune pd.py --env CartPole-v1 --resume --out corrupt", 1, "line 1 is damaged"),
    ("tune pd.py --env CartPole-v1 --without-bonus 0.5", 2, "--survival-bonus"),
    ("tune pd.py --env CartPole-v1 --survival-bonus 0", 2, "--survival-bonus"),
    ("tune pd.py --env CartPole-v1 --out nowhere/x.py", 1, "is no folder"),
    ("tune plain.py --env CartPole-v1 --max-steps 1000", 1, "no number that may be tuned"),
    ("play", 1, "there is no run"),
    ("play pd.py --env CartPole-v1 --csv folder", 1, "is a folder"),
    ("play pd.py --env CartPole-v1 --csv notes.txt", 1, "notes.txt exists"),
    ("play pd.py --env CartPole-v1 --csv nowhere/x.csv", 1, "is no folder"),
    ("play pd.py --env CartPole-v1 --video film.doc", 1, "film format"),
    ("play pd.py --env CartPole-v1 --csv x.csv --render", 2, "choose one"),
    ("bench CartPoole-v1", 1, "did you mean CartPole-v1"),
    ("bench runs/nowhere", 1, "no environment, no run's folder and no policy file"),
    ("bench pd.py", 2, "--env"),
    ("bench CartPole-v1 --seconds 0", 2, "--seconds"),
    ("runs nowhere", 1, "nowhere"),
    ("runs notes.txt", 1, "is a file"),
    ("show", 1, "there is no run"),
    ("show corrupt", 1, "line 1 is damaged"),
    ("envs --everything", 2, "--everything"),
    ("targets extra", 2, "extra"),
    ("nonsense", 2, "there is no command 'nonsense'"),
]


@pytest.fixture
def messy(here: Path) -> Path:
    """A working directory with everything that can be named by mistake."""
    (here / "folder").mkdir()
    (here / "folder" / "precious.txt").write_text("keep me")
    (here / "folder.py").mkdir()
    (here / "notes.txt").write_text("not a policy")
    (here / "latin.py").write_bytes(b"# caf\xe9\n")
    (here / "huge.py").write_bytes(b"#" * (1 << 21))
    (here / "plain.py").write_text("class Policy:\n    def act(self, obs):\n        return True\n")
    (here / "broken.toml").write_text("env = \n")
    for name, text in (("corrupt", '{"seq": 0}\n'), ("started", "")):
        (here / name).mkdir()
        (here / name / "journal.jsonl").write_text(text)
    (here / "badjson").mkdir()
    (here / "badjson" / "manifest.json").write_text("{")
    return here


@pytest.mark.parametrize(("line", "code", "said"), BAD, ids=[b[0] for b in BAD])
def test_one_line_and_nothing_written(messy: Path, line: str, code: int, said: str) -> None:
    before = tree(messy)
    done = ppc(*line.split())
    assert done.exit_code == code, done
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("error: "), done.stderr
    assert said in lines[0]
    assert done.stdout == ""
    assert tree(messy) == before


@pytest.mark.parametrize(("line", "code", "said"), BAD, ids=[b[0] for b in BAD])
def test_one_object_with_json(messy: Path, line: str, code: int, said: str) -> None:
    before = tree(messy)
    done = ppc(*line.split(), "--json")
    assert done.exit_code == code and done.stderr == ""
    error = done.json["error"]
    assert error["exit_code"] == code and said in error["message"] and error["kind"]
    assert tree(messy) == before


POLICIES = {
    "syntax": ("class Policy:\n    def act(self, obs:\n        return 0\n", "PPC004", 2),
    "no-class": ("gain = 3.0\n", "PPC005", 1),
    "shape": ("class Policy:\n    def act(self, obs):\n        return [1.0, 2.0]\n", "PPC2", 3),
    "hostile": ("import os\nclass Policy:\n    def act(self, obs):\n        return os.system('true')\n", "PPC", 1),
    "nul": ("class Policy:\n    pass\x00\n", "PPC002", None),
    "empty": ("", "PPC005", None),
}


def reject(here: Path, name: str, *more: str) -> Done:
    (here / "bad.py").write_text(POLICIES[name][0])
    return ppc("check", "bad.py", "--env", "CartPole-v1", *more)


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_that_does_not_compile(here: Path, name: str) -> None:
    _, code, line = POLICIES[name]
    done = reject(here, name)
    assert done.exit_code == 1 and done.stdout == ""
    assert done.stderr.startswith(f"error[{code}")
    if line is not None:
        assert f"--> bad.py:{line}:" in done.stderr and "^" in done.stderr


@pytest.mark.parametrize("name", POLICIES)
def test_its_diagnostics_as_data(here: Path, name: str) -> None:
    _, code, line = POLICIES[name]
    done = reject(here, name, "--json")
    assert done.exit_code == 1 and done.stderr == ""
    error = done.json["error"]
    first = error["diagnostics"][0]
    assert error["kind"] == "policy" and error["path"] == "bad.py" and first["code"].startswith(code)
    assert line is None or first["span"]["line"] == line


@pytest.mark.parametrize("line", ["eval {}", "tune {}", "play {}", "export {} --target c", "bench {}"])
def test_every_command_points_at_the_place(here: Path, line: str) -> None:
    (here / "bad.py").write_text(POLICIES["shape"][0])
    done = ppc(*line.format("bad.py").split(), "--env", "CartPole-v1")
    assert done.exit_code == 1 and "--> bad.py:3:" in done.stderr and done.stdout == ""
    assert sorted(p.name for p in here.iterdir()) == ["bad.py", "pd.py", "swing.py"]


def test_a_policy_for_another_environment(here: Path) -> None:
    done = ppc("eval", "pd.py", "--env", "Pendulum-v1")
    assert done.exit_code == 1 and "error[" in done.stderr and "pd.py:7:" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
@pytest.mark.parametrize(
    "line",
    [
        "optimize CartPole-v1 --out locked/run",
        "export pd.py --env CartPole-v1 --target c --out locked/c",
        "tune pd.py --env CartPole-v1 --out locked/t.py",
        "play pd.py --env CartPole-v1 --csv locked/x.csv",
    ],
)
def test_a_read_only_folder(here: Path, line: str) -> None:
    (here / "locked").mkdir(mode=0o555)
    done = ppc(*line.split())
    assert done.exit_code == 1 and "locked" in done.stderr and len(done.stderr.splitlines()) == 1
    assert list((here / "locked").iterdir()) == []


def test_an_unexpected_error_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("ppc.targets.targets", fail)
    done = ppc("targets")
    assert done.exit_code == 3 and len(done.stderr.splitlines()) == 1
    assert "RuntimeError: two" in done.stderr and "--debug" in done.stderr
    assert "Traceback" in ppc("--debug", "targets").stderr
    assert ppc("targets", "--json").json["error"]["kind"] == "internal"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 3, "interrupted"),
        (ModuleNotFoundError("No module named 'mujoco'", name="mujoco"), 3, "policy-compiler[mujoco]"),
        (PermissionError(13, "Permission denied", "x/y"), 1, "x/y: Permission denied"),
        (OSError(28, "No space left on device"), 3, "No space left"),
        (MemoryError(), 3, "memory"),
    ],
)
def test_errors_of_the_machine(here: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("ppc.targets.targets", fail)
    done = ppc("targets")
    assert done.exit_code == code and said in done.stderr and len(done.stderr.splitlines()) == 1
