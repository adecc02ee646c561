"""Pages about codes and faults: for ``ppc explain``, and as ``docs/diagnostics.md``.

``python -m ppc.compiler.diagnostics.pages docs/diagnostics.md`` writes the document; a test compares.
"""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ppc.compiler.diagnostics.catalogue import RULES, SERIES
from ppc.compiler.diagnostics.diagnostic import PolicyError
from ppc.compiler.diagnostics.fault_rules import FAULT_RULES, FaultRule
from ppc.compiler.diagnostics.rule import Rule

_INTRODUCTION = """\
# Diagnostics

This page is generated from the compiler: `python -m ppc.compiler.diagnostics.pages docs/diagnostics.md` writes it, and
a test compares. Every example is compiled by the tests: it gets the code that it stands under, and what stands below it
compiles.

A policy that cannot be compiled gets one or more diagnostics: a code that never changes its meaning, the place with
carets, what is wrong there, and what to write instead. `ppc check --json` gives the same as data; `ppc explain PPC301`
shows a section of this page. What would go wrong only in some steps is no error but a
[run-time fault](#run-time-faults): a bit of the status word, which `ppc explain` knows by its name.

Examples are compiled for 4 observations and the action space `box:1[-1,1]` where nothing else is said.

"""
_LONG = 100


class UnknownCode(LookupError):
    """There is no such code or fault; ``matches`` are similar ones."""

    def __init__(self, name: str) -> None:
        self.matches = _similar(name)
        hint = f"did you mean {' or '.join(self.matches)}?" if self.matches else "ppc explain without a code lists them all"
        super().__init__(f"there is no code or fault {name[:40]!r}; {hint}")


@dataclass(frozen=True, slots=True)
class Section:
    """``text`` under ``heading``; a policy where ``code`` is set, else one paragraph."""

    heading: str
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What there is to say about a code or fault. ``data`` is the same as plain data."""

    name: str
    title: str
    sections: tuple[Section, ...]
    data: dict[str, Any]


def names() -> list[str]:
    """Every code, then every fault."""
    return [*RULES, *FAULT_RULES]


def find(name: str) -> Page:
    """The page of a code (``PPC301``, ``ppc301``, ``301``) or of a fault's name. Raises UnknownCode."""
    text = name.strip()
    code = f"PPC{text}" if re.fullmatch(r"[0-9]{3}", text) else text.upper()
    if code in RULES:
        return rule_page(RULES[code])
    fault = text.lower().replace("-", "_")
    if fault in FAULT_RULES:
        return fault_page(FAULT_RULES[fault])
    raise UnknownCode(name)


def rule_page(r: Rule) -> Page:
    """The page of a code."""
    example, instead = shown(r.example), shown(r.instead)
    data = {
        "code": r.code, "severity": r.severity, "about": SERIES[r.code[:4]], "title": r.title, "what": r.what, "why": r.why,
        "example": example, "instead": instead, "obs_size": r.observations, "action": r.action,
    }  # fmt: skip
    consequence = {"error": "Why it is refused", "warning": "Why it is a warning", "note": "Why it is noted"}[r.severity]
    sections = [Section("What it is", r.what), Section(consequence, r.why)]
    if r.example:
        sections.append(Section(f"Example{_compiled_for(r.observations, r.action)}", example, True))
        sections.append(Section("Write instead", instead, True))
    return Page(r.code, r.title, tuple(sections), data)


def fault_page(f: FaultRule) -> Page:
    """The page of a run-time fault."""
    kind = f.kind
    action = "the whole action is replaced by the safe one" if kind.disqualifying else "the action stands"
    example, instead = shown(f.example), shown(f.instead)
    data = {
        "fault": f.name, "bit": kind.bit, "disqualifying": kind.disqualifying, "meaning": kind.meaning, "python": f.python,
        "value": f.value, "avoid": f.avoid, "example": example, "instead": instead,
        "observation": [str(v) if v != v or abs(v) == float("inf") else v for v in f.observation], "action": f.action,
    }  # fmt: skip
    observation = ", ".join(f"{v:g}" for v in f.observation)
    when = f"Example: after {f.steps} steps of" if f.steps > 1 else "Example: with"
    sections = (
        Section("What it is", f"Bit 0x{kind.bit:04x} of the status word: {kind.meaning}."),
        Section("In Python", _capital(f"{f.python}.")),
        Section("In the controller", _capital(f"{f.value}; {action}.")),
        Section("How to avoid it", _capital(f"{f.avoid}.")),
        Section(f"{when} the observation [{observation}]{_compiled_for(4, f.action)}", example, True),
        Section("Write instead", instead, True),
    )
    return Page(f.name, kind.meaning, sections, data)


def shown(text: str) -> str:
    """Policy text for reading: very long lines cut in the middle, control characters made visible."""
    lines = []
    for line in text.splitlines():
        line = "".join(chr(0x2400 + ord(c)) if c < " " else c for c in line)
        if len(line) > _LONG:
            line = f"{line[:50]} ... {len(line) - 70} characters ... {line[-20:]}"
        lines.append(line)
    return "".join(f"{line}\n" for line in lines)


def document() -> str:
    """The text of ``docs/diagnostics.md``."""
    parts = [_INTRODUCTION, "| code | severity | what it is |\n| --- | --- | --- |\n"]
    parts += [f"| [{r.code}](#{r.code.lower()}) | {r.severity} | {r.title} |\n" for r in RULES.values()]
    for prefix, about in SERIES.items():
        parts.append(f"\n## {prefix}xx: {about}\n")
        parts += [_markdown(rule_page(r), reported(r)) for r in RULES.values() if r.code.startswith(prefix)]
    parts.append("\n## Run-time faults\n\n| fault | action | what it is |\n| --- | --- | --- |\n")
    for f in FAULT_RULES.values():
        parts.append(f"| [{f.name}](#{f.name}) | {'replaced' if f.kind.disqualifying else 'stands'} | {f.kind.meaning} |\n")
    parts += [_markdown(fault_page(f)) for f in FAULT_RULES.values()]
    return "".join(parts)


def reported(r: Rule) -> str:
    """What the compiler says about the example of ``r``; empty without one."""
    if not r.example:
        return ""
    from ppc.compiler.policy import compile_policy

    try:
        found = list(compile_policy(r.example, r.signature).notes)
    except PolicyError as error:
        found = error.diagnostics
    return "\n\n".join(d.render(r.example) for d in found) + "\n"


def _compiled_for(observations: int, action: str) -> str:
    return "" if (observations, action) == (4, "box:1[-1,1]") else f" (for {observations} observations and {action})"


def _markdown(page: Page, output: str = "") -> str:
    parts = [f"\n### {page.name}\n\n**{page.title}**\n"]
    for s in page.sections:
        parts.append(f"\n{s.heading}:\n\n```python\n{s.text}```\n" if s.code else f"\n*{s.heading}.* {s.text}\n")
        if s.code and output:
            parts.append(f"\n```text\n{output}```\n")
            output = ""
    return "".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _similar(name: str) -> list[str]:
    text = name.strip().lower()
    if number := re.fullmatch(r"(?:ppc)?([0-9]{1,6})", text):  # the nearest codes of the same hundred
        wanted = int(number[1])
        alike = [c for c in RULES if int(c[3:]) // 100 == wanted // 100]
        return sorted(sorted(alike, key=lambda c: abs(int(c[3:]) - wanted))[:3])
    known = {n.lower(): n for n in names()}
    return [known[n] for n in difflib.get_close_matches(text, known, n=3, cutoff=0.6)]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m ppc.compiler.diagnostics.pages FILE")
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
