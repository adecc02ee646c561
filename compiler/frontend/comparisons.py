"""Comparisons of any values: ``==``, ``is``, ``in`` and the orderings."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import chosen, classes, strings
from ppc.compiler.frontend.conversions import as_number, assigned, per_option, present, truth_of
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import set_operations
from ppc.compiler.frontend.values import array_folds, arrays, containers, pools, sequence_order
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.identity import same_object
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Choice,
    Dim,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}


def compare(ev: Evaluator, op: ast.cmpop, left: Value, right: Value) -> Value:
    """One comparison of any values."""
    if isinstance(op, ast.In | ast.NotIn):
        found = containers.contains(ev, right, left)
        return found if isinstance(op, ast.In) else ar.logical_not(found)
    if isinstance(op, ast.Is | ast.IsNot):
        equal = identical(ev, left, right)
        return equal if isinstance(op, ast.Is) else ar.logical_not(equal)
    left, right = assigned(ev, left), assigned(ev, right)
    if isinstance(op, ast.NotEq) and isinstance(left, Ref | Tuple | Handle):
        own = classes.operate(ev, "!=", left, right)
        if own is not None:
            return own
    if isinstance(op, ast.Eq | ast.NotEq):
        result = equals(ev, left, right, isinstance(op, ast.NotEq))
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
    if isinstance(left, Ref | Tuple) and isinstance(right, Ref | Tuple):
        ordered = sequence_order.compare(ev, text, left, right)
        if ordered is not None:
            return ordered
    if type(left) is not Num:
        ordered = strings.order(ev, text, left, right)
        if ordered is not None:
            return ordered
    return ar.compare(ev, text, as_number(ev, left), as_number(ev, right))


def equals(ev: Evaluator, left: Value, right: Value, for_unequal: bool = False) -> Value:
    """``==``; elementwise for arrays. ``for_unequal`` asks on behalf of ``!=``, which a named tuple has of its own."""
    if isinstance(left, Observation):
        left = left.array
    if isinstance(right, Observation):
        right = right.array
    if isinstance(left, Optional) or isinstance(right, Optional):
        return _optional_equals(ev, left, right)
    left, right = present(ev, left), present(ev, right)
    own = None if for_unequal and isinstance(left, Tuple) else _own_equality(ev, left, right)
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
    if isinstance(left, Handle) or isinstance(right, Handle):
        return _same_handle(left, right)
    left_items, right_items = _as_items(ev, left), _as_items(ev, right)
    if left_items is not None and right_items is not None and isinstance(left, Tuple) == isinstance(right, Tuple):
        if len(left_items) != len(right_items):
            return const(False)
        result: Num = const(True)
        for x, y in zip(left_items, right_items, strict=True):
            result = ar.conjunction(result, same_item(ev, x, y))
        return result
    if isinstance(left, NumberText) and isinstance(right, NumberText):
        return strings.equal_numbers(ev, left, right)
    left_key, right_key = sh.known_key(left), sh.known_key(right)
    if left_key is not None or right_key is not None:
        if NONE not in (left, right):
            return strings.equals(ev, left, right, left_key == right_key)
        return const(left_key == right_key)
    if isinstance(left, Ref) and isinstance(right, Ref) and left.id == right.id:
        return const(True)
    if isinstance(left, Ref) or isinstance(right, Ref):
        return _sequences_equal(ev, left, right)
    return const(False)


def same_item(ev: Evaluator, left: Value, right: Value) -> Num:
    """Whether two values count as the same item of a list or a tuple: one object is equal to itself, as NaN alone is
    not. What is read of an array is another object each time."""
    if left is right and isinstance(left, Num) and (not left.numpy or left.whose is not None):
        return const(True)
    return truth_of(ev, equals(ev, left, right))


def refuse_nan(item: Value) -> None:
    """Raises Unsupported for a constant NaN that is looked for among items of which it is not known which objects they are."""
    if isinstance(item, Num) and item.static is not None and item.static != item.static:
        raise Unsupported(
            "PPC210", "whether NaN is found in a sequence depends on the object",
            help="write any(math.isnan(v) for v in values)",
        )  # fmt: skip


def _same_handle(left: Value, right: Value) -> Num:
    """Whether two values are one object of a pooled class."""
    if isinstance(left, Handle) and isinstance(right, Handle) and left.cls is right.cls:
        return ar.binary("ieq", left.index, right.index)
    return const(False)


def _sequences_equal(ev: Evaluator, left: Value, right: Value) -> Num:
    """``==`` of two lists, tuples or deques of which one has a run-time length."""
    kinds = [sequence_kind(ev, v) for v in (left, right)]
    if not all(kinds):
        raise Unsupported("PPC205", "these containers cannot be compared", help="compare their elements")
    if kinds[0] != kinds[1]:
        return const(False)
    a, b = sequence(ev, left), sequence(ev, right)
    lengths = [ev.hold(containers.length_of(ev, v), "length") for v in (left, right)]
    result = ar.compare(ev, "==", *lengths)
    bound = min(s.bound if s.count is None else s.count for s in (a, b))
    if not bound:
        return result
    dim = Dim(bound, ev.hold(ar.minimum(ev, *lengths), "common"))

    def alike(i: Num) -> Num:
        return truth_of(ev, equals(ev, a.item(i), b.item(i)))

    return ar.conjunction(result, array_folds.fold(ev, dim, const(True), alike, ar.conjunction, "equal"))


def sequence_kind(ev: Evaluator, value: Value) -> str:
    """``list``, ``tuple`` or ``deque``, or nothing for other values."""
    if isinstance(value, Tuple):
        return "tuple"
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if isinstance(content, ListObject):
        return "list"
    return content.kind if isinstance(content, Bounded) and content.kind not in ("dict", "set") else ""


def _own_equality(ev: Evaluator, left: Value, right: Value) -> Value | None:
    """``==`` of the policy's own objects: their ``__eq__``, field by field for dataclasses, numbers for an IntEnum."""
    own = classes.operate(ev, "==", left, right)
    if own is None:
        own = set_operations.compare(ev, "==", left, right)
    if own is not None:
        return own
    for a, b in ((left, right), (right, left)):
        if not isinstance(a, EnumMember):
            continue
        if a.value.integer and isinstance(b, Num):
            return ar.compare(ev, "==", as_number(ev, a), b)
        if a.value.plain is not None and isinstance(b, Static | EnumMember):
            return const(a == (b.value if isinstance(b, Static) else b))
    if isinstance(left, Handle) and isinstance(right, Handle) and left.cls is right.cls and left.cls.kind == "dataclass":
        return _equal_fields(ev, left, right)
    if not isinstance(left, Ref) or not isinstance(right, Ref) or left.id == right.id:
        return None
    a, b = ev.heap[left.id], ev.heap[right.id]
    if isinstance(a, Instance) and isinstance(b, Instance):
        plain = ("dataclass", "namespace")
        if a.cls.kind not in plain and b.cls.kind not in plain:
            return same_object(ev, left, right)
        if a.cls is not b.cls:
            return const(False)
        named = [n for n, _ in a.cls.fields] if a.cls.kind == "dataclass" else list(a.fields)
        result: Num = const(a.cls.kind == "dataclass" or a.fields.keys() == b.fields.keys())
        for name in named:
            if name in a.fields and name in b.fields and name not in a.cls.uncompared:
                result = ar.conjunction(result, truth_of(ev, equals(ev, a.fields[name], b.fields[name])))
        return result
    return None


def _equal_fields(ev: Evaluator, left: Handle, right: Handle) -> Num:
    """``==`` of two objects of a pooled dataclass."""
    from ppc.compiler.frontend import attributes

    result: Num = const(True)
    for name in (n for n, _ in left.cls.fields if n not in left.cls.uncompared):
        a, b = attributes.get(ev, left, name), attributes.get(ev, right, name)
        if pools.in_shape(sh.shape_of(ev, a)) | pools.in_shape(sh.shape_of(ev, b)):
            raise Unsupported(
                "PPC205", f"'==' of objects of {left.cls.name} compares the objects in '{name}', and those in them, and so on",
                help="compare with 'is', or write @dataclass(eq=False)",
            )  # fmt: skip
        result = ar.conjunction(result, truth_of(ev, equals(ev, a, b)))
    return result


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
                a = assigned(ev, a)
            if isinstance(a, Optional):
                return ar.logical_not(a.present)
            if isinstance(a, Choice):
                return per_option(ev, a, lambda o: const(o == NONE))  # type: ignore[no-any-return]
            return const(isinstance(a, Static) and a == NONE)
    if isinstance(left, Optional):
        return ar.conjunction(left.present, identical(ev, left.value, right))
    if isinstance(right, Optional):
        return ar.conjunction(right.present, identical(ev, left, right.value))
    if isinstance(left, Choice):
        return chosen.combine(ev, left, lambda o: identical(ev, o, right))
    if isinstance(right, Choice):
        return chosen.combine(ev, right, lambda o: identical(ev, left, o))
    if isinstance(left, Handle) or isinstance(right, Handle):
        return _same_handle(left, right)
    if isinstance(left, Num) and isinstance(right, Num) and left.type is BOOL and right.type is BOOL:
        if bool(left.numpy) != bool(right.numpy):
            return const(False)  # np.True_ is another object than True
        return ar.logical_not(ar.binary("xor", left, right))
    if isinstance(left, Num) or isinstance(right, Num):
        raise Unsupported("PPC210", "'is' between numbers depends on the interpreter", help="write ==")
    if isinstance(left, Ref) and isinstance(right, Ref):
        return same_object(ev, left, right)
    strings.check(left)
    strings.check(right)
    return const(sh.known_key(left) is not None and sh.known_key(left) == sh.known_key(right))
