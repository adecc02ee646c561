"""The object cache: hits, damage, several processes, bounds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ppc.compiler import cache
from ppc.compiler.jit import codegen, compile_native, native
from tests.ir import samples
from tests.jit.harness import interpreted, stepped

OBSERVATIONS = [[0.1, 0.2, 1.5], [1.0, -2.0, 0.5]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path))
    return tmp_path / "jit"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that were really compiled."""
    texts: list[str] = []
    original = codegen.compile_object

    def spy(text: str, plan: codegen.Plan) -> bytes:
        texts.append(text)
        return original(text, plan)

    monkeypatch.setattr(native, "compile_object", spy)
    return texts


def _assert_works() -> None:
    import numpy as np

    program, observations = samples.swing(), np.array(OBSERVATIONS)
    own = [p.value for p in program.parameters]
    interpreted(program, own, observations).assert_equals(stepped(compile_native(program), program, own, observations), "step")


def test_a_second_compilation_is_a_hit(folder: Path, compiled: list[str]) -> None:
    _assert_works()
    _assert_works()
    assert len(compiled) == 1
    assert len(list(folder.iterdir())) == 1


def test_another_program_or_plan_is_another_object(folder: Path, compiled: list[str]) -> None:
    assert compile_native(samples.swing()).step
    assert compile_native(samples.swing(), quick=True).step
    assert compile_native(samples.ring()).step
    assert len(compiled) == len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: os.urandom(len(data)),
        lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    ],
    ids=["empty", "short", "half", "one byte", "garbage", "one bit"],
)
def test_a_damaged_file_is_ignored_and_written_anew(folder: Path, compiled: list[str], damage: object) -> None:
    _assert_works()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    _assert_works()
    assert len(compiled) == 2
    assert cache.load(path.name) == whole[-len(cache.load(path.name) or b"") :]


def test_a_file_that_is_sound_but_no_object_is_compiled_anew(folder: Path, compiled: list[str]) -> None:
    _assert_works()
    (path,) = folder.iterdir()
    cache.save(path.name, b"no object code")
    _assert_works()
    assert len(compiled) == 2


def test_a_folder_in_place_of_a_file_does_no_harm(folder: Path) -> None:
    _assert_works()
    (path,) = folder.iterdir()
    path.unlink()
    path.mkdir()
    _assert_works()


def test_an_unwritable_place_turns_the_cache_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path / "file"))
    _assert_works()


_CHILD = """
import sys
sys.path.insert(0, sys.argv[1])
from tests.ir import samples
from ppc.compiler.jit import compile_native
for _ in range(3):
    for program in (samples.swing(), samples.ring()):
        native = compile_native(program)
        print([w.hex() for w in native.constants([p.value for p in program.parameters])][-1])
"""


def test_processes_share_a_folder(folder: Path) -> None:
    command = [sys.executable, "-c", _CHILD, str(Path(__file__).parents[1])]
    children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [child.communicate(timeout=60)[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    assert outputs[0] == outputs[1] != ""
    assert len(list(folder.iterdir())) == 2  # no temporary files stay
    assert all(cache.load(path.name) for path in folder.iterdir())


def test_pruning_keeps_the_most_recently_used(tmp_path: Path) -> None:
    for k in range(10):
        path = tmp_path / f"{k}"
        path.write_bytes(b"x")
        os.utime(path, (k, k))
    cache.prune(tmp_path, keep=3)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["7", "8", "9"]


def test_the_key_tells_its_parts_apart() -> None:
    assert cache.key("ab", "c") != cache.key("a", "bc")
