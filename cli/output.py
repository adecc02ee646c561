"""Text for people: tables, numbers, colour."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click


def paint(text: str, **style: Any) -> str:
    """``text`` in colour, unless NO_COLOR is set. ``click.echo`` drops colour where there is no terminal."""
    return text if os.environ.get("NO_COLOR") else click.style(text, **style)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> str:
    """Aligned columns, two spaces apart; ``right`` has an "r" for each column that is aligned to the right ("..r")."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    sides = right.ljust(len(head), ".")

    def line(row: Sequence[str]) -> str:
        cells = [c.rjust(w) if s == "r" else c.ljust(w) for c, w, s in zip(row, widths, sides, strict=True)]
        return "  ".join(cells).rstrip()

    return "\n".join([paint(line(head), bold=True), *(line(row) for row in rows)])


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Labels and values, the values aligned; lines of a long value stay in its column."""
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label.ljust(width)}  {value.replace(chr(10), chr(10) + ' ' * (width + 2))}" for label, value in rows)


def number(value: float | None, digits: int = 6) -> str:
    """A few significant digits; a dash where there is no number."""
    if value is None or value in (float("inf"), float("-inf")) or value != value:
        return "-"
    return f"{value:.{digits}g}"


def count(value: float) -> str:
    """A large count: 1.25 M, 310 k."""
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= limit:
            return f"{value / (1e3 if unit == 'k' else limit):.3g} {unit}"
    return f"{value:.0f}"


def percent(value: float | None) -> str:
    return "not defined" if value is None else f"{100 * value:.4g} %"


def score(document: dict[str, Any]) -> str:
    """``mean_return`` and ``ci95`` of a document as text."""
    low, high = (number(v) for v in document["ci95"])
    return f"{number(document['mean_return'])}  (95 % interval {low} to {high})"


_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def safe(text: str) -> str:
    """``text`` without control characters, which could steer a terminal."""
    return _ESCAPE.sub("?", text)


_HEAD = re.compile(r"^(error|warning|note)(\[[^]]*\])?(:.*)$")
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def paint_diagnostics(text: str) -> str:
    """Rendered diagnostics with their severity, carets and help in colour."""
    lines, colour = [], "red"
    for line in safe(text).splitlines():
        if head := _HEAD.match(line):
            colour = _COLOURS[head[1]]
            line = paint(head[1] + (head[2] or ""), fg=colour, bold=True) + paint(head[3], bold=True)
        elif re.match(r"^ *\| *\^+$", line):
            line = paint(line, fg=colour, bold=True)
        elif line.startswith("  = help:"):
            line = paint("  = help:", fg="cyan", bold=True) + line.removeprefix("  = help:")
        lines.append(line)
    return "\n".join(lines)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``, with the same suffix, that takes its place at the end, or leaves no trace.

    Raises OSError naming ``path`` when its folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, f"cannot be written: {error.strerror}", str(path)) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def check_output(path: Path, force: bool, what: str) -> None:
    """Raises CommandError, before any work is done, when ``path`` could not be written in the end."""
    from ppc.cli.errors import CommandError

    if path.is_dir():
        raise CommandError(f"{path} is a folder: name a file for {what}")
    if path.exists() and not force:
        raise CommandError(f"{path} exists: choose another --out, or replace it with --force")
    if not path.parent.is_dir():
        raise CommandError(f"{path.parent} is no folder: make it first, or write {what} elsewhere")
    if not os.access(path.parent, os.W_OK):
        raise CommandError(f"the folder {path.parent} cannot be written: write {what} elsewhere")
