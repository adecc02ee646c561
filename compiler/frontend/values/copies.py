"""Containers of run-time length whose items are copies of objects that live elsewhere as well.

Items lie in columns. Where an object that another object refers to, or that stands for an item of another container, is put
there, Python has one object under two names and we have two. While both are as they were that makes no difference; a change
of either that the other one would show is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.store import content_values, objects_in, references, same
from ppc.compiler.frontend.values.values import Bounded, Instance, Num, Optional, Poison, Ref, Value

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator
    from ppc.compiler.frontend.values.borrows import Borrow
    from ppc.compiler.frontend.values.store import Way

_HELP = "keep indices in the list instead of the objects, and change the objects in the list where they are at home"


class _Always:
    """In place of what a home held: it may be changed at any time."""


ALWAYS = _Always()


def note(ev: Evaluator, owner: Ref, position: Num, inside: list[int]) -> None:
    """The objects ``inside`` are put into ``owner`` as the item at ``position``."""
    elsewhere: dict[int, Any] = {}
    meant = set(inside)  # and what these stand for
    for b in reversed(ev.borrows):  # a copy of a copy was made after it
        if not set(references(b.value)) & meant:
            continue
        if b.owner is not None and b.owner.id == owner.id:
            if not b.stale and not same(b.position, position):
                elsewhere[owner.id] = ALWAYS  # one object at two positions
        elif b.owner is not None:
            elsewhere.update({**ev.copied.get(b.owner.id, {}), b.owner.id: ev.writes[b.owner.id]})
        else:
            meant.update(i for i in b.contents if i in ev.heap)
    for i in meant:
        for h in ev.left[i].homes if i in ev.left else ():
            if h in ev.heap:
                content = ev.writes[h] if isinstance(ev.heap[h], Bounded) else ev.heap[h]
                elsewhere[h] = ALWAYS if h == owner.id else content
        elsewhere.update((k, ev.heap[k]) for k in (i, *ev.frozen_with.get(i, ())) if k in ev.heap)
    if elsewhere:
        ev.copied[owner.id] = {**ev.copied.get(owner.id, {}), **elsewhere}


def has_item(ev: Evaluator, owner: Ref, value: Value) -> None:
    """``value`` may be an item of ``owner``, which is not known to be so any more."""
    inside = {i: ev.heap[i] for i in objects_in(ev.heap, value)}
    ev.copied[owner.id] = {**ev.copied.get(owner.id, {}), **inside}


def homes(ev: Evaluator, taken: tuple[Borrow, ...], inside: set[int]) -> set[int]:
    """The objects and containers that the objects ``inside`` are copies of, by what was ``taken`` from where."""
    meant: set[int] = set(inside)
    found: set[int] = set()
    for b in reversed(taken):  # a copy of a copy was made after it
        if meant.isdisjoint(references(b.value)):
            continue
        if b.owner is None:
            meant.update(b.contents)
        else:
            found.update((b.owner.id, *ev.copied.get(b.owner.id, ())))
    for i in meant & ev.left.keys():
        found |= ev.left[i].homes
    return (found | meant) - inside


@dataclass(frozen=True)
class Left:
    """What a loop left at a place, or a join of these: a copy of one of ``homes`` or of an item of these, which held
    ``contents`` then. ``changes`` says how often an item of each container had been changed."""

    homes: set[int]
    contents: dict[int, Any]
    changes: dict[int, int]


def left_by_loop(ev: Evaluator, copy: int, homes: set[int], changes: dict[int, int]) -> None:
    """A loop left the object ``copy`` at a place. ``changes`` are those from before the loop: a later turn may have changed
    what an earlier one took."""
    contents = {i: ev.heap[i] for i in homes if i in ev.heap and not isinstance(ev.heap[i], Bounded)}
    ev.left[copy] = Left(homes, contents, changes)


def joined(ev: Evaluator, ways: list[Way], column: list[Value], result: Value) -> None:
    """``result`` is a copy of what ``column`` holds on each of some ways."""
    found: set[int] = set()
    contents: dict[int, Any] = {}
    changes = dict(ev.changes)
    for way, value in zip(ways, column, strict=True):
        inside = set(references(value))
        found |= homes(ev, way.store.borrows, inside)
        for left in (ev.left[i] for i in inside if i in ev.left):
            contents.update(left.contents)
            changes = {o: min(n, left.changes.get(o, 0)) for o, n in changes.items()}
    if found:
        ev.left.update((i, Left(found, contents, changes)) for i in references(result))


def is_asked_later(ev: Evaluator, value: Value) -> bool:
    """Whether a name may be read that a change is not seen by: of an object before its fields are, or of what may be None."""
    return isinstance(value, Optional) or (isinstance(value, Ref) and isinstance(ev.heap.get(value.id), Instance))


def check_left(ev: Evaluator, value: Value) -> None:
    """``value`` is read: what a loop left there as a copy must not have changed since, wherever it lies now."""
    for i in references(value):
        if i in ev.left:
            _check_left(ev, ev.left[i])


def family(ev: Evaluator, homes: set[int]) -> set[int]:
    """Some homes, and the containers into which their items were put since."""
    found = set(homes)
    while more := {o for o, noted in ev.copied.items() if o not in found and not found.isdisjoint(noted)}:
        found |= more
    return found


def check_change(ev: Evaluator, owner: Ref) -> None:
    """An item of ``owner`` was changed, which another field may hold a copy of since an earlier step."""
    if owner.id in ev.kept_items:
        raise Unsupported("PPC406", "this item is an object that a field may refer to as well, and is changed", help=_HELP)


def _check_left(ev: Evaluator, left: Left) -> None:
    objects_changed = any(i in ev.heap and ev.heap[i] != content for i, content in left.contents.items())
    if objects_changed or any(ev.changes[o] > left.changes.get(o, 0) for o in family(ev, left.homes)):
        message = "an object that a loop left in a variable was changed under another name since"
        raise Unsupported("PPC406", message, help="let the loop find its index, and index the list after it")


def from_earlier_step(ev: Evaluator, owner: int) -> None:
    """The items of ``owner`` were copied in an earlier step from what is state as well."""
    ev.copied[owner] = {owner: ALWAYS}


def outlasting(ev: Evaluator, heap: dict[int, Any], policy: Ref) -> tuple[set[int], set[int]]:
    """Containers whose items are copies of objects that are state as well; and the homes of these."""
    alive = set(objects_in(heap, policy)) | _in_pools(ev)
    found = {o: (family(ev, set(noted)) - ({o} - noted.keys())) & alive for o, noted in ev.copied.items() if o in alive}
    return {o for o, homes in found.items() if homes}, {i for homes in found.values() for i in homes}


def _homes(ev: Evaluator, owner: Ref) -> dict[int, Any]:
    """What items of ``owner`` are copies of, where that has a name still, and is not kept equal with the item anyway."""
    noted = ev.copied.get(owner.id)
    if not noted:
        return {}
    alive = _reached(ev)
    # A container that no name is left of may still be changed through an item that was taken out of it.
    alive.update(b.owner.id for b in ev.borrows if b.owner is not None and not alive.isdisjoint(references(b.value)))
    equal = {
        i for b in ev.borrows if b.owner is not None and b.owner.id == owner.id and not b.stale for i in references(b.value)
    }
    return {i: c for i, c in noted.items() if c is ALWAYS or (i in alive and i not in equal)}


def taken(ev: Evaluator, owner: Ref, item: Value) -> None:
    """``item`` was taken out of ``owner``: it may not be written if it has another name."""
    if references(item):
        check_read(ev, owner)
        if _homes(ev, owner):
            ev.frozen_aliases.update(objects_in(ev.heap, item))


def check_read(ev: Evaluator, owner: Ref) -> None:
    """An item of ``owner`` is read: what it is a copy of must not have changed since."""
    for i, content in _homes(ev, owner).items():  # an object's contents, or how often a container was written to
        now = ev.writes[i] if isinstance(content, int) else ev.heap.get(i)
        if content is not ALWAYS and now is not content and now != content:
            raise Unsupported("PPC406", "this list holds objects that were changed under another name since", help=_HELP)


def check_copy(ev: Evaluator, copy: Ref) -> None:
    """``copy`` is read, which may have been read from a container whose items are copies."""
    if copy.id in ev.left:
        _check_left(ev, ev.left[copy.id])
    for b in ev.borrows if ev.copied else ():
        if b.owner is not None and b.owner.id in ev.copied and copy.id in b.contents:
            check_read(ev, b.owner)


def check_write(ev: Evaluator, owner: Ref, inside: list[int]) -> None:
    """The objects ``inside`` were changed, and are written to ``owner``."""
    homes = _homes(ev, owner)
    if not homes or homes.keys() & set(inside):
        return
    held = {r for i in _reached(ev) for v in content_values(ev.heap[i]) for r in references(v)}
    if any(c is ALWAYS or isinstance(c, int) or i in held for i, c in homes.items()):
        raise Unsupported("PPC406", "this item is an object that has another name as well, and is changed", help=_HELP)
    for frame in ev.frames:  # variables alone, which are seldom read again
        for name in [n for n, value in frame.locals.items() if homes.keys() & set(references(value))]:
            frame.locals[name] = Poison("an item of a list that it may be was changed since: index the list again")


def _reached(ev: Evaluator) -> set[int]:
    return {i for frame in ev.frames for v in frame.locals.values() for i in objects_in(ev.heap, v)} | _in_pools(ev)


def _in_pools(ev: Evaluator) -> set[int]:
    """The tables that hold the fields of objects in pools: nothing refers to these."""
    return {i for pool in ev.pools.values() for table in pool.tables.values() for i in objects_in(ev.heap, table)}
