"""Expressions of the policy language."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import assignment, attributes, calls, classes, comprehensions, recovery, subscripts, syntax
from ppc.compiler.frontend.emitter import OpenIf
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Lazy, sequence
from ppc.compiler.frontend.library import builtins_, set_operations
from ppc.compiler.frontend.values import arrays, containers, mappings
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import Way, same
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Choice,
    DictObject,
    EnumMember,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Poison,
    Range,
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
_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def operator_text(node: ast.operator) -> str:
    return _BINARY[type(node)]


def evaluate(ev: Evaluator, node: ast.expr) -> Value:
    method = _METHODS.get(type(node))
    if method is None:
        raise Unsupported("PPC102", f"this kind of expression ({type(node).__name__}) is not part of the policy language")
    return method(ev, node)


def as_number(ev: Evaluator, value: Value) -> Num:
    """A scalar out of a value; zero-dimensional and one-element arrays count."""
    value = present(ev, value)
    if isinstance(value, Num):
        return value
    if isinstance(value, NDArray) and not value.shape:
        return arrays.element_at(ev, value, [])
    if isinstance(value, EnumMember) and value.value.integer and isinstance(value.value.value, Num):
        return value.value.value
    if isinstance(value, Choice) and all(isinstance(o, EnumMember) and o.value.integer for o in value.options):
        number: Num = per_option(ev, value, lambda o: as_number(ev, o))
        return number
    raise Unsupported(
        "PPC201", f"a number is needed here, this is {sh.describe(sh.shape_of(ev, value))}", help=_number_help(value)
    )


def _number_help(value: Value) -> str:
    return "take one element, e.g. x[0]" if isinstance(value, NDArray | Observation) else ""


def present(ev: Evaluator, value: Value) -> Value:
    """The value behind an optional or maybe-unassigned one, with the check that faults where it is absent."""
    if type(value) is Num or type(value) is Ref:
        return value
    if isinstance(value, Maybe):
        if not value.present.constant:
            ev.warn("PPC903", "this variable may be read before it is assigned", "assign it before the if or loop")
        ev.fault("unassigned", ar.logical_not(value.present), "read before assignment")
        return present(ev, value.value)
    if isinstance(value, Optional):
        ev.fault("absent", ar.logical_not(value.present), "None is used as a value")
        return present(ev, value.value)
    if isinstance(value, Poison):
        recovery.unknown(value.reason)
        raise NeedsStatic("PPC304", f"this value has no single type: {value.reason}", help="give it the same type on every way")
    return value


def truth_of(ev: Evaluator, value: Value) -> Num:
    """Python's truth of a value."""
    if isinstance(value, Maybe):
        ev.fault("unassigned", ar.logical_not(value.present), "read before assignment")
        value = value.value
    if isinstance(value, Optional):
        return ar.conjunction(value.present, truth_of(ev, value.value))
    value = present(ev, value)
    if isinstance(value, Num):
        return ar.to_bool(value)
    if isinstance(value, Static):
        return const(bool(value.value))
    if isinstance(value, Choice):
        return ar.to_bool(per_option(ev, value, lambda o: truth_of(ev, o)))
    if isinstance(value, Tuple):
        return const(bool(value.items))
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, NDArray):
        size = arrays.static_size(value)
        if size == 1:
            return ar.to_bool(arrays.elements(ev, value)[0])
        raise Unsupported(
            "PPC207", "the truth of an array with more than one element is ambiguous", help="use .any() or .all()"
        )
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if isinstance(content, Instance):
            for name in ("bool", "len"):
                answer = classes.special(ev, value, name)
                if answer is not None:
                    return truth_of(ev, answer)
        if isinstance(content, ListObject | DictObject):
            return const(bool(content.items))
        if isinstance(content, Bounded):
            return ar.compare(ev, ">", content.length, const(0))
    if isinstance(value, Range | Lazy):
        seq = sequence(ev, value)
        return const(bool(seq.count)) if seq.count is not None else ar.compare(ev, ">", seq.length or const(0), const(0))
    return const(True)


def per_option(ev: Evaluator, choice: Choice, run: Any) -> Value:
    """``run(option)`` for the option that is taken; results must be numbers or known values of one kind."""
    results = [run(o) for o in choice.options]
    if all(same(results[0], r) for r in results[1:]):
        return results[0]
    from ppc.compiler.frontend.iteration import select_item

    if len(results) == 2 and all(isinstance(r, Num) for r in results):
        first, second, _ = ar.pair(ev, results[0], results[1], BOOL)
        if first.constant and second.constant and first.type is BOOL:
            is_first = ar.binary("ieq", choice.index, const(0))
            return is_first if first.static else ar.logical_not(is_first)
    if all(isinstance(r, Num) and r.constant and r.type is BOOL for r in results):
        wanted = [i for i, r in enumerate(results) if r.static]
        if len(wanted) == 1:
            return ar.binary("ieq", choice.index, const(wanted[0]))
        if len(wanted) == len(results) - 1:
            unwanted = next(i for i, r in enumerate(results) if not r.static)
            return ar.binary("ine", choice.index, const(unwanted))
    return select_item(ev, tuple(results), choice.index)


def for_chosen(ev: Evaluator, choice: Choice, run: Any) -> None:
    """``run(option)`` for the option that is taken, and for no other: it may change things."""
    index = ev.hold(choice.index, "chosen")

    def option(k: int) -> bool:
        if k == len(choice.options) - 1:
            run(choice.options[k])
            return True

        def take() -> bool:
            run(choice.options[k])
            return True

        return ev.branch(ar.binary("ieq", index, const(k)), take, lambda: option(k + 1))

    option(0)


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
        raise NeedsStatic(
            "PPC304", f"'{node.id}' has no single type: {value.reason}", help="give it the same type on every way"
        )
    if isinstance(value, Maybe):
        value = present(ev, value)
        ev.frame.locals[node.id] = value
    return value


def lookup(ev: Evaluator, name: str) -> Value:
    frame: Any = ev.frame
    while frame is not None:
        if name in frame.locals:
            return frame.locals[name]
        frame = frame.closure
    module = ev.frames[0].locals
    if name in module:
        return module[name]

    found = builtins_.BUILTINS.get(name)
    if found is not None:
        return found
    if name in builtins_.FORBIDDEN:
        raise Unsupported("PPC103", f"'{name}' is not available to policies", help=builtins_.FORBIDDEN[name])
    if ev.frame.function is not None and _is_local(ev.frame.function, name):
        raise Unsupported("PPC208", f"'{name}' is read before it is assigned")
    raise Unsupported("PPC209", f"the name '{name}' is not defined", help=builtins_.suggestion(ev, name))


def _is_local(function: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in syntax.walk(function))


def _tuple(ev: Evaluator, node: ast.Tuple) -> Value:
    result = Tuple(_items(ev, node.elts))
    leaves = _leaves(result)
    ev.burn(leaves)
    if leaves > budgets.TUPLE_LEAVES:
        raise Unsupported("PPC802", f"this tuple has more than {budgets.TUPLE_LEAVES} items")
    return result


def _leaves(value: Value) -> int:
    return sum(map(_leaves, value.items)) if isinstance(value, Tuple) else 1


def _list(ev: Evaluator, node: ast.List) -> Value:
    return ev.allocate(ListObject(_items(ev, node.elts)))


def _items(ev: Evaluator, nodes: list[ast.expr]) -> tuple[Value, ...]:
    out: list[Value] = []
    for e in nodes:
        if isinstance(e, ast.Starred):
            out += static_items(ev, ev.evaluate(e.value))
        else:
            out.append(ev.keep(ev.evaluate(e), "item"))
    return tuple(out)


def static_items(ev: Evaluator, value: Value) -> list[Value]:
    """All items of a sequence whose length is known."""
    seq = sequence(ev, present(ev, value))
    if seq.count is None:
        raise NeedsStatic("PPC301", "the length of this sequence must be known when the policy is compiled")
    if seq.count > budgets.UNROLL_TRIPS * 16:
        raise Unsupported("PPC804", f"a sequence of {seq.count} items is too long to be written out")
    ev.burn(seq.count)
    return [ev.keep(seq.item(const(i)), "item") for i in range(seq.count)]


def _dict(ev: Evaluator, node: ast.Dict) -> Value:
    items: dict[Any, Value] = {}
    run_time: list[tuple[Value, Value]] = []
    for k, v in zip(node.keys, node.values, strict=True):
        if k is None:
            source = present(ev, ev.evaluate(v))
            content = ev.heap[source.id] if isinstance(source, Ref) else None
            if not isinstance(content, DictObject):
                raise Unsupported("PPC102", "only a dictionary can be merged with **")
            items.update(content.items)
        else:
            key = ev.keep(ev.evaluate(k), "key")
            if run_time or not mappings.is_known_key(key):
                run_time.append((key, ev.evaluate(v)))
                continue
            known_key = containers.static_key(ev, key)
            items[known_key] = ev.keep(ev.evaluate(v), sh.key_text(known_key))
    ref = ev.allocate(DictObject(items))
    if run_time:
        mappings.to_bounded(ev, ref)
        for key, value in run_time:
            mappings.put(ev, ref, key, value)
    return ref


def _set(ev: Evaluator, node: ast.Set) -> Value:
    values = [ev.keep(ev.evaluate(e), "key") for e in node.elts]
    if all(mappings.is_known_key(v) for v in values):
        return ev.allocate(DictObject(dict.fromkeys((containers.static_key(ev, v) for v in values), const(True)), "set"))
    ref = ev.allocate(DictObject({}, "set"))
    mappings.to_bounded(ev, ref)
    for v in values:
        mappings.put(ev, ref, v)
    return ref


def _slice(ev: Evaluator, node: ast.Slice) -> Value:
    parts = [NONE if p is None else ev.evaluate(p) for p in (node.lower, node.upper, node.step)]
    return Slice(*parts)


def _joined(ev: Evaluator, node: ast.JoinedStr) -> Value:
    return Static("")


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
    op = operator_text(node.op)
    left, right = ev.evaluate(node.left), ev.evaluate(node.right)
    return operate(ev, op, left, right)


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value:
    """``left op right`` for any values."""
    left, right = _plain(ev, left), _plain(ev, right)
    if isinstance(left, Num) and isinstance(right, Num) and op != "@":
        return ar.arithmetic(ev, op, left, right)
    own = classes.operate(ev, op, left, right)
    if own is not None:
        return own
    if isinstance(left, Observation):
        left = left.array
    if isinstance(right, Observation):
        right = right.array
    if isinstance(left, NDArray) or isinstance(right, NDArray):
        if op == "@":
            return arrays.matmul(ev, arrays.as_array(ev, left), arrays.as_array(ev, right))
        a, b = arrays.operand(ev, left), arrays.operand(ev, right)
        return arrays.elementwise(ev, lambda x, y: ar.arithmetic(ev, op, x, y), a, b)
    if isinstance(left, Choice):
        return per_option(ev, left, lambda o: operate(ev, op, o, right))
    if isinstance(right, Choice):
        return per_option(ev, right, lambda o: operate(ev, op, left, o))
    return containers.operate(ev, op, left, right)


def _plain(ev: Evaluator, value: Value) -> Value:
    """An operand: an IntEnum's member is its number."""
    if type(value) is Num:
        return value
    value = present(ev, value)
    options = value.options if isinstance(value, Choice) else (value,)
    if all(isinstance(o, EnumMember) and o.value.integer for o in options):
        return as_number(ev, value)
    return value


def _unary_op(ev: Evaluator, node: ast.UnaryOp) -> Value:
    if isinstance(node.op, ast.Not):
        return ar.logical_not(ev.truth(node.operand))
    value = present(ev, ev.evaluate(node.operand))
    own = classes.special(ev, value, "neg") if isinstance(node.op, ast.USub) else None
    if own is not None:
        return own
    if isinstance(value, Observation):
        value = value.array
    op = _UNARY[type(node.op)]
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
    return x if x.type is not BOOL else ar.to_i64(x)


_UNARY = {ast.USub: _negate, ast.UAdd: _plus, ast.Invert: _invert}


def short_circuit(ev: Evaluator, first: Value, rest: Any, stop_on: bool) -> Value:
    """``first and rest()`` (stop_on False) or ``first or rest()`` (stop_on True), value semantics of Python."""
    condition = truth_of(ev, first)
    if condition.constant:
        return first if condition.static is stop_on else rest()
    if not (isinstance(first, Num) and first.type is BOOL):
        first = ev.keep(first, "a")
    condition = ev.hold(condition, "condition")
    start, outer = ev.snapshot(), ev.out.block
    block: list[Any] = []
    ev.out.block = block
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


def compare(ev: Evaluator, op: ast.cmpop, left: Value, right: Value) -> Value:
    """One comparison of any values."""
    if isinstance(op, ast.In | ast.NotIn):
        found = containers.contains(ev, right, left)
        return found if isinstance(op, ast.In) else ar.logical_not(found)
    if isinstance(op, ast.Is | ast.IsNot):
        equal = identical(ev, left, right)
        return equal if isinstance(op, ast.Is) else ar.logical_not(equal)
    if isinstance(left, Maybe):
        left = present(ev, left)
    if isinstance(right, Maybe):
        right = present(ev, right)
    if isinstance(op, ast.Eq | ast.NotEq):
        result = equals(ev, left, right)
        if isinstance(result, Num):
            return result if isinstance(op, ast.Eq) else ar.logical_not(result)
        return result if isinstance(op, ast.Eq) else arrays.elementwise(ev, ar.logical_not, result)
    left, right = present(ev, left), present(ev, right)
    text = _COMPARE[type(op)]
    own = classes.operate(ev, text, left, right)
    if own is None:
        own = set_operations.compare(ev, text, left, right)
    if own is not None:
        return own
    if isinstance(left, Observation | NDArray) or isinstance(right, Observation | NDArray):
        a, b = arrays.operand(ev, left), arrays.operand(ev, right)
        if not (isinstance(a, Num) and isinstance(b, Num)):
            return arrays.elementwise(ev, lambda x, y: ar.as_numpy(ar.compare(ev, text, x, y)), a, b)
        left, right = a, b
    if isinstance(left, Tuple) and isinstance(right, Tuple):
        return containers.compare_tuples(ev, text, left, right)
    return ar.compare(ev, text, as_number(ev, left), as_number(ev, right))


def equals(ev: Evaluator, left: Value, right: Value) -> Value:
    """``==``; elementwise for arrays."""
    if isinstance(left, Observation):
        left = left.array
    if isinstance(right, Observation):
        right = right.array
    if isinstance(left, Optional) or isinstance(right, Optional):
        return _optional_equals(ev, left, right)
    left, right = present(ev, left), present(ev, right)
    own = _own_equality(ev, left, right)
    if own is not None:
        return own
    if isinstance(left, NDArray) or isinstance(right, NDArray):
        if NONE in (left, right):
            return const(False)
        a, b = arrays.operand(ev, left), arrays.operand(ev, right)
        if not (isinstance(a, Num) and isinstance(b, Num)):
            return arrays.elementwise(ev, lambda x, y: ar.as_numpy(ar.compare(ev, "==", x, y)), a, b)
        left, right = a, b
    if isinstance(left, Num) and isinstance(right, Num):
        return ar.compare(ev, "==", left, right)
    if isinstance(left, Choice):
        return per_option(ev, left, lambda o: equals(ev, o, right))
    if isinstance(right, Choice):
        return per_option(ev, right, lambda o: equals(ev, left, o))
    left_items, right_items = _as_items(ev, left), _as_items(ev, right)
    if left_items is not None and right_items is not None and isinstance(left, Tuple) == isinstance(right, Tuple):
        if len(left_items) != len(right_items):
            return const(False)
        result: Num = const(True)
        for x, y in zip(left_items, right_items, strict=True):
            result = ar.conjunction(result, truth_of(ev, equals(ev, x, y)))
        return result
    left_key, right_key = sh.known_key(left), sh.known_key(right)
    if left_key is not None or right_key is not None:
        return const(left_key == right_key)
    if isinstance(left, Ref) and isinstance(right, Ref) and left.id == right.id:
        return const(True)
    if isinstance(left, Ref) or isinstance(right, Ref):
        return containers.equals(ev, left, right)
    return const(False)


def _own_equality(ev: Evaluator, left: Value, right: Value) -> Value | None:
    """``==`` of the policy's own objects: their ``__eq__``, field by field for dataclasses, numbers for an IntEnum."""
    own = classes.operate(ev, "==", left, right)
    if own is None:
        own = set_operations.compare(ev, "==", left, right)
    if own is not None:
        return own
    for a, b in ((left, right), (right, left)):
        if isinstance(a, EnumMember) and a.value.integer and isinstance(b, Num):
            return ar.compare(ev, "==", as_number(ev, a), b)
    if not isinstance(left, Ref) or not isinstance(right, Ref) or left.id == right.id:
        return None
    a, b = ev.heap[left.id], ev.heap[right.id]
    if isinstance(a, Instance) and isinstance(b, Instance):
        if a.cls is not b.cls or a.cls.kind != "dataclass":
            return const(False)
        result: Num = const(True)
        for name, _ in a.cls.fields:
            if name in a.fields and name in b.fields and name not in a.cls.uncompared:
                result = ar.conjunction(result, truth_of(ev, equals(ev, a.fields[name], b.fields[name])))
        return result
    return None


def _as_items(ev: Evaluator, value: Value) -> tuple[Value, ...] | None:
    if isinstance(value, Tuple):
        return value.items
    if isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject):
        items: tuple[Value, ...] = ev.heap[value.id].items
        return items
    return None


def _optional_equals(ev: Evaluator, left: Value, right: Value) -> Num:
    """Absent equals only absent."""
    lp = left.present if isinstance(left, Optional) else const(left != NONE)
    rp = right.present if isinstance(right, Optional) else const(right != NONE)
    both = ar.conjunction(lp, rp)
    neither = ar.conjunction(ar.logical_not(lp), ar.logical_not(rp))
    if both.constant and not both.static:
        return neither
    inner = equals(
        ev,
        left.value if isinstance(left, Optional) else left,
        right.value if isinstance(right, Optional) else right,
    )
    return ar.disjunction(ar.conjunction(both, truth_of(ev, inner)), neither)


def identical(ev: Evaluator, left: Value, right: Value) -> Num:
    """``is``: for None, bools, enum members and objects."""
    for a, b in ((left, right), (right, left)):
        if b == NONE if isinstance(b, Static) else False:
            if isinstance(a, Maybe):
                a = present(ev, a)
            if isinstance(a, Optional):
                return ar.logical_not(a.present)
            if isinstance(a, Choice):
                return per_option(ev, a, lambda o: const(o == NONE))  # type: ignore[no-any-return]
            return const(isinstance(a, Static) and a == NONE)
    if isinstance(left, Choice):
        return per_option(ev, left, lambda o: identical(ev, o, right))  # type: ignore[no-any-return]
    if isinstance(right, Choice):
        return per_option(ev, right, lambda o: identical(ev, left, o))  # type: ignore[no-any-return]
    if isinstance(left, Optional):
        return ar.conjunction(left.present, identical(ev, left.value, right))
    if isinstance(left, Num) and isinstance(right, Num) and left.type is BOOL and right.type is BOOL:
        if bool(left.numpy) != bool(right.numpy):
            return const(False)  # np.True_ is another object than True
        return ar.logical_not(ar.binary("xor", left, right))
    if isinstance(left, Num) or isinstance(right, Num):
        raise Unsupported("PPC210", "'is' between numbers depends on the interpreter", help="write ==")
    if isinstance(left, Ref) and isinstance(right, Ref):
        return const(left.id == right.id)
    return const(sh.known_key(left) is not None and sh.known_key(left) == sh.known_key(right))


def _conditional(ev: Evaluator, node: ast.IfExp) -> Value:
    condition = ev.truth(node.test)
    if condition.constant:
        return ev.evaluate(node.body if condition.static else node.orelse)
    return conditional(ev, condition, lambda: ev.evaluate(node.body), lambda: ev.evaluate(node.orelse))


def conditional(ev: Evaluator, condition: Num, then: Any, orelse: Any) -> Value:
    """``then() if condition else orelse()``; a select where both ways only compute numbers."""
    from ppc.compiler.frontend.values.store import Joiner

    start, outer = ev.snapshot(), ev.out.block
    condition = ev.hold(condition, "condition")
    first: list[Any] = []
    second: list[Any] = []
    ev.out.block = first
    a = then()
    cursor_a, store_a = ev.out.block, ev.snapshot()
    ev.restore(start)
    ev.out.block = second
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
