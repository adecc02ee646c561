"""Reads the cases: policies in ``cases/``, each with what the compiler says about it beside it.

Lines that begin with ``#:`` at the top of a case direct the test, and remain part of the text:

    #: signature 4 discrete:2       observations and action space; 4 box:1[-1,1] where it is missing
    #: expand WORD "text" 500       WORD, wherever it stands below, becomes the text (JSON) that many times
"""

from __future__ import annotations

import json
from pathlib import Path

from ppc.compiler import PolicyError, Signature, compile_policy
from ppc.compiler.diagnostics import Diagnostic

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(FOLDER.glob("*.py"))


def read(path: Path) -> tuple[str, Signature]:
    """The policy's text, expanded, and its signature."""
    text, signature = path.read_text(encoding="utf-8"), Signature(4, "box:1[-1,1]")
    lines = text.splitlines(keepends=True)
    count = next(i for i, line in enumerate(lines) if not line.startswith("#: "))
    head, body = "".join(lines[:count]), "".join(lines[count:])
    for line in head.splitlines():
        word, rest = line.removeprefix("#: ").split(" ", 1)
        if word == "signature":
            size, action = rest.split()
            signature = Signature(int(size), action)
        elif word == "expand":
            name, quoted = rest.split(" ", 1)
            quoted, times = quoted.rsplit(" ", 1)
            assert name in body, f"{path.name}: {name} does not occur"
            body = body.replace(name, json.loads(quoted) * int(times))
        else:
            raise ValueError(f"{path.name}: no directive {word!r}")
    return head + body, signature


def diagnostics(source: str, signature: Signature) -> list[Diagnostic]:
    """What the compiler says: errors, or the notes of a policy that compiles."""
    try:
        return list(compile_policy(source, signature).notes)
    except PolicyError as error:
        return error.diagnostics
