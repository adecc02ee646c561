"""Every policy in the documentation compiles, or is refused for the reason that stands beside it.

A fence ``python policy [signature]`` must compile, ``python refused CODE [signature]`` must not. The signature is an
environment id, or an observation size and an action space; it defaults to ``4 box:1[-1,1]``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ppc.compiler import PolicyError, Signature, compile_policy
from ppc.envs import signature as signature_of

ROOT = Path(__file__).parent.parent.parent
FENCE = re.compile(r"^```python (policy|refused)\b([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


class Example(NamedTuple):
    place: str
    kind: str
    words: list[str]
    source: str


def examples() -> list[Example]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Example(f"{page.relative_to(ROOT)}:{line}", match[1], match[2].split(), match[3]))
    return found


EXAMPLES = examples()


def signature(words: list[str]) -> Signature:
    if len(words) == 1:
        return signature_of(words[0])
    size, action = words or ("4", "box:1[-1,1]")
    return Signature(int(size), action)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "policy"], ids=lambda e: e.place)
def test_accepted(example: Example) -> None:
    policy = compile_policy(example.source, signature(example.words))
    warnings = [note.message for note in policy.notes if note.severity == "warning"]
    assert warnings == []


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "refused"], ids=lambda e: e.place)
def test_refused(example: Example) -> None:
    code, *words = example.words
    with pytest.raises(PolicyError) as caught:
        compile_policy(example.source, signature(words))
    assert caught.value.diagnostics[0].code == code


def test_there_are_examples_of_both_kinds() -> None:
    kinds = [e.kind for e in EXAMPLES]
    assert kinds.count("policy") >= 5
    assert kinds.count("refused") >= 3
