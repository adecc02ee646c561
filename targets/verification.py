"""Verifies an artifact: its files against the manifest, then its vectors in its own runtime."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ppc.targets.errors import MissingTool, VerifyError

MANIFEST = "manifest.json"
_SECONDS = 300
_COUNT = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)


@dataclass(frozen=True)
class VerifyReport:
    """``ok`` when every file is as the manifest says and every vector gives the reference's answer.

    ``passed`` and ``failed`` count vectors; ``detail`` tells what is wrong: files, or the first vector that differs.
    """

    name: str
    target: str
    ok: bool
    passed: int
    failed: int
    detail: str = ""

    @property
    def exit_code(self) -> int:
        return 0 if self.ok else 1


def verify(directory: str | os.PathLike[str]) -> VerifyReport:
    """See ``ppc.targets.verify``. Writes nothing into ``directory``."""
    folder = Path(directory)
    manifest = _manifest(folder)
    name, target = str(manifest["name"]), str(manifest["target"])
    wrong = _wrong_files(folder, manifest["files"])
    if wrong:
        return VerifyReport(name, target, False, 0, 0, "; ".join(wrong))
    replay = _REPLAYS.get(target)
    if replay is None:
        raise VerifyError(f"{folder} is for the target {target!r}, which this version does not know")
    output = replay(folder, manifest)
    counts = _COUNT.findall(output)
    passed, failed = (int(n) for n in counts[-1]) if counts else (0, 0)
    ok = bool(counts) and failed == 0 and passed > 0
    detail = "" if ok else _COUNT.sub("", output).strip() or "the selftest printed nothing"
    return VerifyReport(name, target, ok, passed, failed, detail)


def _manifest(folder: Path) -> Mapping[str, Any]:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise VerifyError(f"{folder} holds no {MANIFEST}: name the folder of an exported artifact") from None
    except ValueError:
        raise VerifyError(f"{path} is not JSON: export the artifact again") from None
    wanted = {"name": str, "target": str, "files": dict, "interface": dict}
    if not isinstance(manifest, dict) or not all(isinstance(manifest.get(k), t) for k, t in wanted.items()):
        raise VerifyError(f"{path} is no manifest of ppc: export the artifact again")
    return manifest


def _wrong_files(folder: Path, files: Mapping[str, str]) -> list[str]:
    wrong = []
    for name, digest in files.items():
        path = folder / name
        if ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
            wrong.append(f"{name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(f"{name} was changed after the export")
    return wrong


def _run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", f"{command[0]} did not end within {_SECONDS} s")


def _replay_c(folder: Path, manifest: Mapping[str, Any]) -> str:
    compiler = shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise MissingTool("a C compiler", "install gcc or clang, or set CC")
    with tempfile.TemporaryDirectory(prefix="ppc-verify-") as temporary:
        program = Path(temporary) / "selftest"
        sources = [str(folder.resolve() / f) for f in (f"{manifest['name']}.c", "selftest.c")]
        flags = ["-std=c99", "-O2", "-ffp-contract=off", f"-I{folder.resolve()}"]
        built = _run([compiler, *flags, *sources, "-o", str(program)], Path(temporary))
        if built.returncode != 0:
            return f"the build failed: {built.stderr.strip()[:2000]}"
        done = _run([str(program)], Path(temporary))
        return done.stdout + done.stderr


def _replay_numba(folder: Path, manifest: Mapping[str, Any]) -> str:
    for package in ("numba", "numpy"):
        if find_spec(package) is None:
            raise MissingTool(package, f"pip install {package}")
    with tempfile.TemporaryDirectory(prefix="ppc-verify-") as temporary:
        module = str(folder.resolve() / f"{manifest['name']}.py")
        command = [sys.executable, "-B", module, "--selftest"]
        done = _run(command, Path(temporary), NUMBA_CACHE_DIR=temporary, PYTHONDONTWRITEBYTECODE="1")
        return done.stdout + ("" if done.returncode == 0 else done.stderr[-2000:])


def _replay_onnx(folder: Path, manifest: Mapping[str, Any]) -> str:
    if find_spec("onnxruntime") is None:
        raise MissingTool("onnxruntime", "pip install 'policy-compiler[onnx]'")
    from ppc.targets.onnx_replay import replay

    return replay(folder, manifest)


_REPLAYS: dict[str, Callable[[Path, Mapping[str, Any]], str]] = {
    "c": _replay_c,
    "numba": _replay_numba,
    "onnx": _replay_onnx,
}
