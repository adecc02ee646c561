"""What a finished run leaves beside its journal, for people: a page, a picture, the policy. None of it is read back."""

from __future__ import annotations

import os
from pathlib import Path

from ppc.promptpo.journal import JournalError
from ppc.promptpo.plot import plot
from ppc.promptpo.report import markdown
from ppc.promptpo.run import Run

REPORT, PICTURE, POLICY = "report.md", "curve.png", "policy.py"


def publish(folder: Path) -> None:
    """Writes ``report.md``, ``policy.py`` and, where Matplotlib is installed, ``curve.png``. Raises JournalError."""
    run = Run(folder)
    try:
        _write(folder / REPORT, markdown(run))
        if run.result is not None:
            _write(folder / POLICY, run.result.tuned_source)
        plot(run, folder / PICTURE)
    except OSError as e:
        raise JournalError(f"the run in {folder} is whole, but its report could not be written: {e.strerror}") from None


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
