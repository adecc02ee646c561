"""The cache of compiled loops: written once, checked, never in the way."""

from __future__ import annotations

import pytest

from ppc.envs.native import machine_code


def build_double():
    def double(x):
        return 2 * x

    return double, ["i64"]


def refuse():
    raise AssertionError("compiled although the code was in the cache")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path))
    return tmp_path


def files(folder):
    return [p for p in folder.rglob("*") if p.is_file()]


def test_the_second_load_compiles_nothing(folder):
    assert machine_code.load("double", build_double)(21) == 42
    assert len(files(folder)) == 1
    assert machine_code.load("double", refuse)(4) == 8


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_file_is_replaced(folder, damage):
    machine_code.load("double", build_double)
    (path,) = files(folder)
    content = path.read_bytes()
    flipped = content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]
    damaged = flipped if damage is None else damage
    path.write_bytes(damaged)
    assert machine_code.load("double", build_double)(21) == 42
    assert path.read_bytes() != damaged
    assert machine_code.load("double", refuse)(5) == 10


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PPC_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert machine_code.load("double", build_double)(3) == 6


def test_functions_do_not_share_a_file(folder):
    def build_triple():
        return (lambda x: 3 * x), ["i64"]

    assert machine_code.load("double", build_double)(1) == 2
    assert machine_code.load("triple", build_triple)(1) == 3
    assert len(files(folder)) == 2
