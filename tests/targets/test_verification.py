"""Verification: hashes first, then the vectors in the artifact's own runtime."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from ppc.targets import MissingTool, VerifyError, export, targets, verify, write_bundle
from tests.targets.target_programs import pd_policy, switch_policy

NAMES = [t.name for t in targets()]
CHANGES = {
    "c": ("pole_pd.c", b"kp = 12.5;", b"kp = 12.6;"),
    "numba": ("pole_pd.py", b"KP = 12.5 ", b"KP = 12.6 "),
    "onnx": ("vectors.csv", b"bffc000000000000", b"bffc000000000001"),
}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("target", NAMES)
def test_a_fresh_export_verifies_and_stays_as_it_is(target: str, tmp_path: Path) -> None:
    for policy in (pd_policy(), switch_policy()):
        folder = write_bundle(export(policy, target), tmp_path / policy.name)
        before = snapshot(folder)
        report = verify(str(folder))
        assert (report.ok, report.passed, report.failed, report.exit_code) == (True, 320, 0, 0), report
        assert snapshot(folder) == before


@pytest.mark.parametrize("target", NAMES)
def test_a_changed_file_is_named(target: str, tmp_path: Path) -> None:
    folder = write_bundle(export(pd_policy(), target), tmp_path / "a")
    name = CHANGES[target][0]
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content + b"\n")
    report = verify(str(folder))
    assert not report.ok
    assert report.exit_code == 1
    assert report.detail == f"{name} was changed after the export"
    (folder / name).unlink()
    assert verify(str(folder)).detail == f"{name} is missing"


@pytest.mark.parametrize("target", NAMES)
def test_a_wrong_answer_shows_the_first_vector(target: str, tmp_path: Path) -> None:
    bundle = export(pd_policy(), target)
    files = dict(bundle.files)
    name, old, new = CHANGES[target]
    if target == "onnx":  # another answer is expected of the first vector
        lines = files[name].decode().splitlines(keepends=True)
        cells = lines[1].split(",")
        cells[3] = "3fe0000000000000"
        lines[1] = ",".join(cells)
        files[name] = "".join(lines).encode()
    else:
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    manifest = json.loads(files["manifest.json"])
    manifest["files"][name] = hashlib.sha256(files[name]).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    for path, content in files.items():
        (tmp_path / path).write_bytes(content)
    report = verify(str(tmp_path))
    assert not report.ok
    assert report.failed > 0
    assert "of vectors.csv" in report.detail
    assert "differs" in report.detail


def test_missing_tools_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_bundle(export(pd_policy(), "c"), tmp_path / "c")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(MissingTool, match="install gcc") as caught:
        verify(str(folder))
    assert caught.value.exit_code == 3
    folder = write_bundle(export(pd_policy(), "onnx"), tmp_path / "onnx")
    monkeypatch.setattr("ppc.targets.verification.find_spec", lambda name: None)
    with pytest.raises(MissingTool, match="pip install"):
        verify(str(folder))


def test_a_folder_without_an_artifact(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match=r"holds no manifest\.json"):
        verify(str(tmp_path))
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(VerifyError, match="not JSON"):
        verify(str(tmp_path))
    (tmp_path / "manifest.json").write_text("[1]")
    with pytest.raises(VerifyError, match="no manifest of ppc"):
        verify(str(tmp_path))
