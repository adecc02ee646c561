"""Policies that an engine once got wrong, shrunk and kept in a folder; the suite steps them through every engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.generator import Generated
from tests.fuzz.shrink import shrink
from tests.fuzz.verdicts import examine

FOLDER = Path(__file__).with_name("counterexamples")
_HEAD = re.compile(r"# action (?P<action>\S+); stream (?P<seed>\d+)(?P<wild>; wild)?\n")


def read(path: Path) -> Generated:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.match(text)
    if head is None:
        raise ValueError(f"{path}: the first line must be '# action SPACE; stream SEED'")
    return Generated(int(head["seed"]), text, head["action"], bool(head["wild"]))


def write(policy: Generated, engine: str, what: str) -> Path:
    """Keeps ``policy``, which ``engine`` gets wrong as ``what`` says."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{engine}_{policy.seed}.py"
    wild = "; wild" if policy.wild else ""
    remark = what.strip().splitlines()[-1][:150]
    head = f"# action {policy.action}; stream {policy.seed}{wild}\n# {engine}: {remark}\n"
    path.write_text(head + policy.source, encoding="utf-8")
    return path


def kind_of(what: str) -> str:
    """What a shrunk policy must have in common with the one that it comes from."""
    if "Traceback" in what:
        return what.strip().splitlines()[-1][:50]
    found = re.search(r"__init__|raises \w+|faults|ended with", what)
    return found[0] if found else "differs"


def reduced(policy: Generated, engine: str, what: str, budget: int = 600) -> Generated:
    """A smaller policy that ``engine`` gets wrong in the same way."""
    chosen = () if engine == "compiler" else (engine,)

    def fails(candidates: Sequence[Generated]) -> list[bool]:
        verdicts = examine(candidates, chosen)
        return [engine in v.wrong and kind_of(v.wrong[engine]) == kind_of(what) for v in verdicts]

    return shrink(policy, fails, budget)
