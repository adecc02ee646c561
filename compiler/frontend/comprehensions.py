"""Comprehensions and generator expressions."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import absent_items, exceptions, loops, one_shot, set_order, syntax
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.values import containers, mappings
from ppc.compiler.frontend.values.checkpoint import Checkpoint, changed_since, until_known
from ppc.compiler.frontend.values.values import DictObject, ListObject, Num, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


Comprehension = ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp
TOO_LARGE = ("PPC801", "PPC803", "PPC804")
_KINDS = {ast.SetComp: "set", ast.DictComp: "dict"}


class TooManyTurns(Unsupported):
    """A comprehension of up to ``turns`` turns is not written out."""

    def __init__(self, turns: int) -> None:
        super().__init__("PPC804", "this comprehension has too many turns", help="use NumPy on whole arrays")
        self.turns = turns


def evaluate(ev: Evaluator, node: Comprehension) -> Value:
    """A comprehension over sequences of known length gives a list (or dict) of known length. A generator expression is
    evaluated at once, and refused if that changes anything, unless whoever gets it runs through all of it at once."""
    if isinstance(node, ast.GeneratorExp) and node not in ev.run_through:
        point = Checkpoint(ev)
        made = _in_its_frame(ev, node)
        if changed_since(ev, point):
            raise Unsupported(
                "PPC403",
                "this generator expression changes something when its items are asked for",
                help="make it a list, [...], where all items are used, or write a loop",
            )
        return made
    return _in_its_frame(ev, node)


def _in_its_frame(ev: Evaluator, node: Comprehension) -> Value:
    parts = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    if not any(type(n) is ast.Lambda for m in parts for n in syntax.walk(m)):
        return _evaluate(ev, node)
    from ppc.compiler.frontend.evaluator import Frame

    # Functions that are made here know its variables when they are called: all of them the last values.
    ev.frames.append(Frame("<comprehension>", {}, ev.frame.exits, ev.frame, owner=ev.frame.owner))
    try:
        return _evaluate(ev, node, keep_names=True)
    finally:
        ev.frames.pop()


def _evaluate(ev: Evaluator, node: Comprehension, keep_names: bool = False) -> Value:
    if ev.long is None:
        return _written_out(ev, node, keep_names)
    point, key = Checkpoint(ev), ("compact", node)
    if key not in ev.container_memo:
        try:
            result = _written_out(ev, node, keep_names)
        except Unsupported as error:
            turns = error.turns if isinstance(error, TooManyTurns) else 0
            if error.code not in TOO_LARGE or turns > budgets.CONTAINER_CAPACITY_MOST:
                raise
        else:
            if ev.out.statements - point.counts[0] <= ev.long:
                return result
        point.rollback(ev)
    try:
        result = _growing(ev, node)
    except NeedsStatic:
        point.rollback(ev)
        return _written_out(ev, node, keep_names)
    ev.container_memo[key] = True
    return result


def _written_out(ev: Evaluator, node: Comprehension, keep_names: bool = False) -> Value:
    if isinstance(node, ast.DictComp):
        items: dict[Any, Value] = {}

        def put() -> None:
            key = containers.static_key(ev, ev.evaluate(node.key))
            items[key] = ev.keep(ev.evaluate(node.value), "item")

        point = Checkpoint(ev)
        try:
            run(ev, node.generators, put, keep_names=keep_names)
        except NeedsStatic:
            point.rollback(ev)
            return _growing(ev, node)
        return ev.allocate(DictObject(items))
    if isinstance(node, ast.SetComp):
        keys: dict[Any, Value] = {}
        point = Checkpoint(ev)
        try:
            run(ev, node.generators, lambda: keys.setdefault(containers.static_key(ev, ev.evaluate(node.elt)), const(True)))
        except NeedsStatic:
            point.rollback(ev)
            return _growing(ev, node)
        return ev.allocate(DictObject(keys, "set"))
    if unknown_length(ev, node.generators):
        result = _growing(ev, node)
    else:
        out: list[Value] = []

        def add() -> None:
            out.append(ev.keep(ev.evaluate(node.elt), "item"))

        run(ev, node.generators, add, isinstance(node, ast.ListComp), keep_names)
        result = ev.allocate(ListObject(tuple(out)))
    if isinstance(node, ast.GeneratorExp):
        one_shot.made(ev, result)
    return result


def run(
    ev: Evaluator,
    generators: list[ast.comprehension],
    body: Callable[[], Any],
    ordered: bool = False,
    keep_names: bool = False,
) -> None:
    """Calls ``body`` for every combination; conditions must be known at compile time. ``ordered``: their order matters.
    ``keep_names`` leaves its variables."""
    from ppc.compiler.frontend import assignment

    saved = dict(ev.frame.locals)
    count, lengths = 0, [1] * len(generators)

    def nest(k: int) -> None:
        nonlocal count
        if k == len(generators):
            count += 1
            if count > budgets.UNROLL_TRIPS * 4:
                raise TooManyTurns(math.prod(lengths))
            body()
            return
        g = generators[k]
        values = absent_items.evaluate(ev, g.iter)
        if ordered:
            set_order.note(ev, values)
        seq = sequence(ev, values)
        if seq.count is None:
            raise NeedsStatic("PPC301", "the length of this sequence must be known when the policy is compiled")
        lengths[k] = max(lengths[k], seq.count)
        for i in range(seq.count):
            ev.burn()
            assignment.assign(ev, g.target, seq.item(const(i)))
            keep = True
            for condition in g.ifs:
                value = ev.truth(condition)
                if not value.constant:
                    raise NeedsStatic("PPC301", "this condition must be known when the policy is compiled")
                keep = keep and bool(value.static)
            if keep:
                nest(k + 1)
            seq.unchanged()

    nest(0)
    if keep_names:
        return
    targets = {n.id for g in generators for n in syntax.walk(g.target) if isinstance(n, ast.Name)}
    for name in targets:
        if name in saved:
            ev.frame.locals[name] = saved[name]
        else:
            ev.frame.locals.pop(name, None)


def unknown_length(ev: Evaluator, generators: list[ast.comprehension]) -> bool:
    """True when the number of items is known at run time only. Evaluates nothing for good."""
    if len(generators) != 1:
        return _runtime_condition(ev, generators)
    outer, store = ev.out.block, ev.snapshot()
    ev.out.block = []
    try:
        seq = sequence(ev, absent_items.evaluate(ev, generators[0].iter))
        return seq.count is None or (bool(generators[0].ifs) and _runtime_condition(ev, generators))
    except Unsupported as error:
        if exceptions.raises(ev, error):
            return False  # and will again, when it is evaluated for good
        raise
    finally:
        ev.out.block = outer
        ev.restore(store)


def _runtime_condition(ev: Evaluator, generators: list[ast.comprehension]) -> bool:
    outer, store = ev.out.block, ev.snapshot()
    ev.out.block = []
    try:
        run(ev, generators, lambda: None)
        return False
    except NeedsStatic:
        return True
    except Unsupported as error:
        if exceptions.raises(ev, error):
            return False
        raise
    finally:
        ev.out.block = outer
        ev.restore(store)


def _growing(ev: Evaluator, node: Comprehension) -> Value:
    """A list, set or dictionary of run-time length, filled by a loop."""
    key = (id(node), ev.call_path)
    return until_known(ev, key, lambda: _filled(ev, node, key))


def _filled(ev: Evaluator, node: Comprehension, key: Any) -> Value:
    from ppc.compiler.frontend import assignment

    ref = containers.make_bounded(ev, [], _capacity(ev, node), False, _KINDS.get(type(node), "list"), key)
    saved = dict(ev.frame.locals)

    def nest(k: int) -> bool:
        if k == len(node.generators):
            if isinstance(node, ast.DictComp):
                entry = ev.keep(ev.evaluate(node.key), "key")
                mappings.put(ev, ref, entry, ev.evaluate(node.value))
            elif isinstance(node, ast.SetComp):
                mappings.put(ev, ref, ev.evaluate(node.elt))
            else:
                containers.push(ev, ref, ev.evaluate(node.elt))
            return True
        g = node.generators[k]
        values = absent_items.evaluate(ev, g.iter)
        if isinstance(node, ast.ListComp):
            set_order.note(ev, values)
        seq = sequence(ev, values)
        for name in _targets(g):
            ev.frame.locals.pop(name, None)  # another variable than that of the same name around the comprehension

        def body(index: Num) -> bool:
            assignment.assign(ev, g.target, seq.item(index))
            condition: Num = const(True)
            for c in g.ifs:
                condition = ar.conjunction(condition, ev.truth(c))
            return ev.branch(condition, lambda: nest(k + 1), lambda: True)

        return loops.iterate(ev, seq, body, (id(g), ev.call_path), None)

    nest(0)
    for name in {name for g in node.generators for name in _targets(g)}:
        if name in saved:
            ev.frame.locals[name] = saved[name]
        else:
            ev.frame.locals.pop(name, None)
    return ref


def _targets(generator: ast.comprehension) -> set[str]:
    return {n.id for n in syntax.walk(generator.target) if isinstance(n, ast.Name)}


def _capacity(ev: Evaluator, node: Comprehension) -> int:
    outer, store = ev.out.block, ev.snapshot()
    ev.out.block = []
    try:
        seq = sequence(ev, absent_items.evaluate(ev, node.generators[0].iter))
        n = seq.count if seq.count is not None else seq.bound
        return max(n, 1) if len(node.generators) == 1 else budgets.container_capacity()
    except Unsupported as error:
        error.sure = False
        raise
    finally:
        ev.out.block = outer
        ev.restore(store)
