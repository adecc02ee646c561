"""Object code and compiled library functions on disk, shared by processes.

A file is a checksum and the content; it appears whole (``os.replace``) or not at all. Whatever cannot be read
or does not match its checksum counts as absent. A folder that cannot be written turns the cache off.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
from pathlib import Path

_MAGIC = b"ppc-object 1\n"
_FILES = 2_000  # beyond these the oldest go
_PRUNE_EVERY = 64  # writes of this process between two looks at the folder

_writes = 0


def directory() -> Path:
    """``$PPC_CACHE_DIR``, else the platform's cache folder for ppc. Read anew at each call."""
    chosen = os.environ.get("PPC_CACHE_DIR")
    if chosen:
        return Path(chosen) / "jit"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", "~/AppData/Local"))
    elif sys.platform == "darwin":
        base = Path("~/Library/Caches")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    return base.expanduser() / "ppc" / "jit"


def key(*parts: str) -> str:
    """The name under which an object that depends on ``parts`` is kept."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


def load(name: str) -> bytes | None:
    """The object kept under ``name``, or None."""
    path = directory() / name
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body = data[len(_MAGIC) + 32 :]
    if data[: len(_MAGIC)] != _MAGIC or data[len(_MAGIC) : len(_MAGIC) + 32] != hashlib.sha256(body).digest():
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # pruning drops what was not used for longest
    return body


def save(name: str, code: bytes) -> None:
    """Keeps ``code`` under ``name`` if the folder can be written."""
    global _writes
    folder = directory()
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix="tmp-")
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(code).digest() + code)
        os.replace(temporary, folder / name)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        return
    if _writes % _PRUNE_EVERY == 0:
        prune(folder)
    _writes += 1


def prune(folder: Path, keep: int = _FILES) -> None:
    """Removes the least recently used files of ``folder`` beyond ``keep``."""
    try:
        with os.scandir(folder) as entries:
            paths = [entry.path for entry in entries]
        if len(paths) <= keep:
            return
        aged = []
        for path in paths:
            with contextlib.suppress(OSError):  # another process may have removed it
                aged.append((os.stat(path).st_mtime_ns, path))
        for _, path in sorted(aged)[:-keep]:
            with contextlib.suppress(OSError):
                os.unlink(path)
    except OSError:
        return
