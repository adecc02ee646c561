"""Iterators, which Python lets run through once: a second use finds nothing, or only what the first one left.

Each has a mark on the heap that tells whether it was used, so that branches, loops and steps are followed. What is used
again is refused; ``next`` and ``islice`` take items away one by one and leave the rest.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import Instance, Num, Ref, UserClass, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_MARK = UserClass("mark", ast.ClassDef("mark", [], [], [], [], lineno=0, col_offset=0))


def mark(ev: Evaluator) -> Ref:
    """The mark of a new iterator."""
    return ev.allocate(Instance(_MARK, {"used": const(False)}), True)


def made(ev: Evaluator, ref: Ref) -> Ref:
    """The list ``ref`` as an iterator."""
    ev.iterators[ref.id] = mark(ev)
    return ref


def use(ev: Evaluator, mark: Ref) -> None:
    """An iterator is run through. A library function that looks at it several times is one user."""
    if is_fresh(ev, mark):
        ev.heap[mark.id] = Instance(_MARK, {"used": const(True)})
        ev.users[mark.id] = ev.user
    elif ev.user is None or ev.users.get(mark.id) is not ev.user:
        raise used_twice()


def is_fresh(ev: Evaluator, mark: Ref) -> bool:
    """Whether an iterator was certainly not used yet."""
    content = ev.heap.get(mark.id)
    used: Num = const(False) if content is None else content.fields["used"]
    return used.constant and not used.static


def used_twice() -> Unsupported:
    return Unsupported(
        "PPC403", "this iterator may have been used before: Python runs through it once", help="make it a list, list(...)"
    )
