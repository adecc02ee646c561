"""From a model's reply to the program in it. Nothing is executed; Python's parser sees bounded text only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ppc.compiler import budgets
from ppc.promptpo.llm.blocks import Block, answer_of, bare, fences, json_strings, prose
from ppc.promptpo.llm.messages import Reply
from ppc.promptpo.llm.programs import CALL, Candidate, candidate_of, finish, is_stub

_MOST_BLOCKS = 64
"""Blocks that are looked at, the last ones of a reply."""
_QUOTED = 200
REFLECTION = 1500
"""Characters of a reflection that are kept: twice what four sentences take."""


@dataclass(frozen=True)
class Code:
    """``notes`` say what was changed in the model's text, for the record."""

    source: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoCode:
    """``text`` says why, for the model to read."""

    text: str


def code_of(reply: Reply, class_name: str = "Policy") -> Code | NoCode:
    """The program in ``reply`` that defines ``class_name`` ("Policy" or "Feedback"), whatever stands around it.

    A program that Python cannot parse is returned as it is: the compiler says more about it than could be said here.
    """
    cut_off = reply.finish_reason == "length"
    text, thinking = answer_of(reply.content)
    if thinking:
        return NoCode(_unfinished(class_name, "in the middle of the thoughts"))
    unfinished = False
    for blocks in _places(text):
        whole = [b for b in blocks if b.closed or not cut_off]
        candidates = [candidate_of(b.text, class_name) for b in whole[-_MOST_BLOCKS:]]
        best = _best(candidates)
        if best is not None:
            return _code(candidates[:best], candidates[best], class_name)
        unfinished = unfinished or len(whole) < len(blocks)
    return NoCode(_unfinished(class_name, "in the middle of the program") if unfinished else _nothing(reply, text, class_name))


def reflection_of(text: str) -> str:
    """The words of a reply that was to hold no code: without thoughts and fences, at most ``REFLECTION`` characters, ended
    with a sentence where there is one. It may be empty. Done twice it changes nothing more."""
    said, thinking = answer_of(text)
    words = "" if thinking else prose(said).strip()
    if len(words) <= REFLECTION:
        return words
    head = words[: REFLECTION - 2]
    end = max(head.rfind(mark) for mark in (". ", ".\n", "! ", "? "))
    return head[: end + 1] if end > 0 else head.rstrip() + " …"


def _places(text: str) -> Iterator[list[Block]]:
    """Where the program may be: the likeliest place first, the blocks of a place in the order of the text."""
    fenced = fences(text)
    strings = json_strings(text) or [s for b in fenced for s in json_strings(b.text)]
    if strings:
        yield [block for s in strings for block in fences(s) or [Block(s)]]
    yield fenced
    yield bare(text)


def _best(candidates: list[Candidate]) -> int | None:
    """The last of the best rank; one whose method is left out only where there is no other."""
    order = sorted(range(len(candidates)), key=lambda i: (candidates[i].rank, not is_stub(candidates[i]), i))
    return order[-1] if order and candidates[order[-1]].rank else None


def _code(before: list[Candidate], chosen: Candidate, class_name: str) -> Code | NoCode:
    if chosen.size > budgets.SOURCE_BYTES:
        return NoCode(
            f"the program in the reply has {chosen.size} bytes, the limit is {budgets.SOURCE_BYTES}: write a shorter one"
        )
    source, notes = finish(before, chosen, class_name)
    return Code(source, tuple(notes))


def _wanted(class_name: str) -> str:
    return f"answer with one ```python block that holds the whole program, class {class_name} with {CALL[class_name]}"


def _unfinished(class_name: str, where: str) -> str:
    return f"the reply was cut off {where}: be brief, and {_wanted(class_name)}"


def _nothing(reply: Reply, text: str, class_name: str) -> str:
    if reply.refusal:
        return f"the reply was a refusal ({_quote(reply.refusal)}): {_wanted(class_name)}"
    if reply.finish_reason == "content_filter":
        return f"the reply was withheld by a content filter: {_wanted(class_name)}"
    if reply.finish_reason == "length":
        return _unfinished(class_name, "before a program began")
    if not text.strip():
        return f"the reply was empty: {_wanted(class_name)}"
    return f"the reply held no Python program (it began with {_quote(text)}): {_wanted(class_name)}"


def _quote(text: str) -> str:
    """The beginning of ``text`` on one line."""
    words = " ".join(text[: 2 * _QUOTED].split())
    return repr(words if len(words) <= _QUOTED else words[:_QUOTED] + "…")
