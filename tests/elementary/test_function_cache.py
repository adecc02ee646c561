"""Library functions on disk: found again, refused when damaged or foreign, safe under several processes."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from ppc.compiler import cache as objects
from ppc.compiler.elementary import FUNCTIONS
from ppc.compiler.frontend.library import elementary_functions, function_cache
from ppc.compiler.ir.nodes import Function


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path))
    return tmp_path / "jit"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the functions whose text was really compiled."""
    names: list[str] = []
    original = elementary_functions._build

    def spy(name: str) -> function_cache.Entry:
        names.append(name)
        return original(name)

    monkeypatch.setattr(elementary_functions, "_build", spy)
    return names


def _get(name: str) -> Function:
    """The function as a new process gets it."""
    elementary_functions._compile.cache_clear()
    try:
        return elementary_functions.FUNCTIONS.get(name)
    finally:
        elementary_functions._compile.cache_clear()


def test_the_second_process_reads_what_the_first_compiled(folder: Path, built: list[str]) -> None:
    first = _get("cos")
    assert built == ["cos"]
    second = _get("cos")
    assert built == ["cos"]
    assert second is not first
    assert second == first and second.finished


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_survives(name: str, folder: Path) -> None:
    compiled = _get(name)
    kept = function_cache.load(name)
    assert kept is not None and repr(kept[0]) == repr(compiled)  # NaN is not equal to itself


def test_callees_come_with_a_function_that_was_read(folder: Path, built: list[str]) -> None:
    names = [f.name for f in elementary_functions.FUNCTIONS.closure({"modulo": _get("modulo")})]
    elementary_functions._CALLEES.clear()
    elementary_functions._compile.cache_clear()
    built.clear()
    assert [f.name for f in elementary_functions.FUNCTIONS.closure({"modulo": _get("modulo")})] == names
    assert built == []
    assert "fmod" in names


@pytest.mark.parametrize("damage", [b"", b"half", os.urandom(300)], ids=["empty", "short", "garbage"])
def test_a_damaged_file_is_compiled_anew(damage: bytes, folder: Path, built: list[str]) -> None:
    right = _get("exp")
    for path in folder.iterdir():
        path.write_bytes(damage)
    assert _get("exp") == right
    assert built == ["exp", "exp"]


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch planted",)


@pytest.mark.parametrize(
    "content", [_Evil(), (_Evil(), ()), ("not a function", ()), 3, None], ids=["call", "call inside", "text", "number", "none"]
)
def test_a_sound_file_with_something_else_in_it_counts_as_absent(
    content: object, folder: Path, built: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    right = _get("exp")
    objects.save(objects.key(function_cache._identity(), "exp"), pickle.dumps(content))
    assert function_cache.load("exp") is None
    assert _get("exp") == right
    assert built == ["exp", "exp"]
    assert not (tmp_path / "planted").exists()


def test_a_function_under_the_name_of_another_is_refused(folder: Path) -> None:
    entry = pickle.dumps((_get("exp"), ()))
    objects.save(objects.key(function_cache._identity(), "log"), entry)
    assert function_cache.load("log") is None


def test_a_change_of_the_compiler_makes_the_files_stale(
    folder: Path, built: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _get("exp")
    monkeypatch.setattr(function_cache, "_identity", lambda: "of another compiler")
    _get("exp")
    assert built == ["exp", "exp"]


def test_an_unwritable_place_turns_the_cache_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: list[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path / "file"))
    assert _get("exp") == _get("exp")
    assert built == ["exp", "exp"]


_CHILD = """
from ppc.compiler.frontend.library.elementary_functions import FUNCTIONS
for name in ("tan", "exp", "log", "atan2", "erfc"):
    print(hash(str(FUNCTIONS.get(name))) % 1000003)
"""


def test_processes_share_a_folder(folder: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    outputs = []
    for _ in range(2):
        command = [sys.executable, "-c", _CHILD]
        children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
        outputs += [child.communicate(timeout=60)[0] for child in children]
        assert [child.returncode for child in children] == [0, 0]
    assert len(set(outputs)) == 1 and outputs[0]
    assert all(objects.load(path.name) for path in folder.iterdir())
    assert not [path for path in folder.iterdir() if path.name.startswith("tmp-")]
