"""Bundles of files, and the one place that writes them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ppc.targets.errors import ExportError

MANIFEST = "manifest.json"
GENERATED = frozenset({"__pycache__", "build"})  # what using an artifact leaves in its folder


@dataclass(frozen=True)
class Bundle:
    """An artifact in memory: relative POSIX path -> content. ``name`` is the artifact's identifier."""

    name: str
    target: str
    files: Mapping[str, bytes]

    def __post_init__(self) -> None:
        for path in self.files:
            parts = PurePosixPath(path).parts
            if not parts or PurePosixPath(path).is_absolute() or ".." in parts:
                raise ExportError(f"{path!r} is no path inside of a bundle")


def write_bundle(bundle: Bundle, directory: str | os.PathLike[str], force: bool = False) -> Path:
    """Makes ``directory`` hold exactly ``bundle``, or leaves it as it was. Returns its path.

    An earlier export there is replaced. Raises ExportError when the folder holds anything else (unless ``force``,
    which replaces files of the bundle's names and keeps the others) or cannot be written.
    """
    target = Path(os.path.abspath(directory))
    if target.is_symlink():
        target = target.resolve()
    made = [p for p in target.parents if not p.exists()]
    try:
        if target.exists():
            _check_replaceable(target, force)
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, bundle)
    except BaseException as error:
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise ExportError(f"cannot write to {directory}: {error.strerror or error}") from None
        raise
    return target


def _check_replaceable(target: Path, force: bool) -> None:
    if not target.is_dir():
        raise ExportError(f"{target} is a file: name a folder")
    if not os.access(target, os.W_OK):
        raise ExportError(f"cannot write to {target}: the folder is read-only")
    foreign = foreign_files(target)
    if foreign and not force:
        shown = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise ExportError(f"{target} holds other content ({shown}): name another folder, or use --force to replace it")


def foreign_files(directory: Path) -> list[str]:
    """Files of ``directory``, relative, that no manifest of ours there accounts for."""
    listed = _listed(directory)
    found = []
    for root, folders, files in os.walk(directory):
        here = Path(root)
        if listed and here == directory:
            folders[:] = [f for f in folders if f not in GENERATED]
        folders.sort()
        found += [(here / f).relative_to(directory).as_posix() for f in sorted(files)]
        found += [(here / f).relative_to(directory).as_posix() + "/" for f in folders if not any((here / f).iterdir())]
    return [f for f in found if f not in listed]


def _listed(directory: Path) -> set[str]:
    """The files that a manifest of ours in ``directory`` names, with itself; empty when there is none."""
    try:
        manifest = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
        return {MANIFEST, *manifest["files"]} if manifest["format"] and manifest["target"] else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _replace(target: Path, bundle: Bundle) -> None:
    """Writes beside ``target``, then swaps by renaming: a reader sees the old folder or the new one."""
    new = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    old: Path | None = None
    try:
        for name, content in sorted(bundle.files.items()):
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        os.chmod(new, 0o777 & ~_umask())
        _sync_folder(new)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
            os.rename(target, old / "content")
        try:
            os.rename(new, target)
        except OSError:
            if old is not None:
                os.rename(old / "content", target)
            raise
        if old is not None:
            _carry_over(old / "content", target)
        _sync_folder(target.parent)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        if old is not None:
            shutil.rmtree(old, ignore_errors=True)


def _carry_over(old: Path, target: Path) -> None:
    """Moves what was never ours from the folder that was replaced into the new one."""
    listed = _listed(old)
    for entry in sorted(old.iterdir()):
        ours = entry.name in listed or (listed and entry.name in GENERATED)
        if not ours and not (target / entry.name).exists():
            os.rename(entry, target / entry.name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
