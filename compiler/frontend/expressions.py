"""Expressions of the policy language."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import (
    assignment,
    attributes,
    calls,
    chosen,
    classes,
    comprehensions,
    exceptions,
    flags,
    formatting,
    memos,
    recovery,
    strings,
    subscripts,
    syntax,
)
from ppc.compiler.frontend.comparisons import compare
from ppc.compiler.frontend.conversions import as_number, assigned, per_option, present, static_items, truth_of
from ppc.compiler.frontend.emitter import OpenIf
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import is_iterator, sequence
from ppc.compiler.frontend.library import builtins_, iteration_library, slices
from ppc.compiler.frontend.values import array_folds, arrays, containers, copies, mappings
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.checkpoint import Checkpoint
from ppc.compiler.frontend.values.store import Way
from ppc.compiler.frontend.values.values import (
    NONE,
    Choice,
    DictObject,
    EnumMember,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Poison,
    Ref,
    Slice,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Const, Load
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.MatMult: "@",
}  # fmt: skip


def operator_text(node: ast.operator, right: ast.expr) -> str:
    """The operator; ``**`` with an exponent that is no number in the text is ``pow``, which is never multiplied out."""
    number = right.operand if isinstance(right, ast.UnaryOp) else right
    return "pow" if isinstance(node, ast.Pow) and not isinstance(number, ast.Constant) else _BINARY[type(node)]


def evaluate(ev: Evaluator, node: ast.expr) -> Value:
    method = _METHODS.get(type(node))
    if method is None:
        raise Unsupported("PPC102", f"this kind of expression ({type(node).__name__}) is not part of the policy language")
    return method(ev, node)


# --- atoms -----------------------------------------------------------------------------------------------


def _constant(ev: Evaluator, node: ast.Constant) -> Value:
    value = node.value
    if value is None or isinstance(value, str) or value is Ellipsis:
        return Static(value)
    if isinstance(value, bool):
        return const(value)
    if isinstance(value, int):
        ar.check_static_int(value)
        index = ev.literals.node_index.get(id(node))
        if index is not None:
            return Num(I64, Const(I64, value), value, literal=index, literals=ev.literals.structural)
        return const(value)
    if isinstance(value, float):
        index = ev.literals.node_index.get(id(node))
        if index is not None and ev.literals.tunable(index):
            return Num(F64, Load(ev.parameter_array, Const(I64, index), True), value, frozenset((index,)))
        return const(value)
    raise Unsupported("PPC102", f"{type(value).__name__} literals are not part of the policy language")


def _name(ev: Evaluator, node: ast.Name) -> Value:
    value = lookup(ev, node.id)
    if isinstance(value, Poison):
        recovery.unknown(value.reason)
        raise NeedsStatic("PPC304", f"'{node.id}' has no single type: {value.reason}", help=sh.help_to_join(value.reason))
    if isinstance(value, Maybe):
        value = assigned(ev, value)
        if not ev.trying:  # where the check leads to a handler, the name may be read again without a value
            ev.frame.locals[node.id] = value
    if ev.left and not copies.is_asked_later(ev, value):
        copies.check_left(ev, value)
    return chosen.as_here(ev, value) if ev.facts else value


def lookup(ev: Evaluator, name: str) -> Value:
    frame: Any = ev.frame
    while frame is not None:
        if name in frame.locals:
            if ev.caching.names and frame is not ev.frame:
                memos.note_name(ev, name, frame.locals[name])
            return frame.locals[name]
        frame = frame.closure
    module = ev.frames[0].locals
    if name in module:
        if ev.caching.names:
            memos.note_name(ev, name, module[name])
        return module[name]

    found = builtins_.BUILTINS.get(name)
    if found is not None:
        return found
    if name in builtins_.FORBIDDEN:
        raise Unsupported("PPC103", f"'{name}' is not available to policies", help=builtins_.FORBIDDEN[name])
    if ev.frame.function is not None and _is_local(ev.frame.function, name):
        raise Unsupported("PPC208", f"'{name}' is read before it is assigned")
    message, help = builtins_.undefined(ev, name)
    raise Unsupported("PPC209", message, help=help)


def _is_local(function: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in syntax.walk(function))


def _tuple(ev: Evaluator, node: ast.Tuple) -> Value:
    items = _items(ev, node.elts)
    if isinstance(items, Ref):
        return builtins_.BUILTINS["tuple"].call(ev, [items], {})
    result = Tuple(items)
    leaves = _leaves(result)
    ev.burn(leaves)
    if leaves > budgets.TUPLE_LEAVES:
        raise Unsupported("PPC802", f"this tuple has more than {budgets.TUPLE_LEAVES} items")
    return result


def _leaves(value: Value) -> int:
    return sum(map(_leaves, value.items)) if isinstance(value, Tuple) else 1


def _list(ev: Evaluator, node: ast.List) -> Value:
    items = _items(ev, node.elts)
    return items if isinstance(items, Ref) else ev.allocate(ListObject(items))


def _items(ev: Evaluator, nodes: list[ast.expr]) -> tuple[Value, ...] | Ref:
    """The items of a display, or a new list of them where it takes in a sequence of run-time length."""
    runs: list[Value] = []
    out: list[Value] = []
    for i, e in enumerate(nodes):
        if not isinstance(e, ast.Starred):
            out.append(ev.keep(ev.evaluate(e), "item"))
            continue
        if isinstance(e.value, ast.GeneratorExp):
            ev.run_through.add(e.value)
        value = present(ev, ev.evaluate(e.value))
        once = is_iterator(ev, value)
        if once or any(isinstance(n, ast.Call) for later in nodes[i + 1 :] for n in ast.walk(later)):  # it may change it
            value = calls.call(ev, builtins_.BUILTINS["list"], [value], {})
        if sequence(ev, value).count is not None:
            out += static_items(ev, value)
            continue
        runs += [Tuple(tuple(out)), value]
        out = []
    return iteration_library.chained(ev, [*runs, Tuple(tuple(out))]) if runs else tuple(out)


def _dict(ev: Evaluator, node: ast.Dict) -> Value:
    items: dict[Any, Value] = {}
    made: Ref | None = None  # from the first key that is known at run time only
    for k, v in zip(node.keys, node.values, strict=True):
        if k is None:
            source = _merged(ev, v)
            content = ev.heap[source.id]
            if made is None and isinstance(content, DictObject):
                items.update(content.items)
                continue
            made = made or _of_runtime_keys(ev, items)
            mappings.update(ev, made, source)
            continue
        key = ev.keep(ev.evaluate(k), "key")
        if made is None and mappings.is_known_key(key):
            known_key = containers.static_key(ev, key)
            items[known_key] = ev.keep(ev.evaluate(v), sh.key_text(known_key))
            continue
        value = ev.evaluate(v)
        made = made or _of_runtime_keys(ev, items)
        mappings.put(ev, made, key, value)
    return made or ev.allocate(DictObject(items))


def _of_runtime_keys(ev: Evaluator, items: dict[Any, Value]) -> Ref:
    ref = ev.allocate(DictObject(items))
    mappings.to_bounded(ev, ref)
    return ref


def _merged(ev: Evaluator, node: ast.expr) -> Ref:
    """The dictionary of ``**node`` in the display of one."""
    source = present(ev, ev.evaluate(node))
    content = ev.heap[source.id] if isinstance(source, Ref) else None
    if not isinstance(source, Ref) or getattr(content, "kind", "") != "dict":
        raise Unsupported("PPC102", "only a dictionary can be merged with **")
    return source


def _set(ev: Evaluator, node: ast.Set) -> Value:
    values = _items(ev, node.elts)
    if isinstance(values, Ref):
        return builtins_.BUILTINS["set"].call(ev, [values], {})
    if all(mappings.is_known_key(v) for v in values):
        return ev.allocate(DictObject(dict.fromkeys((containers.static_key(ev, v) for v in values), const(True)), "set"))
    ref = ev.allocate(DictObject({}, "set"))
    mappings.to_bounded(ev, ref)
    for v in values:
        mappings.put(ev, ref, v)
    return ref


def _slice(ev: Evaluator, node: ast.Slice) -> Value:
    return Slice(*(NONE if p is None else slices.bound(ev, ev.evaluate(p)) for p in (node.lower, node.upper, node.step)))


def _joined(ev: Evaluator, node: ast.JoinedStr) -> Value:
    return formatting.joined(ev, node)


def _starred(ev: Evaluator, node: ast.Starred) -> Value:
    raise Unsupported("PPC102", "a starred expression is not allowed here")


def _lambda(ev: Evaluator, node: ast.Lambda) -> Value:
    return calls.make_function(ev, node, None)


def _call(ev: Evaluator, node: ast.Call) -> Value:
    return calls.call_expression(ev, node)


def _attribute(ev: Evaluator, node: ast.Attribute) -> Value:
    return attributes.get(ev, ev.evaluate(node.value), node.attr)


def _subscript(ev: Evaluator, node: ast.Subscript) -> Value:
    base = ev.evaluate(node.value)
    return subscripts.get(ev, base, ev.evaluate(node.slice))


def _named(ev: Evaluator, node: ast.NamedExpr) -> Value:
    value = ev.evaluate(node.value)
    assignment.assign(ev, node.target, value)
    return value


# --- operators -------------------------------------------------------------------------------------------


def _binary_op(ev: Evaluator, node: ast.BinOp) -> Value:
    op = operator_text(node.op, node.right)
    left, right = ev.evaluate(node.left), ev.evaluate(node.right)
    return operate(ev, op, left, right)


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value:
    """``left op right`` for any values."""
    left, right = _plain(ev, left), _plain(ev, right)
    if isinstance(left, Num) and isinstance(right, Num) and op != "@":
        return ar.arithmetic(ev, op, left, right)
    if op in ("+", "*", "%") and strings.is_textual(left):
        return strings.operate(ev, op, left, right)
    own = classes.operate(ev, op, left, right)
    if own is not None:
        return own
    if isinstance(left, Observation):
        left = left.array
    if isinstance(right, Observation):
        right = right.array
    if isinstance(left, NDArray) or isinstance(right, NDArray):
        if op == "@":
            return array_folds.matmul(ev, arrays.as_array(ev, left), arrays.as_array(ev, right))
        a, b = arrays.operand(ev, left), arrays.operand(ev, right)
        return arrays.elementwise(ev, lambda x, y: ar.arithmetic(ev, op, x, y), a, b)
    if isinstance(left, Choice):
        return per_option(ev, left, lambda o: operate(ev, op, o, right))
    if isinstance(right, Choice):
        return per_option(ev, right, lambda o: operate(ev, op, left, o))
    members = flags.operate(ev, op, left, right)
    return containers.operate(ev, op, left, right) if members is None else members


def _plain(ev: Evaluator, value: Value) -> Value:
    """An operand: an IntEnum's member is its number."""
    if type(value) is Num:
        return value
    value = present(ev, value)
    options = value.options if isinstance(value, Choice) else (value,)
    if not isinstance(options[0], EnumMember):
        return value
    if all(isinstance(o, EnumMember) and o.value.integer for o in options):
        return as_number(ev, value)
    return strings.plain(value)


def _unary_op(ev: Evaluator, node: ast.UnaryOp) -> Value:
    if isinstance(node.op, ast.Not):
        return ar.logical_not(ev.truth(node.operand))
    return operate_on(ev, type(node.op), ev.evaluate(node.operand))


def operate_on(ev: Evaluator, operator: type[ast.unaryop], value: Value) -> Value:
    """``-value``, ``+value`` or ``~value``."""
    value = present(ev, value)
    own = classes.special(ev, value, _UNARY_METHODS[operator])
    if own is not None:
        return own
    if isinstance(value, Observation):
        value = value.array
    op = _UNARY[operator]
    if operator is ast.Invert and isinstance(value, Choice) and isinstance(value.options[0], EnumMember):
        return per_option(ev, value, lambda o: operate_on(ev, operator, o))
    if operator is ast.Invert and isinstance(value, EnumMember) and not value.value.integer:
        others = flags.inverted(ev, value)
        if others is not None:
            return others
    if isinstance(value, NDArray):
        return arrays.elementwise(ev, lambda x: op(ev, x), value)
    return op(ev, as_number(ev, value))


def _negate(ev: Evaluator, x: Num) -> Num:
    return ar.negate(x)


def _invert(ev: Evaluator, x: Num) -> Num:
    if x.type is BOOL and x.numpy:
        return ar.logical_not(x)
    return ar.unary("inot", ar.to_i64(x))


def _plus(ev: Evaluator, x: Num) -> Num:
    return ar.positive(x)


_UNARY_METHODS: dict[type, str] = {ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert"}
_UNARY = {ast.USub: _negate, ast.UAdd: _plus, ast.Invert: _invert}


def short_circuit(ev: Evaluator, first: Value, rest: Any, stop_on: bool) -> Value:
    """``first and rest()`` (stop_on False) or ``first or rest()`` (stop_on True), value semantics of Python."""
    condition = truth_of(ev, first)
    if condition.constant:
        return first if condition.static is stop_on else rest()
    if not (isinstance(first, Num) and first.type is BOOL):
        first = ev.keep(first, "a")
    condition = ev.hold(condition, "condition")
    if not ev.trying:
        return _second(ev, first, condition, rest, stop_on)
    point = Checkpoint(ev)
    try:
        return _second(ev, first, condition, rest, stop_on)
    except Unsupported as error:
        if not exceptions.raises(ev, error):
            raise
        point.rollback(ev)
        ways = (lambda: first, rest) if stop_on else (rest, lambda: first)
        return exceptions.either(ev, condition, *ways)


def _second(ev: Evaluator, first: Value, condition: Num, rest: Any, stop_on: bool) -> Value:
    """The second operand, where the first one does not decide."""
    start, outer = ev.snapshot(), ev.out.block
    block: list[Any] = []
    ev.out.block = block
    with chosen.assuming(ev, condition, not stop_on):
        second = rest()
    if isinstance(first, Num) and first.type is BOOL and isinstance(second, Num) and second.type is BOOL and not block:
        ev.out.block = outer
        return ar.disjunction(condition, second) if stop_on else ar.conjunction(condition, second)
    ev.out.block = outer
    node = OpenIf(condition.expr, [], block, ev.span) if stop_on else OpenIf(condition.expr, block, [], ev.span)
    ev.out.emit(node)
    other = node.then if stop_on else node.orelse
    from ppc.compiler.frontend.values.store import Joiner

    # Past the truth test a maybe-assigned value is assigned, and a true one is no None.
    while isinstance(first, Maybe) or (stop_on and isinstance(first, Optional)):
        first = first.value
    evaluated = Way(block, ev.snapshot(), _same_kind(ev, second, first))
    skipped = Way(other, start, _same_kind(ev, first, second))
    return Joiner(ev, [evaluated, skipped]).run(values=True)


def _same_kind(ev: Evaluator, value: Value, other: Value) -> Value:
    """``x and y`` of a number and something else is only ever asked for its truth, but for None and a number."""
    if isinstance(value, Num) == isinstance(other, Num):
        return value
    number, wrapped = (value, other) if isinstance(value, Num) else (other, value)
    if isinstance(wrapped, Optional) and isinstance(number, Num) and number.type is not BOOL:
        return value
    if isinstance(value, Num):
        return value if value.type is BOOL else ar.to_bool(value)
    return truth_of(ev, value)


def _bool_op(ev: Evaluator, node: ast.BoolOp) -> Value:
    stop_on = isinstance(node.op, ast.Or)

    def chain(i: int) -> Value:
        value = ev.evaluate(node.values[i])
        if i == len(node.values) - 1:
            return value
        return short_circuit(ev, value, lambda: chain(i + 1), stop_on)

    return chain(0)


def _compare(ev: Evaluator, node: ast.Compare) -> Value:
    operands = [node.left, *node.comparators]

    def link(i: int, left: Value) -> Value:
        right = ev.evaluate(operands[i + 1])
        last = i == len(node.ops) - 1
        if not last:
            right = ev.keep(right, "middle")
        result = compare(ev, node.ops[i], left, right)
        if last:
            return result
        return short_circuit(ev, result, lambda: link(i + 1, right), False)

    return link(0, ev.evaluate(node.left))


def _conditional(ev: Evaluator, node: ast.IfExp) -> Value:
    condition = ev.truth(node.test)
    if condition.constant:
        return ev.evaluate(node.body if condition.static else node.orelse)
    return conditional(ev, condition, lambda: ev.evaluate(node.body), lambda: ev.evaluate(node.orelse))


def conditional(ev: Evaluator, condition: Num, then: Any, orelse: Any) -> Value:
    """``then() if condition else orelse()``; a select where both ways only compute numbers."""
    if not ev.trying:
        return _both_ways(ev, condition, then, orelse)
    point = Checkpoint(ev)
    try:
        return _both_ways(ev, condition, then, orelse)
    except Unsupported as error:
        if not exceptions.raises(ev, error):
            raise
        point.rollback(ev)
        return exceptions.either(ev, condition, then, orelse)


def _both_ways(ev: Evaluator, condition: Num, then: Any, orelse: Any) -> Value:
    from ppc.compiler.frontend.values.store import Joiner

    start, outer = ev.snapshot(), ev.out.block
    condition = ev.hold(condition, "condition")
    first: list[Any] = []
    second: list[Any] = []
    ev.out.block = first
    with chosen.assuming(ev, condition, True):
        a = then()
    cursor_a, store_a = ev.out.block, ev.snapshot()
    ev.restore(start)
    ev.out.block = second
    with chosen.assuming(ev, condition, False):
        b = orelse()
    cursor_b = ev.out.block
    if isinstance(a, Num) and isinstance(b, Num) and not first and not second:
        ev.out.block = outer
        x, y, _ = ar.pair(ev, a, b, BOOL)
        return ar.either(condition, x, y)
    ev.out.block = cursor_a
    a = _keep_in(ev, store_a, a)
    ev.out.block = cursor_b
    b = ev.keep(b, "b")
    store_b = ev.snapshot()
    ev.out.block = outer
    node = OpenIf(condition.expr, first, second, ev.span)
    ev.out.emit(node)
    return Joiner(ev, [Way(cursor_a, store_a, a), Way(cursor_b, store_b, b)]).run(values=True)


def _keep_in(ev: Evaluator, store: Any, value: Value) -> Value:
    heap, ev.heap = ev.heap, store.heap
    try:
        return ev.keep(value, "a")
    finally:
        ev.heap = heap


# --- comprehensions --------------------------------------------------------------------------------------


def _comprehension(ev: Evaluator, node: Any) -> Value:
    return comprehensions.evaluate(ev, node)


_METHODS: dict[type, Any] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.Slice: _slice,
    ast.JoinedStr: _joined,
    ast.Starred: _starred,
    ast.Lambda: _lambda,
    ast.Call: _call,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.NamedExpr: _named,
    ast.BinOp: _binary_op,
    ast.UnaryOp: _unary_op,
    ast.BoolOp: _bool_op,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.SetComp: _comprehension,
    ast.DictComp: _comprehension,
}
