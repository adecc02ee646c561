"""Where in a model's reply programs may stand: thinking left out, then JSON strings, fences, or lines that look like code.

Every function is linear in the length of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[ \t]*(.*)$")
_FIRST = re.compile(r"(?:class|def|import|from)\s|[{\[]")  # on the line of a fence: code, not an info string
_LATE_OPENING = re.compile(r"[^`](`{3,})[A-Za-z]\w*[ \t]*$")
_TAGS = "think|thinking|thought|thoughts|reasoning|analysis"
_OPENING = re.compile(rf"<(?:{_TAGS})>", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_TAGS})>", re.IGNORECASE)
_WRAPPER = re.compile(r"^[ \t]*</?(?:code|answer|python|policy|program|output|response)>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CODE_KEYS = ("code", "policy", "program", "source", "python", "answer", "content")
_MOST_STRINGS = 10_000
_HEAD = 240
"""Characters of a line that decide whether it looks like code."""
_STATEMENT = re.compile(
    r"""(?:
        (?:class|def|async\ def)\ \w+\ ?[(:\[]
      | import\ [\w.]+(?:\ as\ \w+)?(?:,\ ?[\w.]+(?:\ as\ \w+)?)*\ ?(?:\#|$)
      | from\ [\w.]+\ import\ [\w*(]
      | @\w
      | [A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:,\ ?[A-Za-z_][\w.]*)*       # a target or several,
        (?:\ ?:\ ?[A-Za-z_][\w.]*(?:\[[^=]{0,60}\])?)?\ ?[-+*/%|&@]{0,2}=(?!=)  # perhaps annotated, is assigned
      | [)\]}]
      | \#
      | [A-Za-z_][\w.]*\(.*\)$
    )""",
    re.VERBOSE,
)
_COMPOUND = re.compile(r"(?:if|elif|for|while|with|try|except|else|finally|match)\b[^#]*:(?:\ ?\#.*)?$")


@dataclass(frozen=True)
class Block:
    """``closed`` False: it goes on until the text ends."""

    text: str
    closed: bool = True


def answer_of(content: str) -> tuple[str, bool]:
    """``content`` without the thoughts before the answer, its lines ended by a newline; and whether it ends in a thought.

    Some servers leave out the tag that opens the first thought.
    """
    text = whole(content).replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff \t\n")
    opening = _OPENING.match(text)
    if opening is None:
        closing, later = _CLOSING.search(text), _OPENING.search(text)
        stray = closing is not None and (later is None or later.start() > closing.start())
        if closing is None or not stray:
            return text, False
        text = text[closing.end() :].lstrip()
        opening = _OPENING.match(text)
    at = 0
    while opening is not None:
        closing = _CLOSING.search(text, opening.end())
        if closing is None:
            return "", True
        at = closing.end()
        while at < len(text) and text[at].isspace():
            at += 1
        opening = _OPENING.match(text, at)
    return text[at:], False


def whole(text: str) -> str:
    """``text`` with half characters (lone surrogates, which JSON can hold and UTF-8 cannot) replaced by question marks."""
    return text.encode("utf-8", "replace").decode()


def fences(text: str) -> list[Block]:
    """What stands between fences; an opening one ends the block before it."""
    blocks: list[Block] = []
    lines: list[str] | None = None
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if lines is None:
            if mark is not None:
                fence, lines = mark[1], [mark[3]] if _FIRST.match(mark[3]) else []
                inside = _before_closing(mark[3], fence)
                if inside is not None:  # all on one line
                    blocks.append(Block(inside))
                    lines = None
            elif (late := _LATE_OPENING.search(line)) is not None:
                fence, lines = late[1], []
        elif mark is not None and mark[1][0] == fence[0] and len(mark[1]) >= len(fence):
            blocks.append(Block("\n".join(lines)))
            fence, lines = mark[1], [] if mark[2] else None
        elif (inside := _before_closing(line, fence)) is not None:
            blocks.append(Block("\n".join([*lines, inside])))
            lines = None
        else:
            lines.append(line)
    if lines is not None:
        blocks.append(Block("\n".join(lines), closed=False))
    return [b for b in blocks if b.text.strip()]


def prose(text: str) -> str:
    """What stands outside of fences."""
    outside: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark is None:
            outside += [] if fence else [line]
        elif not fence:
            fence = mark[1]
        elif mark[1].startswith(fence):
            fence = ""
    return "\n".join(outside)


def _before_closing(line: str, fence: str) -> str | None:
    """What stands before a ``fence`` that ends the line; None where the line does not end so."""
    line = line.rstrip()
    if not line.endswith(fence) or fence[0] != "`":
        return None
    rest = line.rstrip("`")
    return rest if rest.strip() and "`" not in rest else None


def json_strings(text: str) -> list[str]:
    """The strings of a JSON document that may be programs, those under a telling key last."""
    text = text.strip()
    if not text.startswith(("{", "[")):
        return []
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    plain: list[str] = []
    telling: list[str] = []
    for key, value in _strings(document):
        if "def " in value or "class " in value:
            (telling if key.lower() in _CODE_KEYS else plain).append(value.replace("\r\n", "\n"))
    return plain + telling


def _strings(document: Any) -> Iterator[tuple[str, str]]:
    stack, seen = [("", document)], 0
    while stack and seen < _MOST_STRINGS:
        key, value = stack.pop()
        seen += 1
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            stack += [(str(k), v) for k, v in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(key, v) for v in reversed(value)]


def bare(text: str) -> list[Block]:
    """Runs of lines that look like code and hold a class or a function."""
    runs: list[tuple[list[str], bool]] = []
    run: list[str] | None = None
    quotes = ""  # of a text over several lines at the left margin
    for line in _WRAPPER.sub("", text).split("\n"):
        if run is not None and quotes:
            run.append(line)
            quotes = "" if quotes in line else quotes
        elif run is not None and (not line.strip() or line[0] in " \t"):
            run.append(line)
        elif line.strip() and (line[:3] in ('"""', "'''") or _looks_like_code(line)):
            if run is None:
                run = []
            run.append(line)
            quotes = line[:3] if line[:3] in ('"""', "'''") and line.count(line[:3]) == 1 else ""
        elif run is not None and line.strip():
            runs.append((run, True))
            run = None
    if run is not None:
        runs.append((run, False))
    return [Block("\n".join(r), closed) for r, closed in runs if any(line.startswith(("class ", "def ")) for line in r)]


def _looks_like_code(line: str) -> bool:
    if line[0] in " \t":
        return False
    head = " ".join(line[:_HEAD].split())  # single spaces keep the patterns linear
    return _STATEMENT.match(head) is not None or _COMPOUND.match(head) is not None
