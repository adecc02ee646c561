"""Whether two names refer to the same object, where copies stand for objects that are chosen at run time (borrows.py)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import Num, Ref, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(frozen=True)
class Place:
    """The object ``id``, where ``condition`` holds; with ``position`` the item there of the container ``id``."""

    condition: Num
    id: int
    position: Num | None = None


def same_object(ev: Evaluator, left: Ref, right: Ref) -> Num:
    """``left is right``. Raises Unsupported where that is not known any more."""
    if left.id == right.id:
        return const(True)
    result = const(False)
    for a in _places(ev, left):
        for b in _places(ev, right):
            if a.id == b.id and (a.position is None) == (b.position is None):
                here = const(True) if a.position is None or b.position is None else ar.compare(ev, "==", a.position, b.position)
                both = ar.conjunction(a.condition, b.condition)
                result = ar.disjunction(result, ar.conjunction(both, here))
            elif a.id in ev.copied.get(b.id, ()) or b.id in ev.copied.get(a.id, ()):
                raise _unknown()
    return result


def _places(ev: Evaluator, ref: Ref) -> list[Place]:
    if ref.id in ev.frozen_aliases:
        raise _unknown()
    for b in reversed(ev.borrows):
        if ref.id not in references(b.value):
            continue
        if b.stale or not b.replaced.constant:
            raise _unknown()
        if b.owner is not None:
            return [Place(const(True), b.owner.id, b.position)]
        found = []
        for i, item in enumerate(b.items):
            here = ar.compare(ev, "==", b.position, const(i))
            if item is b.value:  # an object of its own
                found.append(Place(here, ref.id))
                continue
            found += [Place(ar.conjunction(here, p.condition), p.id, p.position) for r in _refs(item) for p in _places(ev, r)]
        return found
    return [Place(const(True), ref.id)]


def _refs(value: Value) -> list[Ref]:
    return [Ref(i) for i in references(value)]


def _unknown() -> Unsupported:
    return Unsupported(
        "PPC210",
        "whether these names refer to the same object is not known here",
        help="give the objects a number of their own and compare that",
    )
