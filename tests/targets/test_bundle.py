"""Bundles: the same bytes each time, and one careful writer."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from ppc.targets import Bundle, ExportError, export, targets, write_bundle
from tests.targets.target_programs import pd_policy, switch_policy

NAMES = [t.name for t in targets()]


@pytest.mark.parametrize("target", NAMES)
def test_two_exports_are_byte_identical(target: str) -> None:
    for policy in (pd_policy(), switch_policy()):
        first, second = (export(policy, target, provenance={"task": "t", "score": 1.5}) for _ in range(2))
        assert first.files == second.files


@pytest.mark.parametrize("target", NAMES)
def test_manifest_accounts_for_every_file(target: str) -> None:
    bundle = export(pd_policy(), target, provenance={"run": "r1"}, on_fault="hold")
    manifest = json.loads(bundle.files["manifest.json"])
    assert set(manifest["files"]) == set(bundle.files) - {"manifest.json"}
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(bundle.files[name]).hexdigest() == digest
    assert manifest["parameters"][1] == {"name": "kd", "label": "kd", "value": 0.1, "hex": (0.1).hex(), "line": 4}
    assert manifest["interface"]["on_fault"] == "hold"
    assert manifest["provenance"] == {"run": "r1"}


def sample(text: str = "one") -> Bundle:
    manifest = json.dumps({"format": 1, "target": "c", "files": {"a.txt": "", "b.txt": ""}})
    return Bundle("x", "c", {"a.txt": text.encode(), "b.txt": b"b", "manifest.json": manifest.encode()})


def listing(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def test_writes_and_replaces_an_earlier_export(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    write_bundle(sample(), out)
    (out / "__pycache__").mkdir()
    (out / "__pycache__" / "x.pyc").write_text("")
    (out / "build").mkdir()
    write_bundle(sample("two"), out)
    assert listing(out) == ["a.txt", "b.txt", "manifest.json"]
    assert (out / "a.txt").read_text() == "two"
    assert listing(out.parent) == ["out", "out/a.txt", "out/b.txt", "out/manifest.json"]
    assert out.stat().st_mode & 0o700 == 0o700


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    write_bundle(sample(), tmp_path)
    assert listing(tmp_path) == ["a.txt", "b.txt", "manifest.json"]


@pytest.mark.parametrize("with_export", [False, True])
def test_refuses_other_content_unless_forced(tmp_path: Path, with_export: bool) -> None:
    out = tmp_path / "out"
    if with_export:
        write_bundle(sample(), out)
    out.mkdir(exist_ok=True)
    (out / "thesis.tex").write_text("years of work")
    before = listing(out)
    with pytest.raises(ExportError, match=r"other content \(thesis\.tex\).*--force"):
        write_bundle(sample("two"), out)
    assert listing(out) == before
    write_bundle(sample("two"), out, force=True)
    assert (out / "thesis.tex").read_text() == "years of work"
    assert (out / "a.txt").read_text() == "two"
    assert listing(tmp_path)[0] == "out"


def test_a_foreign_manifest_does_not_open_the_door(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"files": {"notes.md": ""}}')
    (tmp_path / "notes.md").write_text("mine")
    with pytest.raises(ExportError, match="other content"):
        write_bundle(sample(), tmp_path)


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ExportError, match="is a file"):
        write_bundle(sample(), tmp_path / "out")
    with pytest.raises(ExportError, match="cannot write"):
        write_bundle(sample(), tmp_path / "out" / "below")


def test_read_only_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    if os.access(out, os.W_OK):  # root may write anywhere; its one read-only place is the kernel's
        with pytest.raises(ExportError, match="cannot write to /proc/ppc"):
            write_bundle(sample(), "/proc/ppc/out")
        return
    with pytest.raises(ExportError, match="read-only"):
        write_bundle(sample(), out)
    with pytest.raises(ExportError, match="cannot write"):
        write_bundle(sample(), out / "deeper" / "out")


@pytest.mark.parametrize("call", ["fsync", "rename"])
@pytest.mark.parametrize("existing", [False, True])
def test_a_failing_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, existing: bool
) -> None:
    out = tmp_path / "deep" / "out"
    if existing:
        write_bundle(sample(), out)
    before = listing(tmp_path)
    calls = 0
    real = getattr(os, call)

    def failing(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2 or (call == "rename" and not existing):
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, failing)
    with pytest.raises(ExportError, match="No space left on device"):
        write_bundle(sample("two"), out)
    monkeypatch.undo()
    assert listing(tmp_path) == before
    if existing:
        assert (out / "a.txt").read_text() == "one"


def test_paths_stay_inside() -> None:
    for path in ("../x", "/etc/x", ""):
        with pytest.raises(ExportError, match="no path inside"):
            Bundle("x", "c", {path: b""})
