"""Room in containers whose size is not proven: what a policy's text asks for, and what ``__init__`` and ``reset()`` need."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from ppc.compiler import budgets
from ppc.compiler.budgets import Room
from ppc.compiler.diagnostics import PolicyError
from ppc.compiler.ir.nodes import FaultSite, Program
from ppc.compiler.passes import trial

_LINE = re.compile(r"^# ppc: capacity=(\d{1,6})(?: nested=(\d{1,6}))?\s*$", re.MULTILINE)
T = TypeVar("T")


def asked_for(source: str) -> Room | None:
    """What the last line like ``# ppc: capacity=512`` or ``# ppc: capacity=512 nested=64`` says, None without one.

    Without ``nested`` a container inside of another one has an eighth.
    """
    found = _LINE.findall(source[-budgets.SOURCE_BYTES :])
    if not found:
        return None
    items = _limited(int(found[-1][0]))
    return Room(items, _limited(int(found[-1][1] or 0) or max(budgets.NESTED_CAPACITY, items // 8)))


def _limited(items: int) -> int:
    return max(1, min(items, budgets.CONTAINER_CAPACITY_MOST))


def with_room(source: str, room: Room) -> str:
    """``source`` with its last line asking for ``room``; no other line moves."""
    text = _LINE.sub("", source).rstrip("\n")
    return f"{text}\n# ppc: capacity={room.items} nested={room.nested}\n"


def doubled(room: Room, full: FaultSite | None) -> Room | None:
    """Twice the room for containers such as the one that was ``full``, for all where that is not known; None at the limit."""
    of_nested = full is not None and full.room == room.nested
    of_others = full is not None and not of_nested
    larger = Room(
        room.items if of_nested and room.nested < room.items else _limited(2 * room.items),
        room.nested if of_others else _limited(2 * room.nested),
    )
    return None if larger == room else larger


def is_bounded(program: Program) -> bool:
    """Whether there is a container in which something may not find room."""
    return any(site.code == "capacity" for site in program.sites)


def fitting(source: str, compiled: Callable[[], tuple[Program, T]]) -> tuple[Room, Program, T]:
    """The first of ``compiled()`` with the default room, doubled until what ``__init__`` and ``reset()`` put into containers
    fits, or with what ``source`` asks for. Where no room suffices it is the default. Raises PolicyError."""
    asked = asked_for(source)
    room = asked or Room()
    with budgets.of_room(room):
        first = room, *compiled()
    if asked is not None:
        return first
    program, result = first[1:]
    while (full := overflowing(program)) is not None:
        larger = doubled(room, full)
        if larger is None:
            return first
        room = larger
        try:
            with budgets.of_room(room):
                program, result = compiled()
        except PolicyError:  # of its size
            return first
    return room, program, result


def overflowing(program: Program) -> FaultSite | None:
    """Where ``__init__`` or ``reset()``, run with the parameters as they are, put more into a container than it holds."""
    if not trial.fills(program):
        return None
    from ppc.compiler.jit import Stepper, compile_native

    native = compile_native(trial.run(program, budgets.TRIAL_STATEMENTS), quick=True)
    constants = native.constants([p.value for p in program.parameters])
    of_init, of_reset = constants[native.n_parameters :], Stepper(native, constants).state_words()
    for words in (of_init, of_reset):
        full = int(words.view("i8")[0])
        if full:
            return program.sites[full - 1]
    return None
