"""Objects that are referred to by number: those of classes whose objects refer to each other in a row without a known end.

Other objects are evaluated away. Where that has no end, the class has a pool: one list for each field, with an item for each
object that was made, and what the policy holds is a ``Handle``, the object's position. Two names of an object are the same
number, so that nothing has to be kept equal (``borrows``) but the lists and arrays in its fields.
"""

from __future__ import annotations

import ast
import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import classes, expressions, syntax
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.values import borrows, columns, containers, reclaiming
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.places import Path
from ppc.compiler.frontend.values.store import Snapshot, same
from ppc.compiler.frontend.values.values import (
    Bounded,
    DictObject,
    Handle,
    Instance,
    ListObject,
    Maybe,
    Num,
    Poison,
    Ref,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Storage
from ppc.compiler.ir.types import BOOL

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Place = tuple[str, int, int]  # of a class in the text
_POOL = UserClass("pool", ast.ClassDef("pool", [], [], [], [], lineno=0, col_offset=0))
_DEEPEST = 2  # objects of a class in one another, in an item of a list, before their class gets a pool
_MOST_WORDS = 1 << 15  # that a pool of more objects than a list has items may take


@dataclass(eq=False)
class Known:
    """What earlier evaluations found out."""

    pooled: frozenset[Place]
    lasting: set[Place] = field(default_factory=set)  # whose objects outlive the step that makes them
    growing: set[Place] = field(default_factory=set)  # of which objects are made in steps
    written: set[Place] = field(default_factory=set)  # whose objects of ``__init__`` a step changes
    late: dict[Place, set[str]] = field(default_factory=dict)  # fields that ``__init__`` need not assign
    empty: dict[Any, Evaluator] = field(default_factory=dict)  # places that read a list before anything is put into it
    learned: bool = False  # in the evaluation that is going on


@dataclass(eq=False)
class Pool:
    """The objects of a class: how many there are (``counter``), and for each field the list of its values. ``flags`` tell which
    objects have the fields that not all have. ``rooted``: what ``__init__`` made is known to the policy."""

    cls: UserClass
    capacity: int
    counter: Ref
    tables: dict[str, Ref]
    flags: dict[str, Ref]
    rooted: bool = False
    made: Num = field(default_factory=lambda: const(0))  # objects of ``__init__``
    reuse: reclaiming.Reuse | None = None  # in the step

    @property
    def lists(self) -> list[Ref]:
        return [*self.tables.values(), *self.flags.values()]


def known(ev: Evaluator) -> Known:
    found: Known = ev.container_memo["pools"]
    return found


def _learn(ev: Evaluator) -> None:
    known(ev).learned = True
    ev.learned.add("pools")


def prepare(ev: Evaluator, cls: UserClass, names: frozenset[str]) -> None:
    """Makes the pool of a class that was just defined, if it is to have one. ``names`` are those of all fields that are
    assigned anywhere."""
    facts: Known | None = ev.container_memo.get("pools")
    if facts is None or cls.place not in facts.pooled or not ev.frame.is_module:
        return
    fields = sorted(names | {n for n, _ in cls.fields})
    elements = [ev.container_memo.get(_key(cls, n)) for n in fields]
    words = sum(n for e in elements if e is not None for _, n in sh.columns_of(sh.storable(e)) or [])
    room = budgets.container_capacity()
    capacity = max(room, min(4 * room, _MOST_WORDS // max(words, 1)))
    late = sorted(facts.late.get(cls.place, ()))
    for name in late:
        ev.container_memo[_key(cls, name, "flags")] = sh.NumShape(BOOL, False)
    tables = {n: _table(ev, capacity, _key(cls, n)) for n in fields}
    flags = {n: _table(ev, capacity, _key(cls, n, "flags")) for n in late}
    counter = ev.allocate(_counter(const(0)), True)
    pool = ev.pools[cls.place] = Pool(cls, capacity, counter, tables, flags)
    ev.frames[0].locals[f" pool {cls.place}"] = Tuple((counter, *pool.lists))  # so that it is kept for the steps


def _key(cls: UserClass, name: str, kind: str = "pool") -> Any:
    return kind, cls.place, name, ("step",)


def _table(ev: Evaluator, capacity: int, key: Any) -> Ref:
    made = containers.make_bounded(ev, [], capacity, False, "list", key)
    ev.heap[made.id] = dataclasses.replace(ev.heap[made.id], length=const(capacity))
    return made


# --- objects ---------------------------------------------------------------------------------------------


def create(ev: Evaluator, cls: UserClass, initialise: Any) -> Handle:
    """A new object, whose fields ``initialise(handle)`` assigns."""
    pool = ev.pools[cls.place]
    handle = Handle(cls, _next_place(ev, pool))
    for table in pool.flags.values():
        _write(ev, pool, table, handle.index, const(False))
    made = ev.allocate(Instance(_POOL, {}), True)  # which fields it has so far
    ev.making.append((handle, made))
    try:
        initialise(handle)
    finally:
        ev.making.pop()
    assigned = {n for n, v in ev.heap[made.id].fields.items() if not isinstance(v, Maybe)}
    late = {n for n, t in pool.tables.items() if n not in assigned and ev.heap[t.id].element is not None}
    before = known(ev).late.setdefault(cls.place, set())
    if not late <= before:
        before |= late
        _learn(ev)
    return handle


def _counter(count: Num, following: Num | None = None) -> Instance:
    """How many places of a pool were taken one after the other, and where a step goes on to look for one to use again."""
    return Instance(_POOL, {"count": count, "following": following or const(0)})


def _next_place(ev: Evaluator, pool: Pool) -> Num:
    """The place for a new object."""
    facts = known(ev)
    if ev.stage != "derive" and pool.cls.place not in facts.growing:
        facts.growing.add(pool.cls.place)
        _learn(ev)
    fields = ev.heap[pool.counter.id].fields
    count, following, most = fields["count"], fields["following"], const(pool.capacity)
    place, reuse = count, pool.reuse if ev.stage == "step" else None
    if reuse is not None:
        place = ev.hold(ar.select(reuse.on, reclaiming.free(ev, reuse, following, pool.capacity), count), "place")
    full = ev.hold(ar.compare(ev, ">=", place, most), "full")
    ev.overflow(full, pool.capacity, f"objects of class {pool.cls.name}")
    index = ev.hold(ar.minimum(ev, place, const(pool.capacity - 1)), pool.cls.name.lower())
    after = ev.hold(ar.select(full, most, ar.binary("iadd", place, const(1))), "count")
    if reuse is None:
        ev.heap[pool.counter.id] = _counter(after, following)
    else:
        count = ev.hold(ar.select(reuse.on, count, after), "count")
        ev.heap[pool.counter.id] = _counter(count, ev.hold(ar.select(reuse.on, after, following), "following"))
    return index


def get_field(ev: Evaluator, handle: Handle, name: str) -> Value | None:
    """``handle.name`` where it is a field that some object of the class has."""
    pool = ev.pools[handle.cls.place]
    table = pool.tables.get(name)
    if table is None or ev.heap[table.id].element is None:
        return None
    present = has_field(ev, handle, name)
    if present.constant:
        return _read(ev, table, handle)
    default = classes.member_of(ev, handle.cls, handle, name)
    if default is not None:
        return expressions.conditional(ev, present, lambda: _read(ev, table, handle), lambda: default)
    absent = ar.logical_not(present)
    ev.fault("unassigned", absent, f"the field '{name}' is read before it is assigned", "AttributeError")
    return _read(ev, table, handle)


def has_field(ev: Evaluator, handle: Handle, name: str) -> Num:
    """Whether an object has a field that some object of the class has."""
    flags = ev.pools[handle.cls.place].flags.get(name)
    if flags is None:
        return const(True)
    present: Num = _read(ev, flags, handle)
    return present


def set_field(ev: Evaluator, handle: Handle, name: str, value: Value) -> None:
    """``handle.name = value``."""
    pool = ev.pools[handle.cls.place]
    table = pool.tables.get(name)
    if table is None:
        raise Unsupported("PPC214", f"objects of class {handle.cls.name} have no field '{name}'", help="assign it in __init__")
    value = ev.keep(value, name)
    key = ev.container_keys[table.id]
    before = ev.container_memo.get(key)
    _write(ev, pool, table, handle.index, value)
    borrows.replaced(ev, table, handle.index, value)
    if ev.container_memo.get(key) != before:
        _learn(ev)
    if name in pool.flags:
        _write(ev, pool, pool.flags[name], handle.index, const(True))
    for other, made in ev.making:
        if other.cls is handle.cls and same(other.index, handle.index):
            content = ev.heap[made.id]
            ev.heap[made.id] = Instance(_POOL, {**content.fields, name: const(True)})


def _read(ev: Evaluator, table: Ref, handle: Handle) -> Value:
    return ev.keep(containers.read(ev, ev.heap[table.id], handle.index, table), "field")


def _write(ev: Evaluator, pool: Pool, table: Ref, index: Num, value: Value) -> None:
    facts, place = known(ev), pool.cls.place
    if ev.stage != "derive" and place not in facts.written and _is_derived(ev.heap[table.id]):
        facts.written.add(place)
        _learn(ev)
    containers.mutable(ev, table)
    content = containers.widened(ev, table, value)
    columns.write(ev, content.element, list(content.columns), index, value)


def _is_derived(content: Bounded) -> bool:
    return any(c.storage is Storage.DERIVED for c in content.columns)


def nothing(ev: Evaluator) -> Value:
    """What is read from a list into which nothing was put as yet: with pools, a value of no type, where a later turn of a loop
    may put objects into the list. If none does, it is a number in the next evaluation."""
    facts: Known | None = ev.container_memo.get("pools")
    if facts is not None and ev.stage != "derive" and facts.empty.setdefault(ev.span, ev) is ev:
        _learn(ev)
        return Poison("")
    return const(0.0)


def refuse_copy(ev: Evaluator, value: Value) -> None:
    """Raises Unsupported where a copy of ``value`` with all that it refers to would need new objects."""
    if ev.pools and in_shape(sh.shape_of(ev, value)):
        raise Unsupported("PPC403", "objects that refer to each other in a row cannot be copied", help="make a new one")


# --- stages ----------------------------------------------------------------------------------------------


def end_of_init(ev: Evaluator) -> None:
    """Which objects of ``__init__`` are known afterwards; a pool without such ones is empty when a step begins."""
    reached = _reached(ev)
    for place, pool in ev.pools.items():
        count = ev.heap[pool.counter.id].fields["count"]
        pool.rooted = place in reached and not (count.constant and count.static == 0)
        pool.made = count if pool.rooted else const(0)
        if not pool.rooted:
            ev.heap[pool.counter.id] = _counter(const(0))
            for table in pool.lists:
                ev.heap[table.id] = dataclasses.replace(ev.heap[table.id], element=None, columns=())


def _reached(ev: Evaluator) -> set[Place]:
    """The classes of which objects are referred to by something else than other objects of these classes alone."""
    found: set[Place] = set()
    seen: set[int] = {i.id for pool in ev.pools.values() for i in (pool.counter, *pool.lists)}
    waiting: list[Any] = list(ev.frames[0].locals.values())
    while waiting:
        value = waiting.pop()
        if isinstance(value, Handle):
            _reach(ev, value.cls.place, found)
        elif isinstance(value, Bounded):
            for place in in_shape(value.element):
                _reach(ev, place, found)
        elif isinstance(value, Ref) and value.id not in seen:
            seen.add(value.id)
            waiting.append(ev.heap[value.id])
        else:
            waiting += _inside(value)
    return found


def _inside(value: Any) -> list[Any]:
    """What a value or an object's content holds."""
    for name in ("items", "options", "fields"):
        inside = getattr(value, name, None)
        if isinstance(inside, dict):
            return list(inside.values())
        if isinstance(inside, tuple):
            return list(inside)
    if isinstance(value, UserClass):
        return list(value.attributes.values())
    inner = [getattr(value, name, None) for name in ("value", "receiver", "closure", "locals", "defaults")]
    return [v for v in inner if v is not None and not isinstance(v, str | int | float)]


def _reach(ev: Evaluator, place: Place, found: set[Place]) -> None:
    if place not in found:
        found.add(place)
        for table in ev.pools[place].tables.values():
            for other in in_shape(ev.heap[table.id].element):
                _reach(ev, other, found)


def in_shape(shape: sh.Shape) -> set[Place]:
    """The pooled classes to whose objects a value of this shape refers."""
    if isinstance(shape, sh.HandleShape):
        return {shape.cls.place}
    if isinstance(shape, sh.TupleShape | sh.ListShape | sh.DictShape | sh.InstanceShape):
        return {p for part in sh.parts_of(shape) for p in in_shape(part)}
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        return in_shape(shape.inner)
    return in_shape(shape.element) if isinstance(shape, sh.BoundedShape) else set()


def begin(ev: Evaluator) -> None:
    """Empties the pools whose objects do not outlive a step, and before an episode all that ``__init__`` left empty."""
    for place, pool in ev.pools.items():
        if pool.rooted:
            continue
        if ev.stage == "reset" or place not in known(ev).lasting:
            ev.heap[pool.counter.id] = _counter(const(0))
        for table in pool.lists:
            if any(c.storage is Storage.STATE for c in ev.heap[table.id].columns):
                continue
            key = ev.container_keys[table.id]
            ev.heap[table.id] = ev.heap[_table(ev, pool.capacity, key).id]


def mark(ev: Evaluator, state: Iterable[Path]) -> None:
    """When a step begins: notes which places of pools are taken, where objects that a step made outlive it."""
    facts: Known | None = ev.container_memo.get("pools")
    if facts is None:
        return
    elements = [ev.container_memo.get(_key(p.cls, n)) for p in ev.pools.values() for n in p.tables]
    held = {place for e in elements if e is not None for place in in_shape(e)}
    for place, pool in ev.pools.items():
        pool.reuse = None
        if place in facts.lasting & facts.growing and place not in held:
            count = ev.heap[pool.counter.id].fields["count"]
            ev.heap[pool.counter.id] = _counter(count)
            pool.reuse = reclaiming.begin(ev, pool.cls, count, pool.made, pool.capacity, state)


def open_written(ev: Evaluator) -> None:
    """Gives the objects of ``__init__`` that steps change memory of their own, before any loop."""
    for place, pool in ev.pools.items():
        if pool.rooted and place in known(ev).written:
            for table in pool.lists:
                containers.mutable(ev, table)


def hide(ev: Evaluator, head: Snapshot, end: Snapshot) -> None:
    """Objects that do not outlive the step are no state."""
    for place, pool in ev.pools.items():
        if not pool.rooted and place not in known(ev).lasting:
            for ref in (pool.counter, *pool.lists):
                end.heap[ref.id] = head.heap[ref.id]


def note_lasting(ev: Evaluator, shapes: list[sh.Shape]) -> None:
    """Objects to which the state refers outlive the step."""
    lasting = {p for s in shapes for p in in_shape(s)}
    if not lasting <= known(ev).lasting:
        known(ev).lasting.update(lasting)
        _learn(ev)


# --- which classes ---------------------------------------------------------------------------------------


def endless(ev: Evaluator, cls: UserClass, link: str) -> Unsupported:
    """Notes a class whose objects are linked in a row. Evaluation gives up at once where it is going to be tried with a pool
    for the class; else the loop that links them may be written out."""
    ev.container_memo.setdefault("endless", set()).add(cls.place)
    at_once = ev.stage != "derive" and ev.container_memo.get("early")
    return (NeedsStatic if ev.loops and not at_once else Unsupported)(
        "PPC409",
        f"objects of class {cls.name} refer to objects of their own class, by '{link}', without a known end",
        help=f"keep them in a list, and in '{link}' the index of the other one (-1 for none)",
    )


def require_an_end(ev: Evaluator, shape: sh.Shape) -> None:
    """Refuses items that hold objects that hold objects of their class, and so on, where these are going to have a pool."""
    if ev.container_memo.get("early") and ev.stage != "derive":
        _require_an_end(ev, shape, (), "")


def _require_an_end(ev: Evaluator, shape: sh.Shape, around: tuple[UserClass, ...], link: str) -> None:
    if isinstance(shape, sh.InstanceShape):
        if around.count(shape.cls) > _DEEPEST:
            raise endless(ev, shape.cls, link)
        for name, part in shape.fields:
            _require_an_end(ev, part, (*around, shape.cls), name)
    elif isinstance(shape, sh.TupleShape | sh.ListShape | sh.DictShape):
        for part in sh.parts_of(shape):
            _require_an_end(ev, part, around, link)
    elif isinstance(shape, sh.OptionalShape):
        _require_an_end(ev, shape.inner, around, link)
    elif isinstance(shape, sh.BoundedShape):
        _require_an_end(ev, shape.element, around, link)


def linked(ev: Evaluator) -> frozenset[Place]:
    """The classes whose objects, as they are when evaluation gave up, refer to objects of their own class, perhaps by way of
    others."""
    own = next((c for c in ev.classes.values() if c.name == "Policy" or c.find_method("act")), None)
    follows: dict[Place, set[Place]] = {}
    for content in list(ev.heap.values()):
        if isinstance(content, Instance):
            _note_links(ev, content.cls, [_seen(ev, v) for v in content.fields.values()], follows)
        elif isinstance(content, Bounded) and content.element is not None:
            _note_shapes(ev, content.element, follows)
    found = set(ev.container_memo.get("endless", ())) | _perhaps(ev)
    for place in follows:
        waiting, seen = list(follows[place]), set[Place]()
        while waiting:
            other = waiting.pop()
            if other not in seen and other in follows:
                seen.add(other)
                waiting += follows[other]
        if place in seen:
            found.add(place)
    return frozenset(p for p in found if own is None or p != own.place)


def listed(ev: Evaluator) -> frozenset[Place]:
    """The classes whose objects, as they are when evaluation gave up, are items of lists, dictionaries or tuples."""
    found: set[UserClass] = set()
    for content in list(ev.heap.values()):
        if isinstance(content, ListObject | DictObject | Bounded):
            found |= _seen(ev, content)
            if isinstance(content, Bounded) and content.element is not None:
                found |= _in_element(content.element)
    return frozenset(c.place for c in found if c.place in ev.classes and c.kind in ("plain", "dataclass"))


def _perhaps(ev: Evaluator) -> set[Place]:
    """Classes with a field that is None or an empty list at first, or that is annotated with the class, and that code asks of
    other objects than ``self``: ``node.parent``."""
    asked = {
        n.attr
        for n in syntax.walk(ev.module)
        if type(n) is ast.Attribute and not (isinstance(n.value, ast.Name) and n.value.id == "self")
    }
    return {c.place for c in ev.classes.values() if c.kind in ("plain", "dataclass") and asked & _links_of(c.node)}


def _links_of(node: ast.ClassDef) -> set[str]:
    """Fields that are None or empty at first, or that may be objects of the class itself."""
    found = set()
    for n in ast.walk(node):
        if isinstance(n, ast.FunctionDef):
            names = [a.arg for a in (*n.args.posonlyargs, *n.args.args)]
            given = zip(reversed(names), reversed(n.args.defaults), strict=False)
            none = {name for name, default in given if _is_none(default)}
            for s in ast.walk(n):
                if isinstance(s, ast.Assign) and (_is_bare(s.value) or (isinstance(s.value, ast.Name) and s.value.id in none)):
                    found |= {t.attr for t in s.targets if isinstance(t, ast.Attribute)}
        elif isinstance(n, ast.AnnAssign):
            target = n.target.attr if isinstance(n.target, ast.Attribute) else getattr(n.target, "id", "")
            if node.name in ast.unparse(n.annotation) or (n.value is not None and _is_bare(n.value)):
                found.add(target)
    return found


def _is_bare(node: ast.expr) -> bool:
    """None, or an empty list."""
    return _is_none(node) or (isinstance(node, ast.List) and not node.elts)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _seen(ev: Evaluator, value: Any, depth: int = 6) -> set[UserClass]:
    """The classes of the objects in a value, without those in objects."""
    if isinstance(value, Handle):
        return {value.cls}
    if isinstance(value, Ref):
        value = ev.heap.get(value.id)
    if isinstance(value, Instance):
        return {value.cls}
    if isinstance(value, Bounded):
        return _in_element(value.element)
    return {c for v in _inside(value) for c in _seen(ev, v, depth - 1)} if depth and value is not None else set()


def _in_element(shape: sh.Shape) -> set[UserClass]:
    if isinstance(shape, sh.InstanceShape | sh.HandleShape):
        return {shape.cls}
    if isinstance(shape, sh.OptionalShape):
        return _in_element(shape.inner)
    if isinstance(shape, sh.BoundedShape):
        return _in_element(shape.element)
    if isinstance(shape, sh.TupleShape | sh.ListShape | sh.DictShape):
        return {c for part in sh.parts_of(shape) for c in _in_element(part)}
    return set()


def _note_links(ev: Evaluator, cls: UserClass, seen: list[set[UserClass]], follows: dict[Place, set[Place]]) -> None:
    if cls.place in ev.classes and cls.kind in ("plain", "dataclass"):
        follows.setdefault(cls.place, set()).update(c.place for found in seen for c in found)


def _note_shapes(ev: Evaluator, shape: sh.Shape, follows: dict[Place, set[Place]]) -> None:
    """The links in a shape of objects that lie in columns."""
    if isinstance(shape, sh.InstanceShape):
        _note_links(ev, shape.cls, [_in_element(s) for _, s in shape.fields], follows)
    if isinstance(shape, sh.TupleShape | sh.ListShape | sh.DictShape | sh.InstanceShape):
        for part in sh.parts_of(shape):
            _note_shapes(ev, part, follows)
    elif isinstance(shape, sh.OptionalShape):
        _note_shapes(ev, shape.inner, follows)
    elif isinstance(shape, sh.BoundedShape):
        _note_shapes(ev, shape.element, follows)
