"""Mutable items of containers that are indexed at run time.

``row = table[k]`` is a name for the item itself in Python. Here the item lies in columns, or is one of several known
objects, so that the evaluator works on a copy and keeps the two equal: after each statement, copies that changed are
written to where they came from, and other copies from the same place are read again.
"""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import NeedsStatic, Restart, Unsupported
from ppc.compiler.frontend.values import copies
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import content_values, objects_in, reference_count, references, same
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Buffer,
    Choice,
    DictObject,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Optional,
    Ref,
    Tuple,
    Value,
    const,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from ppc.compiler.frontend.evaluator import Evaluator
    from ppc.compiler.frontend.values.store import Snapshot, Way


class Reshaped(Unsupported):
    """A copy has another structure than what it stands for."""


_MOST = 64  # known objects that one copy may stand for


@dataclass(frozen=True, eq=False)
class Borrow:
    """``value`` stands for an item: of ``owner`` at ring position ``position``, or one of ``items`` by ``position``.

    ``contents`` is what both sides held when they last agreed. ``nesting`` is that of the statement that took it, which may use
    it under no name until it ends. It is ``stale`` when items may have changed places, and ``replaced`` when another object was
    put in the item's place.
    """

    key: int
    value: Value
    position: Num
    owner: Ref | None
    items: tuple[Value, ...]
    contents: dict[int, Any]
    nesting: int
    escaped: bool = False
    stale: bool = False
    replaced: Num = field(default_factory=lambda: const(False))


def from_container(ev: Evaluator, owner: Ref, position: Num, entry: Value) -> None:
    """``entry`` was read from a position of a container's columns."""
    if references(entry):
        copies.check_read(ev, owner)
        _register(ev, entry, position, owner, ())


def put(ev: Evaluator, owner: Ref, position: Num, entry: Value) -> None:
    """``entry`` was put at a position of a container's columns."""
    if references(entry):
        copies.note(ev, owner, position, objects(ev, entry))
        _register(ev, entry, position, owner, ())


def put_on_one_way(ev: Evaluator, way: Way, owner: Ref, inside: list[int]) -> None:
    """The objects ``inside`` were put into ``owner`` on one of the ways into a join."""
    here, ev.borrows = ev.borrows, way.store.borrows
    copies.note(ev, owner, const(0), [i for i in inside if i in ev.heap])
    ev.borrows = here


def from_items(ev: Evaluator, items: tuple[Value, ...], position: Num, value: Value) -> None:
    """``value`` stands for one of ``items``."""
    stand_in(ev, value, position, items)


def stand_in(ev: Evaluator, value: Value, position: Num, source: Ref | tuple[Value, ...], escaped: bool = False) -> None:
    """``value`` stands for one of some items, or for an item of a container. ``escaped``: an object refers to it."""
    if not objects(ev, value):
        return
    owner, items = (source, ()) if isinstance(source, Ref) else (None, source)
    if len(items) > _MOST:
        ev.frozen_aliases.update(i for item in (*items, value) for i in objects(ev, item))
        return
    _register(ev, value, position, owner, items, escaped)


def _register(
    ev: Evaluator, value: Value, position: Num, owner: Ref | None, items: tuple[Value, ...], escaped: bool = False
) -> None:
    ids = [*objects(ev, value), *(i for item in items for i in objects(ev, item))]
    contents = {i: ev.heap[i] for i in ids}
    if ev.dirty:  # what was written before only matters to earlier borrows
        ev.dirty.difference_update(contents.keys() - {i for b in ev.borrows for i in b.contents})
    ev.borrows = (*ev.borrows, Borrow(ev.next_id(), value, position, owner, items, contents, ev.nesting, escaped))


def objects(ev: Evaluator, value: Value) -> list[int]:
    """Heap ids of a value and all below it."""
    return objects_in(ev.heap, value)


def origin(ev: Evaluator, known: Container[int], value: Value) -> Value:
    """A copy that stands for one of several ``known`` objects as a choice of them; other values as they are."""
    if isinstance(value, Optional | Maybe):
        inner = origin(ev, known, value.value)
        return value if inner is value.value else type(value)(value.present, inner)
    if isinstance(value, Choice):
        found = tuple(origin(ev, known, o) for o in value.options)
        return value if all(map(operator.is_, found, value.options)) else _flat(ev, value.index, found)
    if not isinstance(value, Ref) or value.id in known:
        return value
    for b in reversed(ev.borrows):
        if isinstance(b.value, Ref) and b.value.id == value.id:
            if b.stale or not b.items or not b.replaced.constant or b.replaced.static:
                return value
            items = [item for item in b.items if item != NONE]
            if not all(isinstance(item, Ref) for item in items):
                return value
            any_of_them = next((item for item in items if item.id != value.id), value)  # where there is none at all
            taken = [any_of_them if item == NONE else item for item in b.items]
            found = tuple(value if item.id == value.id else origin(ev, known, item) for item in taken)
            options = [o for f in found for o in (f.options if isinstance(f, Choice) else (f,))]
            return _flat(ev, b.position, found) if any(o.id in known for o in options) else value
    return value


def _flat(ev: Evaluator, index: Num, found: tuple[Value, ...]) -> Choice:
    """One of several values, of which some are choices themselves, as a single choice."""
    options: list[Value] = []
    position: Num = const(0)
    for i, value in enumerate(found):
        inner = value if isinstance(value, Choice) else Choice(const(0), (value,))
        mine = ar.binary("iadd", const(len(options)), inner.index)
        position = mine if i == 0 else ar.select(ar.binary("ieq", index, const(i)), mine, position)
        options += inner.options
    return Choice(ev.hold(position, "which"), tuple(options))


def expire(ev: Evaluator, owner: Ref) -> None:
    """Items of ``owner`` change places: copies of them stand on their own, and may not be written any more."""
    ev.borrows = tuple(
        dataclasses.replace(b, stale=True) if b.owner is not None and b.owner.id == owner.id else b for b in ev.borrows
    )


def replaced(ev: Evaluator, owner: Ref, position: Num, value: Value) -> None:
    """``value`` is put at a position of ``owner``: it is the item from now on, and what lay there is none any more."""
    mine = set(references(value))
    after = []
    for b in ev.borrows:
        if b.owner is not None and b.owner.id == owner.id and not mine & set(objects(ev, b.value)):
            here = ar.disjunction(b.replaced, ar.binary("ieq", b.position, position))
            b = dataclasses.replace(b, replaced=here if here.constant else ev.hold(here, "replaced"))
        after.append(b)
    ev.borrows = tuple(after)
    put(ev, owner, position, value)


def borrowed(ev: Evaluator) -> set[int]:
    """Ids of all objects that stand for others."""
    return {i for b in ev.borrows for i in objects(ev, b.value)}


def agree(ev: Evaluator) -> None:
    """Copies and sources are equal by construction as the heap is now."""
    ev.borrows = tuple(dataclasses.replace(b, contents={i: ev.heap[i] for i in b.contents if i in ev.heap}) for b in ev.borrows)


def join(ev: Evaluator, ways: list[Way], merge: Callable[[list[Value], str], Value]) -> None:
    """The borrows that every way into a join has; the heap is the joined one."""
    tables = [{b.key: b for b in way.store.borrows} for way in ways]
    result = []
    for b in ways[0].store.borrows:
        column = [t[b.key] for t in tables if b.key in t]
        if len(column) < len(tables):
            continue
        contents = {}
        for i in b.contents:
            clean = all(way.store.heap.get(i) is c.contents.get(i) for way, c in zip(ways, column, strict=True))
            contents[i] = ev.heap.get(i) if clean else None
        gone = merge([c.replaced for c in column], "replaced")
        flags = {"escaped": any(c.escaped for c in column), "stale": any(c.stale for c in column)}
        result.append(dataclasses.replace(b, contents=contents, replaced=gone, **flags))
    ev.borrows = tuple(result)


def after_loop(head: tuple[Borrow, ...], ways: list[Way]) -> tuple[Borrow, ...]:
    """The borrows from before a loop: stale where its body replaced or moved items."""
    stale = {b.key for way in ways for b in way.store.borrows if b.stale}
    before = {b.key: b.replaced for b in head}
    stale |= {b.key for way in ways for b in way.store.borrows if b.key in before and b.replaced is not before[b.key]}
    return tuple(dataclasses.replace(b, stale=b.stale or b.key in stale) for b in head)


def settle(ev: Evaluator, scan: bool = False, forget: bool = False) -> None:
    """Makes copies and sources equal again.

    After a statement, ``forget`` drops copies that nothing refers to; ``scan`` says that it may have put one of them
    into another object.
    """
    for _ in range(8 + 2 * len(ev.borrows)):
        dirty = [b for b in reversed(ev.borrows) if _changed(ev, b)]
        if not dirty:
            break
        _write_back(ev, dirty[0])
    ev.dirty.clear()
    if forget:
        _forget(ev, scan)


def _changed(ev: Evaluator, b: Borrow) -> bool:
    return any(ev.heap.get(i) is not c or i in ev.dirty for i, c in b.contents.items())


def _write_back(ev: Evaluator, b: Borrow) -> None:
    mine = set(objects(ev, b.value))
    changed = {i for i, c in b.contents.items() if ev.heap.get(i) is not c or i in ev.dirty}
    ev.dirty -= b.contents.keys()
    if b.stale:
        if changed & mine:
            raise Unsupported(
                "PPC406",
                "this item of a container is changed after the container's items may have changed places",
                help="index the container again before changing the item",
            )
        ev.borrows = tuple(x for x in ev.borrows if x is not b)
        return
    if changed & mine:
        _check_parts(ev, b)
    if b.owner is not None:
        copies.check_write(ev, b.owner, objects(ev, b.value))
        ev.fault("value", b.replaced, "an item was changed after another object took its place")
        _to_columns(ev, b)
        touched = {b.owner.id}
    elif changed & mine:
        try:
            for i, item in enumerate(b.items):
                if item is b.value or item == NONE:  # what no other name refers to
                    continue
                hit = ev.hold(ar.binary("ieq", b.position, const(i)), "is_item")
                ev.branch(hit, lambda item=item: _overwrite(ev, item, b.value), lambda: True)  # type: ignore[misc]
        except Reshaped:
            _remake(ev, b)
            raise
        touched = set()
    else:
        _reread(ev, b)
        touched = set()
    after = []
    for other in ev.borrows:
        if other.key == b.key:
            other = dataclasses.replace(other, contents={i: ev.heap[i] for i in b.contents})
        elif other.owner is not None and other.owner.id in touched and not other.stale:
            _reread(ev, other)
            other = dataclasses.replace(other, contents={i: ev.heap[i] for i in other.contents})
        after.append(other)
    ev.borrows = tuple(after)


def _check_parts(ev: Evaluator, b: Borrow) -> None:
    """What is written may have no other name, nor hold objects that have: they would be copied."""
    here = objects(ev, b.value)
    frozen = any(i in ev.frozen_aliases for item in (*b.items, b.value) for i in objects(ev, item))
    new = [i for i in here if i not in b.contents]
    if new and not frozen:
        store = ev.snapshot()
        names = {i for frame in store.frames for v in frame.values() for i in references(v)}
        stand_ins = {i for other in ev.borrows if other is not b for i in references(other.value)}
        frozen = any(i in stand_ins or reference_count(store, i) - (i in names) > 1 for i in new)
        ev.frozen_aliases.update(i for i in new if i in names)  # a copy of what these names refer to is the item's part
    if frozen:
        raise Unsupported(
            "PPC406",
            "an item that is chosen at run time is changed, and it or a part of it has another name",
            help="write .copy() where it gets its second name, or keep an index instead",
        )


def _to_columns(ev: Evaluator, b: Borrow) -> None:
    from ppc.compiler.frontend.values import columns, containers

    assert b.owner is not None
    containers.mutable(ev, b.owner)
    copies.check_change(ev, b.owner)
    ev.changes[b.owner.id] += 1
    content = containers.widened(ev, b.owner, b.value)
    columns.write(ev, content.element, list(content.columns), b.position, b.value)


def _reread(ev: Evaluator, b: Borrow) -> None:
    """The source into the copy."""
    from ppc.compiler.frontend import iteration
    from ppc.compiler.frontend.values import containers

    if b.owner is not None:
        fresh = containers.at(ev, ev.heap[b.owner.id], b.position)
    else:
        fresh = iteration.selected(ev, b.items, b.position)
    _overwrite(ev, b.value, fresh)


def _overwrite(ev: Evaluator, target: Value, source: Value) -> bool:
    """The contents of ``source``'s objects into ``target``'s, which have the same structure."""
    target = target.value if isinstance(target, Optional | Maybe) else target
    source = source.value if isinstance(source, Optional | Maybe) else source
    if isinstance(target, Optional | Maybe) or isinstance(source, Optional | Maybe):
        return _overwrite(ev, target, source)
    if isinstance(target, Tuple) and isinstance(source, Tuple):
        for t, s in zip(target.items, source.items, strict=True):
            _overwrite(ev, t, s)
    elif isinstance(target, NDArray) and isinstance(source, NDArray):
        from ppc.compiler.frontend.values import array_writes, arrays

        old: Buffer = ev.heap[target.buffer.id]
        if old.elements is not None:
            elements = tuple(ar.coerce(ev, e, old.dtype) for e in arrays.elements(ev, source))
            if len(elements) == old.size:
                ev.heap[target.buffer.id] = dataclasses.replace(old, elements=elements)
                return True
        array_writes.write_all(ev, target, source)
    elif isinstance(target, Ref) and isinstance(source, Ref):
        old, new = ev.heap[target.id], ev.heap[source.id]
        if isinstance(old, ListObject) and isinstance(new, ListObject) and len(old.items) == len(new.items):
            ev.heap[target.id] = ListObject(tuple(_part(ev, a, b) for a, b in zip(old.items, new.items, strict=True)))
        elif isinstance(old, Instance) and isinstance(new, Instance):
            ev.heap[target.id] = Instance(old.cls, {k: _part(ev, old.fields.get(k), v) for k, v in new.fields.items()})
        elif isinstance(old, DictObject) and isinstance(new, DictObject) and old.items.keys() == new.items.keys():
            ev.heap[target.id] = dataclasses.replace(old, items={k: _part(ev, old.items[k], v) for k, v in new.items.items()})
        elif isinstance(old, Bounded) and isinstance(new, Bounded):
            ev.heap[target.id] = new
        else:
            raise Reshaped(
                "PPC406",
                "an item of a container that is indexed at run time changes its length or structure",
                help="keep its length, or put the changed item back with container[key] = item",
            )
    elif references(target) or references(source):
        raise Unsupported(
            "PPC406", "one of several objects is changed while another name may refer to it", help=sh.LIST_OF_OBJECTS
        )
    return True


def _remake(ev: Evaluator, b: Borrow) -> None:
    """Items of known structure change it: from the next evaluation on, the container that holds them is one of run-time length
    from where it is made, so that its items lie in columns, which are widened to what is put into them."""
    if ev.stage == "derive" and ev.loops:
        raise NeedsStatic("PPC302", "objects that grow are indexed by the counter of a loop", help="keep their lengths")
    mine = {i for item in b.items for i in references(item)}
    for id, content in ev.heap.items():
        if isinstance(content, ListObject | DictObject) and any(mine & {*references(v)} for v in content_values(content)):
            outer = next((o for o in ev.borrows if id in objects(ev, o.value)), None)
            key = ev.made_at.get(id)
            remade = ev.container_memo.setdefault("remade", set())
            if outer is not None and outer.owner is not None:
                _deepen(ev, outer.owner)
            elif outer is not None:
                _remake(ev, outer)
            elif key is not None and key not in remade:
                remade.add(key)
                raise Restart
            elif key is None:
                ev.regrown[id] = None
    _remake_alone(ev, {i for item in b.items if item not in (b.value, NONE) for i in _unlike(ev, item, b.value)})


def remake(ev: Evaluator, id: int, element: Any) -> None:
    """After an error: a container of known length gets a run-time length behind it, and what was read of it before may be the
    error's cause. Another evaluation makes it so from the beginning."""
    key = ev.made_at.get(id)
    remade = ev.container_memo.setdefault("remade", set())
    if key is not None and key not in remade and element is not None:
        remade.add(key)
        ev.container_memo[key] = element
        ev.learned.add(key)


def _remake_alone(ev: Evaluator, ids: set[int]) -> None:
    """Containers of known structure that are no items of others, such as fields of which one is chosen."""
    remade = ev.container_memo.setdefault("remade", set())
    keys = {ev.made_at[i] for i in ids if i in ev.made_at} - remade
    ev.regrown.update(dict.fromkeys(ids - ev.made_at.keys()))
    if keys:
        remade |= keys
        raise Restart


def _unlike(ev: Evaluator, target: Value, source: Value) -> list[int]:
    """The containers of known structure in ``target`` that have another one in ``source``."""
    target = target.value if isinstance(target, Optional | Maybe) else target
    source = source.value if isinstance(source, Optional | Maybe) else source
    if isinstance(target, Tuple) and isinstance(source, Tuple):
        return [i for t, s in zip(target.items, source.items, strict=False) for i in _unlike(ev, t, s)]
    if not isinstance(target, Ref) or not isinstance(source, Ref):
        return []
    old, new = ev.heap[target.id], ev.heap[source.id]
    if isinstance(old, Instance) and isinstance(new, Instance):
        return [i for k, v in old.fields.items() for i in _unlike(ev, v, new.fields.get(k))]
    if not isinstance(old, ListObject | DictObject):
        return []
    before, after = content_values(old), content_values(new)
    if type(old) is not type(new) or len(before) != len(after):
        return [target.id]
    return [i for t, s in zip(before, after, strict=True) for i in _unlike(ev, t, s)]


def _deepen(ev: Evaluator, owner: Ref) -> None:
    """The items of ``owner`` are containers of known length whose own items grow: they are of run-time length as well."""
    content: Bounded = ev.heap[owner.id]
    ev.regrown[owner.id] = None
    key = ev.container_keys.get(owner.id, ev.made_at.get(owner.id))
    deeper = sh.storable(sh.deepened(content.element))
    if key is not None and deeper != content.element and sh.columns_of(deeper) is not None:
        ev.container_memo[key] = deeper
        raise Restart


def _part(ev: Evaluator, old: Value, new: Value) -> Value:
    """A part of an object: a nested object keeps its identity."""
    if references(new) and old is not None and references(old) and type(old) is type(new):
        _overwrite(ev, old, new)
        return old
    return old if old is not None and same(old, new) else new


def outlasting(store: Snapshot) -> tuple[Borrow, ...]:
    """The borrows that matter when a stage has ended: no statement is left that could use a copy under no name, or what a copy
    was taken from when that has been replaced. Both sides must be there for what comes after."""
    reached = {i for value in store.frames[0].values() for i in objects_in(store.heap, value)} if store.borrows else set()
    kept = list(store.borrows)
    more = True
    while more:  # what is left of one may be all that led to another
        more = False
        for b in kept:
            others = reached.union(*(o.contents for o in kept if o is not b))
            mine = set(objects_in(store.heap, b.value))
            sources = {i for item in (*b.items, b.owner) for i in objects_in(store.heap, item)} - mine
            if not (mine & others and sources & others):
                kept.remove(b)
                more = True
                break
    return tuple(kept)


def _forget(ev: Evaluator, scan: bool) -> None:
    if not ev.borrows:
        return
    named = {i for f in ev.frames for v in f.locals.values() for i in references(v)}
    held: set[int] = set()
    if scan:
        copies = borrowed(ev)
        held = {r for i, c in ev.heap.items() if i not in copies for v in content_values(c) for r in references(v)}
    kept: set[int] = set()
    more = True
    while more:  # a copy that another one is taken from stays with it
        more = False
        for b in ev.borrows:
            if b.key in kept:
                continue
            mine = set(objects(ev, b.value))
            if b.nesting < ev.nesting or b.escaped or mine & (named | held):
                kept.add(b.key)
                more = True
                named |= {i for item in b.items for i in objects(ev, item)}
                if b.owner is not None:
                    named.add(b.owner.id)
    ev.borrows = tuple(
        dataclasses.replace(b, escaped=b.escaped or bool(held and held & set(objects(ev, b.value))))
        for b in ev.borrows
        if b.key in kept
    )
