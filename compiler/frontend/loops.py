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
from ppc.compiler.frontend import absent_items, recovery, set_order
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.emitter import OpenFor, OpenIf, OpenLoop
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Sequence, sequence
from ppc.compiler.frontend.liveness import live_names
from ppc.compiler.frontend.values import borrows, copies, instances, sums
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.checkpoint import Checkpoint
from ppc.compiler.frontend.values.detach import detach
from ppc.compiler.frontend.values.places import (
    Path,
    Structure,
    changes,
    fits,
    get,
    hint,
    in_place,
    is_whole,
    put,
    remember,
)
from ppc.compiler.frontend.values.store import Snapshot, Way, reference_count, references
from ppc.compiler.frontend.values.values import Maybe, Num, const
from ppc.compiler.ir.nodes import Assign, Break, Const, Continue, Read, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


# --- for -------------------------------------------------------------------------------------------------


def for_loop(ev: Evaluator, node: ast.For) -> bool:
    from ppc.compiler.frontend import assignment

    values = absent_items.evaluate(ev, node.iter)
    set_order.note(ev, values)
    items = sequence(ev, values)
    key = (id(node), ev.call_path)

    def body(index: Num) -> bool:
        assignment.assign(ev, node.target, items.item(index))
        alive = ev.block(node.body)
        if alive:
            items.unchanged()
        return alive

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
    # In another turn of a loop around this one the count may have been known.
    if items.count == 1 or not items.uniform or (items.count is not None and key in ev.unrolled):
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

    return residual(ev, key, attempt, node, orelse, items.count if items.count is not None else 1 << 30)


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
        except NeedsStatic as error:
            point.rollback(ev)
            ev.unrolled.add(key)
            if error.code in ("PPC409", "PPC805"):  # what a loop of unknown length may not do, whatever else is wrong
                ev.container_memo["endless", key] = error
    try:
        return _static_while(ev, node)
    except NeedsStatic as error:
        raise ev.container_memo.get(("endless", key), error) from None


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
    turns: int = 1 << 30,
) -> bool:
    """``turns`` is the number of turns where it is known."""
    from ppc.compiler.frontend.evaluator import LoopTarget, ResidualLoop

    # A place in the memo says how many calls are around it; a library's loop may call what it called before it began.
    memo: dict[Path, sh.Shape] = ev.loop_memo.setdefault((key, len(ev.frames)), {})
    if ev.borrows:
        borrows.settle(ev)
    if isinstance(node, ast.For):
        _forget_object_of_target(ev, node.target)
    live = _live_names(ev, node)
    for _ in range(budgets.FIXPOINT_ROUNDS):
        point = Checkpoint(ev)
        outer = ev.out.block
        carried, owners = _generalise(ev, memo)
        borrows.agree(ev)
        head, changes = ev.snapshot(), dict(ev.changes)
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
        small = (ev.out.statements - point.counts[0]) * turns <= budgets.UNROLL_FOR_LISTS
        if _discover(ev, memo, head, backs + leaving, live, owners, small, small and turns < 1 << 30):
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
        ev.borrows = borrows.after_loop(head.borrows, backs + leaving)
        ev.facts = head.facts
        for f, local in zip(ev.frames, head.frames, strict=True):
            f.locals = dict(local)
        for new, path in owners.items():
            if homes := ev.from_elsewhere.get((id(memo), path)):
                copies.left_by_loop(ev, new, homes, changes)
        if 0 < turns < 1 << 30:
            _assign_for_sure(ev, backs + leaving)
        return _after(ev, state, broke, orelse)
    raise Unsupported(
        "PPC305",
        "the types of this loop's variables do not settle",
        help="keep the types and lengths of what the loop changes the same in every turn",
    )


def _assign_for_sure(ev: Evaluator, ways: list[Way]) -> None:
    """After a loop that takes at least one turn, a name is assigned if every way that a turn ends has assigned it."""
    last, local = len(ev.frames) - 1, ev.frame.locals
    for name, value in local.items():
        if isinstance(value, Maybe) and ways:
            ends = [way.store.frames[last].get(name) for way in ways]
            if not any(end is None or isinstance(end, Maybe) for end in ends):
                local[name] = value.value


def _forget_object_of_target(ev: Evaluator, target: ast.expr) -> None:
    """An object that the loop's variable was a name of in an earlier loop. It would have two names here, of which the loop
    needs none: read after no turn at all, the variable is unassigned."""
    for n in ast.walk(target):
        if isinstance(n, ast.Name) and references(ev.frame.locals.get(n.id)):
            del ev.frame.locals[n.id]


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
    found = ev.live_names.get(id(node))
    if found is None:
        function = ev.frame.function
        found = ev.live_names[id(node)] = live_names(node, function if function is not None else ev.module)
    return found.__contains__


def _generalise(
    ev: Evaluator, memo: dict[Path, sh.Shape]
) -> tuple[list[tuple[Path, sh.Shape, list[Variable]]], dict[int, Path]]:
    """Gives the carried places variables, assigned before the loop; also, which objects belong to which place."""
    made = []
    owners: dict[int, Path] = {}
    heap = frozenset(ev.heap)
    for path, found in list(memo.items()):
        if path[0] == "heap" and not fits(ev.heap.get(path[1]), path):
            del memo[path]  # an object of an earlier round, or one that has another structure now
            continue
        if is_whole(path) and in_place(ev.heap[path[1]]) and (id(memo), path) not in ev.replaced_buffers:
            del memo[path]  # it was a constant in an earlier round, and is written in place now
            continue
        value = get(ev, path)
        shape = found
        if value is None:
            shape = found if isinstance(found, sh.MaybeShape) else sh.MaybeShape(found)
        else:
            shape = sh.join(sh.shape_of(ev, value), found)
            if not is_whole(path) and sums.is_mixed(shape):
                there, rest = sh.shape_of(ev, value, heap), sums.without(found, heap)
                shape = there if rest is None else sh.join(there, rest)
        _reject_poison(shape, path)
        memo[path] = shape
        if ev.recovery is not None and is_whole(path) and isinstance(shape, sh.BoundedShape):
            borrows.remake(ev, path[1], shape.element)
        slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type))
        first = ev.next_id()
        new = instances.instantiate(ev, shape, slots, hint(path))
        owners.update(dict.fromkeys(range(first, ev.next_id()), path))
        if is_whole(path):
            owners[path[1]] = path
        instances.fill(ev, shape, iter(slots.variables), value)
        made.append((path, shape, slots.variables, value, new))
    store = ev.snapshot()
    stood_for = {i for b in ev.borrows for i in b.contents}
    for path, shape, _, value, new in made:
        # A whole object stays what its other names refer to.
        if value is not None and not is_whole(path):
            itself = sums.identities(shape)
            mine = [i for i in references(value) if i not in itself]
            if any(i in stood_for or reference_count(store, i) > 1 for i in mine):
                ev.frozen_aliases.update(sums.copied(ev.heap, value, shape), sums.copied(ev.heap, new, shape))
        if (id(memo), path) in ev.from_elsewhere:
            copied = set(sums.copied(ev.heap, new, shape))
            ev.frozen_aliases |= copied
            for i in copied:
                ev.frozen_with[i] = copied.union(ev.frozen_with.get(i, ()))
        put(ev, path, new)
    return [(path, shape, variables) for path, shape, variables, _, _ in made], owners


def _reject_poison(shape: sh.Shape, path: Path) -> None:
    if isinstance(shape, sh.PoisonShape):
        recovery.unknown(shape.reason)
        raise NeedsStatic(
            "PPC304",
            f"'{hint(path)}' changes its type in a loop: {shape.reason}",
            help="keep one type, and one length, for it",
        )


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
            value = detach(ev, value, targets - {v.name for v in variables}, instances.own(shape, variables), shape)
        values.append((shape, variables, value))
    for shape, variables, value in values:
        instances.fill(ev, shape, iter(variables), value)
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
    counted: bool,
) -> bool:
    """Adds places that a way changes to the memo; True when something new was found."""
    new = False
    heap = ev.heap
    for way in ways:
        ev.heap = way.store.heap
        for path, value in changes(head, way.store, live):
            if path[0] == "heap" and path[1] in owners:
                path = owners[path[1]]
                frames = [f.locals for f in ev.frames]
                for f, local in zip(ev.frames, way.store.frames, strict=False):
                    f.locals = local
                value = get(ev, path)
                for f, local in zip(ev.frames, frames, strict=True):
                    f.locals = local
            elif isinstance(value, Structure) and unrollable and not ev.learned:
                raise NeedsStatic("PPC304", "a list grows in a loop")
            if isinstance(value, Structure):
                shape: sh.Shape = sh.shape_of(ev, value.ref)
            else:
                shape = sh.shape_of(ev, value) if value is not None else sh.MaybeShape(memo.get(path))
            old = memo.get(path)
            joined = shape if old is None else sh.join(old, shape)
            if not isinstance(value, Structure) and references(value) and not is_whole(path):
                start = _before(head, path) if old is None else None
                if sums.is_mixed(joined if start is None else sh.join(sh.shape_of(ev, start), shape)):
                    there = head.heap.keys() - owners.keys()
                    shape = sh.shape_of(ev, value, there)
                    joined = shape if old is None else sh.join(old, shape)
            if mine := _with_other_names(ev, way, value, joined):
                known = head.heap.keys() - owners.keys() | {p[1] for p in owners.values() if is_whole(p)}
                found = known & copies.homes(ev, way.store.borrows, mine)
                if (id(memo), path) not in ev.from_elsewhere or not found <= ev.from_elsewhere[id(memo), path]:
                    ev.from_elsewhere.setdefault((id(memo), path), set()).update(found)
                    new = True
            if isinstance(joined, sh.BoundedShape) and isinstance(shape, sh.TupleShape) and counted:
                raise NeedsStatic("PPC304", "a tuple grows in a loop")
            if isinstance(joined, sh.PoisonShape) and _is_new_local(head, path):
                continue
            _reject_poison(joined, path)
            if joined != old:
                if is_whole(path) and in_place(head.heap.get(path[1])):
                    ev.replaced_buffers.add((id(memo), path))
                remember(memo, path, joined)
                new = True
    ev.heap = heap
    return new


def _before(head: Snapshot, path: Path) -> Any:
    """What a place holds before the loop."""
    if path[0] == "local":
        return head.frames[path[1]].get(path[2])
    content: Any = head.heap.get(path[1])
    return content.fields.get(path[3]) if path[2] == "field" else content.items[path[3]] if path[2] in ("item", "key") else None


def _with_other_names(ev: Evaluator, way: Way, value: Any, shape: sh.Shape) -> set[int]:
    """The objects in what a turn leaves at a place, if they are copies of what something else refers to as well, or of a
    container's items."""
    itself = sums.identities(shape)
    mine = set() if isinstance(value, Structure) else {i for i in references(value) if i not in itself}
    if not mine:
        return mine
    stand_ins = {i for b in way.store.borrows for i in references(b.value)} | ev.left.keys()
    return mine if any(i in stand_ins or reference_count(way.store, i) > 1 for i in mine) else set()


def _is_new_local(head: Snapshot, path: Path) -> bool:
    return path[0] == "local" and path[2] not in head.frames[path[1]]
