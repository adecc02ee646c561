"""Loops: residual where they can be, unrolled where the body needs what is known of each turn.

A residual loop finds what its body changes by evaluating it: places that differ at the end of a turn (or where the
loop is left) become loop-carried variables, and the body is evaluated again until nothing new turns up.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import shapes as sh
from ppc.compiler.frontend.detach import detach
from ppc.compiler.frontend.emitter import OpenFor, OpenIf, OpenLoop
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Sequence, sequence
from ppc.compiler.frontend.store import Snapshot, Way, reference_count, references, same
from ppc.compiler.frontend.values import (
    Bounded,
    Buffer,
    DictObject,
    Dim,
    Instance,
    ListObject,
    NDArray,
    Num,
    Ref,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Assign, Break, Const, Continue, Read, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Path = tuple[Any, ...]
WHOLE = ("structure", "buffer")  # kinds of places that are whole objects of the heap
_UNROLL_FOR_LISTS = 64  # turns up to which a loop that makes a list is written out, so that its length stays known


# --- for -------------------------------------------------------------------------------------------------


def for_loop(ev: Evaluator, node: ast.For) -> bool:
    from ppc.compiler.frontend import assignment

    items = sequence(ev, ev.evaluate(node.iter))
    key = (id(node), ev.call_path)

    def body(index: Num) -> bool:
        assignment.assign(ev, node.target, items.item(index))
        return ev.block(node.body)

    return iterate(ev, items, body, key, node, lambda: ev.block(node.orelse))


def iterate(
    ev: Evaluator,
    items: Sequence,
    body: Callable[[Num], bool],
    key: Any,
    node: ast.For | None,
    orelse: Callable[[], bool] = lambda: True,
) -> bool:
    """Runs ``body`` for every item, by a residual loop if that can be."""
    if items.count == 0:
        return orelse()
    if items.count == 1 or not items.uniform or key in ev.unrolled:
        return unrolled(ev, items, body, orelse)
    point = Checkpoint(ev)
    try:
        return _residual_for(ev, items, body, key, node, orelse)
    except NeedsStatic:
        if items.count is None:
            raise
        if items.count > budgets.UNROLL_TRIPS:
            raise
        point.rollback(ev)
        ev.unrolled.add(key)
        return unrolled(ev, items, body, orelse)


def unrolled(ev: Evaluator, items: Sequence, body: Callable[[Num], bool], orelse: Callable[[], bool]) -> bool:
    from ppc.compiler.frontend.evaluator import LoopTarget

    assert items.count is not None
    if items.count > budgets.UNROLL_TRIPS:
        raise Unsupported(
            "PPC804",
            f"this loop of {items.count} turns would have to be written out; the limit is {budgets.UNROLL_TRIPS}",
            help="iterate over a range or an array of numbers",
        )
    with ev.exits() as whole:
        alive = True
        for i in range(items.count):
            with ev.exits() as turn:
                ev.targets.append(LoopTarget(None, whole, turn))
                try:
                    alive = body(const(i))
                finally:
                    ev.targets.pop()
                alive, _ = ev.arrive(turn, alive)
            if not alive:
                break
        if alive:
            alive = orelse()
        alive, _ = ev.arrive(whole, alive)
    return alive


def _residual_for(
    ev: Evaluator,
    items: Sequence,
    body: Callable[[Num], bool],
    key: Any,
    node: ast.For | None,
    orelse: Callable[[], bool],
) -> bool:
    if items.count is not None:
        stop: Num = const(items.count)
        bound = items.count
    else:
        assert items.length is not None
        stop, bound = items.length, items.bound
        if not items.proven:
            ev.fault("loop_bound", ar.binary("ilt", const(bound), stop), f"more than {bound} turns")
        stop = ev.hold(ar.minimum(ev, stop, const(bound)), "count")
    ev.out.loop_bound(ev.span, bound, items.proven)

    def attempt(state: Attempt) -> bool:
        index = ev.index_variable(_index_hint(node), bound)
        if items.count is not None and items.count <= budgets.SCALAR_ELEMENTS:
            ev.small_counters.add(index.name)
        loop = OpenFor(index, Const(I64, 0), stop.expr, 1, [], max(bound, 1), ev.span)
        ev.out.emit(loop)
        ev.out.block = loop.body
        return body(Num(I64, Read(index)))

    unrollable = items.count is not None and items.count <= _UNROLL_FOR_LISTS
    return residual(ev, key, attempt, node, orelse, unrollable)


def _index_hint(node: ast.For | None) -> str:
    if node is not None and isinstance(node.target, ast.Name) and node.target.id.strip("_"):
        return node.target.id if isinstance(node.iter, ast.Call) else f"{node.target.id}_index"
    return "k"


# --- while -----------------------------------------------------------------------------------------------


def while_loop(ev: Evaluator, node: ast.While) -> bool:
    key = (id(node), ev.call_path)
    if key not in ev.unrolled:
        point = Checkpoint(ev)
        try:
            return _residual_while(ev, node, key)
        except NeedsStatic:
            point.rollback(ev)
            ev.unrolled.add(key)
    return _static_while(ev, node)


def _static_while(ev: Evaluator, node: ast.While) -> bool:
    """Turn by turn, as long as the condition is known."""
    from ppc.compiler.frontend.evaluator import LoopTarget

    with ev.exits() as whole:
        alive = True
        for _ in range(budgets.UNROLL_TRIPS):
            condition = ev.truth(node.test)
            if not condition.constant:
                raise NeedsStatic(
                    "PPC303",
                    "this loop's turns differ in what has to be known at compile time, and its condition is not known",
                    help="keep the types and lengths of what the loop changes the same in every turn",
                )
            if not condition.static:
                break
            with ev.exits() as turn:
                ev.targets.append(LoopTarget(None, whole, turn))
                try:
                    alive = ev.block(node.body)
                finally:
                    ev.targets.pop()
                alive, _ = ev.arrive(turn, alive)
            if not alive:
                break
        else:
            raise Unsupported("PPC804", f"this loop needs more than {budgets.UNROLL_TRIPS} turns at compile time")
        if alive and node.orelse:
            alive = ev.block(node.orelse)
        alive, _ = ev.arrive(whole, alive)
    return alive


def _residual_while(ev: Evaluator, node: ast.While, key: Any) -> bool:
    bound = budgets.WHILE_BOUND
    ev.out.loop_bound(ev.span, bound, False)
    endless = False

    def attempt(state: Attempt) -> bool:
        nonlocal endless
        loop = OpenLoop([], bound, ev.out.site("loop_bound", ev.span, f"more than {bound} turns"), ev.span)
        ev.out.emit(loop)
        ev.out.block = loop.body
        condition = ev.truth(node.test)
        if condition.constant:
            if not condition.static:
                state.loop.breaks.append(Way(ev.out.block, ev.snapshot()))
                return False
            endless = True
        else:
            leave = OpenIf(ar.logical_not(condition).expr, [], [], ev.span)
            ev.out.emit(leave)
            state.natural.append(Way(leave.then, ev.snapshot()))
        return ev.block(node.body)

    return residual(ev, key, attempt, node, lambda: ev.block(node.orelse))


# --- the fixpoint ----------------------------------------------------------------------------------------


class Checkpoint:
    """Where evaluation can be taken back to."""

    def __init__(self, ev: Evaluator) -> None:
        self.block, self.length = ev.out.block, len(ev.out.block)
        self.store = ev.snapshot()
        self.counts = ev.out.statements, ev.out.local_words
        self.names = ev.out.names.mark()
        self.ranges = dict(ev.ranges)
        self.small = set(ev.small_counters)
        self.soft = list(ev.soft)
        self.loops, self.targets, self.depth = len(ev.loops), len(ev.targets), len(ev.frames)
        self.exits = []
        seen = [f.exits for f in ev.frames]
        for t in ev.targets:
            seen += [t.break_exits, t.continue_exits]
        for e in seen:
            if e is not None:
                self.exits.append((e, len(e.ways), len(e.hard), e.flag, len(e.place.statements)))
        self.open = [(x, len(x.breaks), len(x.continues), len(x.escapes)) for x in ev.loops]

    def rollback(self, ev: Evaluator) -> None:
        ev.out.block = self.block
        del ev.out.block[self.length :]
        ev.out.statements, ev.out.local_words = self.counts
        ev.out.forget_names(self.names)
        ev.small_counters = set(self.small)
        ev.ranges = dict(self.ranges)  # names come again with other meanings
        del ev.frames[self.depth :], ev.loops[self.loops :], ev.targets[self.targets :]
        ev.restore(self.store)
        ev.soft = list(self.soft)
        for e, ways, hard, flag, statements in self.exits:
            del e.ways[ways:], e.hard[hard:], e.place.statements[statements:]
            e.flag = flag
        for x, breaks, continues, escapes in self.open:
            del x.breaks[breaks:], x.continues[continues:], x.escapes[escapes:]


@dataclass(eq=False)
class Attempt:
    """One evaluation of a residual loop; ``natural`` are the ways out by the loop's own condition."""

    loop: Any
    natural: list[Way]


def residual(
    ev: Evaluator,
    key: Any,
    attempt: Callable[[Attempt], bool],
    node: ast.For | ast.While | None,
    orelse: Callable[[], bool],
    unrollable: bool = False,
) -> bool:
    from ppc.compiler.frontend.evaluator import LoopTarget, ResidualLoop

    memo: dict[Path, sh.Shape] = ev.loop_memo.setdefault(key, {})
    live = _live_names(ev, node)
    for _ in range(budgets.FIXPOINT_ROUNDS):
        point = Checkpoint(ev)
        outer = ev.out.block
        carried, owners = _generalise(ev, memo)
        head = ev.snapshot()
        state = Attempt(ResidualLoop(), [])
        ev.loops.append(state.loop)
        ev.targets.append(LoopTarget(state.loop))
        try:
            alive = attempt(state)
            end = Way(ev.out.block, ev.snapshot())
        finally:
            ev.loops.pop()
            ev.targets.pop()
        backs = state.loop.continues + ([end] if alive else [])
        leaving = state.natural + state.loop.breaks
        if _discover(ev, memo, head, backs + leaving, live, owners, unrollable):
            point.rollback(ev)
            continue
        ev.out.block = outer
        for way in state.loop.continues:
            _finish_way(ev, way, carried)
            way.block.append(Continue(ev.span))
        if alive:
            _finish_way(ev, end, carried)
        broke = None
        if node is not None and node.orelse and state.loop.breaks:
            broke = ev.out.variable("broke", BOOL)
            outer.insert(point.length, Assign(broke, Const(BOOL, False), ev.span))
        for way in leaving:
            _finish_way(ev, way, carried)
            if broke is not None and way not in state.natural:
                way.block.append(Assign(broke, Const(BOOL, True), ev.span))
            way.block.append(Break(ev.span))
        ev.out.block = outer
        ev.heap = {**end.store.heap, **head.heap}
        for f, local in zip(ev.frames, head.frames, strict=True):
            f.locals = dict(local)
        return _after(ev, state, broke, orelse)
    raise Unsupported(
        "PPC305",
        "the types of this loop's variables do not settle",
        help="keep the types and lengths of what the loop changes the same in every turn",
    )


def _after(ev: Evaluator, state: Attempt, broke: Variable | None, orelse: Callable[[], bool]) -> bool:
    """Leaves outer loops for returns out of this one, then the else clause."""
    for e in state.loop.escapes:
        if len(ev.loops) > e.depth:
            inner: list[Any] = []
            ev.out.emit(OpenIf(Read(ev.flag_of(e)), inner, [], ev.span))
            inner.append(Break(ev.span))
            if e not in ev.loops[-1].escapes:
                ev.loops[-1].escapes.append(e)
        else:
            ev.guard([e])
            ev.soft.append(e)
    if broke is None:
        return orelse()
    return ev.branch(Num(BOOL, Read(broke)), lambda: True, orelse)


def _live_names(ev: Evaluator, node: ast.For | ast.While | None) -> Callable[[str], bool]:
    """Whether a local that the loop makes may be read after it, or in a later turn."""
    if node is None:
        return lambda name: False
    function = ev.frame.function
    inside = {id(n) for n in ast.walk(node)}
    outside: set[str] = set()
    for n in ast.walk(function if function is not None else ev.module):
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and id(n) not in inside:
            outside.add(n.id)
    first_store: dict[str, tuple[int, int]] = {}
    first_load: dict[str, tuple[int, int]] = {}
    for n in ast.walk(node):
        if isinstance(n, ast.Name):
            place = (n.lineno, n.col_offset)
            table = first_load if isinstance(n.ctx, ast.Load) else first_store
            table[n.id] = min(table.get(n.id, place), place)
    early = {n for n, place in first_load.items() if n in first_store and place <= first_store[n]}
    conditional = _conditionally_stored(node)
    return lambda name: name in outside or name in early or name in conditional


def _conditionally_stored(node: ast.For | ast.While) -> set[str]:
    """Names stored only inside of an if of the body and loaded outside of that if."""
    result: set[str] = set()
    for child in ast.walk(node):
        if isinstance(child, ast.If | ast.For | ast.While) and child is not node:
            stored = {n.id for n in ast.walk(child) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
            inner = {id(n) for n in ast.walk(child)}
            loaded = {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load) and id(n) not in inner
            }
            result |= stored & loaded
    return result


def _generalise(
    ev: Evaluator, memo: dict[Path, sh.Shape]
) -> tuple[list[tuple[Path, sh.Shape, list[Variable]]], dict[int, Path]]:
    """Gives the carried places variables, assigned before the loop; also, which objects belong to which place."""
    made = []
    owners: dict[int, Path] = {}
    for path, found in list(memo.items()):
        if path[0] == "heap" and not _fits(ev.heap.get(path[1]), path):
            del memo[path]  # an object of an earlier round, or one that has another structure now
            continue
        value = get(ev, path)
        shape = found
        if value is None:
            shape = found if isinstance(found, sh.MaybeShape) else sh.MaybeShape(found)
        else:
            shape = sh.join(sh.shape_of(ev, value), found)
        _reject_poison(shape, path)
        memo[path] = shape
        slots = sh.Slots(lambda hint, type: ev.out.variable(hint, type))
        first = ev.next_id()
        new = sh.instantiate(ev, shape, slots, _hint(path))
        owners.update(dict.fromkeys(range(first, ev.next_id()), path))
        if path[2] in WHOLE:
            owners[path[1]] = path
        sh.fill(ev, shape, iter(slots.variables), value)
        made.append((path, shape, slots.variables, value, new))
    store = ev.snapshot()
    for path, _, _, value, new in made:
        if value is not None:
            shared = [i for i in references(value) if reference_count(store, i) > 1]
            if shared:
                ev.frozen_aliases.update(shared, references(new))
        put(ev, path, new)
    return [(path, shape, variables) for path, shape, variables, _, _ in made], owners


def _reject_poison(shape: sh.Shape, path: Path) -> None:
    if isinstance(shape, sh.PoisonShape):
        raise NeedsStatic(
            "PPC304",
            f"'{_hint(path)}' changes its type in a loop: {shape.reason}",
            help="keep one type, and one length, for it",
        )


def _hint(path: Path) -> str:
    last = path[-1]
    return str(last) if isinstance(last, str) else f"item_{last}" if isinstance(last, int) else sh.key_text(last)


def _finish_way(ev: Evaluator, way: Way, carried: list[tuple[Path, sh.Shape, list[Variable]]]) -> None:
    """Assigns the carried variables at the end of a way, all at once."""
    ev.out.block = way.block
    live_heap, live_frames = ev.heap, [f.locals for f in ev.frames]
    ev.heap = dict(way.store.heap)
    for f, local in zip(ev.frames, way.store.frames, strict=False):
        f.locals = local
    targets = {v.name for _, _, variables in carried for v in variables}
    values = []
    for path, shape, variables in carried:
        value = get(ev, path)
        if value is not None:
            value = detach(ev, value, targets - {v.name for v in variables}, {v.name for v in variables})
        values.append((shape, variables, value))
    for shape, variables, value in values:
        sh.fill(ev, shape, iter(variables), value)
    ev.heap = live_heap
    for f, local in zip(ev.frames, live_frames, strict=True):
        f.locals = local


def _discover(
    ev: Evaluator,
    memo: dict[Path, sh.Shape],
    head: Snapshot,
    ways: list[Way],
    live: Callable[[str], bool],
    owners: dict[int, Path],
    unrollable: bool,
) -> bool:
    """Adds places that a way changes to the memo; True when something new was found."""
    new = False
    heap = ev.heap
    for way in ways:
        ev.heap = way.store.heap
        for path, value in _changes(head, way.store, live):
            if path[0] == "heap" and path[1] in owners:
                path = owners[path[1]]
                frames = [f.locals for f in ev.frames]
                for f, local in zip(ev.frames, way.store.frames, strict=False):
                    f.locals = local
                value = get(ev, path)
                for f, local in zip(ev.frames, frames, strict=True):
                    f.locals = local
            elif isinstance(value, Structure) and unrollable:
                raise NeedsStatic("PPC304", "a list grows in a loop")
            if isinstance(value, Structure):
                shape: sh.Shape = sh.shape_of(ev, value.ref)
            else:
                shape = sh.shape_of(ev, value) if value is not None else sh.MaybeShape(memo.get(path))
            old = memo.get(path)
            joined = shape if old is None else sh.join(old, shape)
            if isinstance(joined, sh.PoisonShape) and _is_new_local(head, path):
                continue
            _reject_poison(joined, path)
            if joined != old:
                remember(memo, path, joined)
                new = True
    ev.heap = heap
    return new


def _is_new_local(head: Snapshot, path: Path) -> bool:
    return path[0] == "local" and path[2] not in head.frames[path[1]]


@dataclass(frozen=True)
class Structure:
    """A heap object whose structure (say, a list's length) changes."""

    ref: Any


def _changes(head: Snapshot, end: Snapshot, live: Callable[[str], bool]) -> list[tuple[Path, Value]]:
    """The places that differ between two stores, of those that exist in the first (and live new locals)."""
    out: list[tuple[Path, Value]] = []
    last = len(head.frames) - 1
    for i, (before, after) in enumerate(zip(head.frames, end.frames, strict=False)):
        for name, value in after.items():
            old = before.get(name)
            if old is value or (old is not None and same(old, value)):
                continue
            if old is None and not (i == last and live(name)):
                continue
            out.append((("local", i, name), value))
    for id, old in head.heap.items():
        new = end.heap.get(id, old)
        if new is old:
            continue
        if isinstance(old, Instance) and isinstance(new, Instance):
            for name, value in new.fields.items():
                if name not in old.fields or not same(old.fields[name], value):
                    out.append((("heap", id, "field", name), value))
        elif isinstance(old, Buffer) and isinstance(new, Buffer) and old.elements and new.elements:
            for k, (x, y) in enumerate(zip(old.elements, new.elements, strict=True)):
                if not same(x, y):
                    out.append((("heap", id, "element", k), y))
        elif isinstance(old, ListObject) and isinstance(new, ListObject) and len(old.items) == len(new.items):
            for k, (x, y) in enumerate(zip(old.items, new.items, strict=True)):
                if not same(x, y):
                    out.append((("heap", id, "item", k), y))
        elif isinstance(old, DictObject) and isinstance(new, DictObject) and list(old.items) == list(new.items):
            for key, x in old.items.items():
                if not same(x, new.items[key]):
                    out.append((("heap", id, "key", key), new.items[key]))
        elif isinstance(old, Bounded) and isinstance(new, Bounded) and old.columns == new.columns:
            if not same(old.start, new.start):
                out.append((("heap", id, "start", "start"), new.start))
            if not same(old.length, new.length):
                out.append((("heap", id, "length", "length"), new.length))
        elif isinstance(old, Buffer) and isinstance(new, Buffer):
            if old.variable is not new.variable:
                out.append((("heap", id, "buffer", "array"), flat_view(Ref(id), new)))
        elif isinstance(old, ListObject | DictObject | Bounded) and isinstance(new, ListObject | DictObject | Bounded):
            out.append((("heap", id, "structure", "items"), Structure(Ref(id))))
        else:
            raise NeedsStatic(
                "PPC405", "a dictionary or array changes its structure in a loop", help="make it whole before the loop"
            )
    return out


def flat_view(ref: Ref, buffer: Buffer) -> NDArray:
    """A buffer as a vector."""
    return NDArray(ref, buffer.dtype, (Dim(buffer.size),), (1,), const(0))


def remember(memo: dict[Path, sh.Shape], path: Path, shape: sh.Shape) -> None:
    """Adds a place; one for a whole object takes the place of those for its parts."""
    if path[0] == "heap" and path[2] in WHOLE:
        for other in [p for p in memo if p[0] == "heap" and p[1] == path[1] and p != path]:
            del memo[other]
    memo[path] = shape


def _fits(content: Any, path: Path) -> bool:
    """Whether an object still has the place ``path``."""
    kind, key = path[2], path[3]
    if kind == "field":
        return isinstance(content, Instance)
    if kind == "element":
        return isinstance(content, Buffer) and content.elements is not None and key < len(content.elements)
    if kind == "item":
        return isinstance(content, ListObject) and key < len(content.items)
    if kind == "key":
        return isinstance(content, DictObject) and key in content.items
    if kind in ("start", "length"):
        return isinstance(content, Bounded)
    return content is not None


def get(ev: Evaluator, path: Path) -> Value:
    if path[0] == "local":
        return ev.frames[path[1]].locals.get(path[2]) if path[1] < len(ev.frames) else None
    content = ev.heap.get(path[1])
    kind, key = path[2], path[3]
    if content is None:
        return None
    if kind == "field":
        return content.fields.get(key)
    if kind == "element":
        return content.elements[key]
    if kind == "item":
        return content.items[key]
    if kind == "key":
        return content.items[key]
    if kind == "structure":
        return Ref(path[1])
    if kind == "buffer":
        return flat_view(Ref(path[1]), content)
    return content.start if kind == "start" else content.length


def put(ev: Evaluator, path: Path, value: Value) -> None:
    import dataclasses

    if path[0] == "local":
        ev.frames[path[1]].locals[path[2]] = value
        return
    id, kind, key = path[1], path[2], path[3]
    content = ev.heap[id]
    if kind == "field":
        ev.heap[id] = Instance(content.cls, {**content.fields, key: value})
    elif kind == "element":
        elements = list(content.elements)
        elements[key] = value
        ev.heap[id] = Buffer(content.dtype, content.size, tuple(elements))
    elif kind == "item":
        items = list(content.items)
        items[key] = value
        ev.heap[id] = ListObject(tuple(items))
    elif kind == "key":
        ev.heap[id] = dataclasses.replace(content, items={**content.items, key: value})
    elif kind == "structure":
        ev.heap[id] = ev.heap[value.id]
    elif kind == "buffer":
        ev.heap[id] = ev.heap[value.buffer.id]
    else:
        ev.heap[id] = dataclasses.replace(content, **{kind: value})
