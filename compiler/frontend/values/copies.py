"""Containers of run-time length whose items are copies of objects that live elsewhere as well.

Items lie in columns. Where an object that another object refers to, or that stands for an item of another container, is put
there, Python has one object under two names and we have two. While both are as they were that makes no difference; a change
of either that the other one would show is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.store import content_values, objects_in, references
from ppc.compiler.frontend.values.values import Ref, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_HELP = "keep indices in the list instead of the objects, and change the objects in the list where they are at home"


def note(ev: Evaluator, owner: Ref, inside: list[int]) -> None:
    """The objects ``inside`` are put into ``owner`` as an item."""
    elsewhere: dict[int, Any] = {}
    for b in ev.borrows:
        if b.owner is not None and b.owner.id != owner.id and set(references(b.value)) & set(inside):
            elsewhere.update({**ev.copied.get(b.owner.id, {}), b.owner.id: ev.writes[b.owner.id]})
    held = _reached(ev, set(inside))[1]
    elsewhere.update((i, ev.heap[i]) for i in inside if i in held)
    if elsewhere:
        ev.copied[owner.id] = {**ev.copied.get(owner.id, {}), **elsewhere}


def _reached(ev: Evaluator, but: set[int]) -> tuple[set[int], set[int]]:
    """The objects that names lead to, without those behind ``but``; and what these objects refer to."""
    seen, held = set(but), set[int]()
    waiting = [r for frame in ev.frames for v in frame.locals.values() for r in references(v)]
    while waiting:
        i = waiting.pop()
        if i not in seen and i in ev.heap:
            seen.add(i)
            parts = [r for v in content_values(ev.heap[i]) for r in references(v)]
            held.update(parts)
            waiting += parts
    return seen - but, held


def _homes(ev: Evaluator, owner: Ref) -> dict[int, Any]:
    """What items of ``owner`` are copies of, as far as it can still be seen."""
    noted = ev.copied.get(owner.id)
    if not noted:
        return {}
    reached, held = _reached(ev, set())
    return {i: c for i, c in noted.items() if i in (reached if isinstance(c, int) else held)}


def taken(ev: Evaluator, owner: Ref, item: Value) -> None:
    """``item`` was taken out of ``owner``: it may not be written if it has another name."""
    if references(item):
        check_read(ev, owner)
        if _homes(ev, owner):
            ev.frozen_aliases.update(objects_in(ev.heap, item))


def check_read(ev: Evaluator, owner: Ref) -> None:
    """An item of ``owner`` is read: what it is a copy of must not have changed since."""
    homes = _homes(ev, owner)
    if not homes:
        return
    kept_equal = {i for b in ev.borrows if b.owner is not None and b.owner.id == owner.id for i in references(b.value)}
    for i, content in homes.items():  # an object's contents, or how often a container was written to
        now = ev.writes[i] if isinstance(content, int) else ev.heap.get(i)
        if now is not content and now != content and i not in kept_equal:
            raise Unsupported("PPC406", "this list holds objects that were changed under another name since", help=_HELP)


def check_write(ev: Evaluator, owner: Ref, inside: list[int]) -> None:
    """The objects ``inside`` were changed, and are written to ``owner``."""
    homes = _homes(ev, owner)
    if homes and not homes.keys() & set(inside):
        raise Unsupported("PPC406", "this item is an object that has another name as well, and is changed", help=_HELP)
