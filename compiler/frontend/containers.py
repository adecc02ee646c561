"""Lists, dictionaries, sets and deques."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import arrays
from ppc.compiler.frontend import shapes as sh
from ppc.compiler.frontend.errors import NeedsStatic, Restart, Unsupported
from ppc.compiler.frontend.iteration import flat_leaves, key_value, read_columns, select_item, sequence
from ppc.compiler.frontend.values import (
    Bounded,
    Choice,
    DictObject,
    EnumMember,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Slice,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Copy, Load, Storage, Store, Variable
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


# --- keys ------------------------------------------------------------------------------------------------


def static_key(ev: Evaluator, value: Value) -> Any:
    """A dictionary key that is known at compile time."""
    if isinstance(value, Num):
        if value.static is None:
            raise NeedsStatic(
                "PPC301", "this key must be known when the policy is compiled", help="use an array indexed by the number"
            )
        _ = value.expr
        ev.literals.freeze(value.deps)
        return value.static
    if isinstance(value, Static):
        return value.value
    if isinstance(value, EnumMember):
        return value
    if isinstance(value, Tuple):
        return tuple(static_key(ev, v) for v in value.items)
    raise NeedsStatic("PPC301", "this key must be known when the policy is compiled")


def dict_get(ev: Evaluator, content: DictObject, index: Value) -> Value:
    """``d[key]``: a known key, a choice of known keys, or a run-time number among known ones."""
    from ppc.compiler.frontend import expressions

    if isinstance(index, Choice):
        there = [o for o in index.options if static_key(ev, o) in content.items]
        if not there:
            raise Unsupported("PPC407", "none of the possible keys is in this dictionary")
        missing: Num = const(False)
        for i, o in enumerate(index.options):
            if static_key(ev, o) not in content.items:
                missing = ar.disjunction(missing, ar.binary("ieq", index.index, const(i)))
        ev.fault("key", missing, "key not in the dictionary")
        return expressions.per_option(ev, index, lambda o: dict_get(ev, content, o if o in there else there[0]))
    if not mappings_known(index):
        keys = list(content.items)
        if not keys:
            ev.fault("key", const(True), "key not in the dictionary")
            return const(0.0)
        number = ev.keep(index, "key")
        position = const(len(keys) - 1)
        found: Num = const(False)
        for i in range(len(keys) - 1, -1, -1):
            hit = ev.hold(expressions.truth_of(ev, expressions.equals(ev, key_value(keys[i]), number)), "hit")
            position = ar.select(hit, const(i), position)
            found = ar.disjunction(found, hit)
        ev.fault("key", ar.logical_not(found), "key not in the dictionary")
        return select_item(ev, tuple(content.items[k] for k in keys), ev.hold(position, "position"))
    key = static_key(ev, index)
    if key not in content.items:
        raise Unsupported("PPC407", f"the key {sh.key_text(key)!r} is not in this dictionary")
    return content.items[key]


def contains(ev: Evaluator, container: Value, item: Value) -> Num:
    """``item in container``."""
    from ppc.compiler.frontend import expressions

    container = expressions.present(ev, container)
    if isinstance(container, Static) and isinstance(container.value, str):
        if isinstance(item, Choice):
            return expressions.per_option(ev, item, lambda o: contains(ev, container, o))  # type: ignore[no-any-return]
        assert isinstance(item, Static)
        return const(item.value in container.value)
    if isinstance(container, Ref) and isinstance(ev.heap[container.id], Bounded):
        content = ev.heap[container.id]
        if content.kind in ("dict", "set"):
            from ppc.compiler.frontend import mappings

            return mappings.contains(ev, content, item)
        return _search(ev, container, item)
    if isinstance(container, Observation | NDArray):
        return _search(ev, container, item)
    item = ev.keep(item, "item")
    result: Num = const(False)
    for candidate in expressions.static_items(ev, container):
        result = ar.disjunction(result, expressions.truth_of(ev, expressions.equals(ev, item, candidate)))
        result = result if result.constant else ev.hold(result, "found")
    return result


def _search(ev: Evaluator, container: Value, item: Value) -> Num:
    from ppc.compiler.frontend import expressions
    from ppc.compiler.frontend.values import Dim

    seq = sequence(ev, container)
    item = ev.keep(item, "item")
    dim = Dim(seq.count if seq.count is not None else seq.bound, seq.length if seq.count is None else None)

    def hit(i: Num) -> Num:
        return expressions.truth_of(ev, expressions.equals(ev, seq.item(i), item))

    return arrays.fold(ev, dim, const(False), hit, lambda a, b: ar.disjunction(a, b), "found")


def mappings_known(value: Value) -> bool:
    from ppc.compiler.frontend import mappings

    return mappings.is_known_key(value)


# --- operators -------------------------------------------------------------------------------------------


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value:
    """Operators of strings, tuples and lists."""
    from ppc.compiler.frontend import expressions

    if isinstance(left, Static) and isinstance(right, Static) and op == "+":
        text = str(left.value) + str(right.value)
        if len(text) > budgets.STRING_CHARACTERS:
            raise Unsupported("PPC802", "this string is too long")
        return Static(text)
    if isinstance(left, Static) and isinstance(left.value, str) and op == "%":
        return Static("")
    if op == "+" and isinstance(left, Tuple) and isinstance(right, Tuple):
        return Tuple(left.items + right.items)
    if op == "*":
        if isinstance(left, Num):
            left, right = right, left
        if isinstance(right, Num) and (isinstance(left, Tuple) or _is_list(ev, left)):
            n = ar.static_int(ev, right, "the number of repetitions")
            items = left.items if isinstance(left, Tuple) else ev.heap[left.id].items
            if max(n, 0) * len(items) > budgets.UNROLL_TRIPS * 8:
                raise Unsupported("PPC802", f"a list of {n * len(items)} items is too long", help="use np.zeros or np.full")
            return Tuple(items * n) if isinstance(left, Tuple) else ev.allocate(ListObject(items * n))
    if op == "+" and _is_sequence(ev, left) and _is_sequence(ev, right):
        return ev.allocate(ListObject((*expressions.static_items(ev, left), *expressions.static_items(ev, right))))
    a, b = (sh.describe(sh.shape_of(ev, v)) for v in (left, right))
    raise Unsupported("PPC205", f"the operator '{op}' does not work between {a} and {b}")


def _is_list(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject)


def _is_sequence(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject | Bounded)


def equals(ev: Evaluator, left: Value, right: Value) -> Num:
    raise Unsupported("PPC205", "these containers cannot be compared", help="compare their elements")


def compare_tuples(ev: Evaluator, op: str, left: Tuple, right: Tuple) -> Num:
    """Lexicographic order."""
    from ppc.compiler.frontend import expressions

    n = min(len(left.items), len(right.items))
    strict = op[0]
    result = const({"<": len(left.items) < len(right.items), "<=": len(left.items) <= len(right.items),
                    ">": len(left.items) > len(right.items), ">=": len(left.items) >= len(right.items)}[op])  # fmt: skip
    for i in range(n - 1, -1, -1):
        a, b = left.items[i], right.items[i]
        beyond = expressions.compare(ev, _OPS[strict], a, b)
        equal = expressions.truth_of(ev, expressions.equals(ev, a, b))
        result = ar.disjunction(ar.conjunction(ar.logical_not(equal), beyond), ar.conjunction(equal, result))
    return result


def _ops() -> dict[str, Any]:
    import ast

    return {"<": ast.Lt(), ">": ast.Gt()}


_OPS = _ops()


# --- run-time lengths ------------------------------------------------------------------------------------


def slot(ev: Evaluator, content: Bounded, index: Num) -> Num:
    """The ring position of item ``index``."""
    if content.start.constant and content.start.static == 0:
        return index
    position = ev.hold(ar.binary("iadd", content.start, index), "position")
    over = ar.binary("isub", position, const(content.capacity))
    return ev.hold(ar.select(ar.compare(ev, ">=", position, const(content.capacity)), over, position), "position")


def read(ev: Evaluator, content: Bounded, index: Num) -> Value:
    """Item ``index``, which is in range."""
    if content.element is None:
        return const(0.0)
    leaves = sh.columns_of(content.element) or []
    columns: list[tuple[object, int]] = [(c, n) for c, (_, n) in zip(content.columns, leaves, strict=True)]
    return read_columns(ev, content.element, columns, ev.hold(slot(ev, content, index), "slot"))


def bounded_get(ev: Evaluator, content: Bounded, index: Value) -> Value:
    if isinstance(index, Slice):
        return _bounded_slice(ev, content, index)
    from ppc.compiler.frontend import expressions

    number = expressions.as_number(ev, index)
    position = arrays.checked_index(ev, number, content.capacity, ev.hold(content.length, "length"))
    return read(ev, content, position)


def _bounded_slice(ev: Evaluator, content: Bounded, index: Slice) -> Value:
    """A slice of a list of run-time length: a new list."""
    from ppc.compiler.frontend import loops, subscripts
    from ppc.compiler.frontend.iteration import Sequence
    from ppc.compiler.frontend.values import Dim

    length = within(ev, content.length, content.capacity)
    start, dim, step = subscripts.slice_dim(ev, index, Dim(content.capacity, length))
    ref = make_bounded(ev, [], content.capacity, False, "list", ("slice", ev.span, ev.call_path))
    items = Sequence(
        lambda i: read(ev, content, ev.hold(arrays.flat(ev, [i], (step,), start), "from")),
        dim.size if dim.length is None else None,
        True,
        dim.length,
        dim.size,
    )

    def body(i: Num) -> bool:
        push(ev, ref, items.item(i))
        return True

    loops.iterate(ev, items, body, ("slice", ev.span, ev.call_path), None)
    return ref


def write_columns(ev: Evaluator, element: sh.Shape, columns: list[Variable], position: Num, item: Value) -> None:
    """Puts an item of shape ``element`` (or one that widens to it) at a position of columns."""
    leaves = sh.columns_of(element) or []
    scalars = flat_leaves(ev, element, item)
    at = 0
    position = ev.hold(position, "position")
    for memory, (_, words) in zip(columns, leaves, strict=True):
        base = position if words == 1 else ar.binary("imul", position, const(words))
        for j in range(words):
            where = base if j == 0 else ar.binary("iadd", base, const(j))
            ev.out.emit(Store(memory, where.expr, scalars[at + j].expr, True, ev.span))
        at += words


def convert_columns(ev: Evaluator, content: Bounded, shape: sh.BoundedShape, columns: list[Variable]) -> None:
    """Copies items into columns of a wider shape, keeping their ring positions."""
    if content.capacity != shape.capacity and not (content.start.constant and content.start.static == 0):
        raise Unsupported("PPC402", "deques of different lengths meet here")
    leaves = sh.columns_of(content.element) or []
    source: list[tuple[object, int]] = [(c, n) for c, (_, n) in zip(content.columns, leaves, strict=True)]
    with ev.counted(content.capacity) as i:
        item = read_columns(ev, content.element, source, i)
        write_columns(ev, shape.element, columns, i, item)


def make_bounded(ev: Evaluator, items: list[Value], capacity: int, maxlen: bool, kind: str, key: Any) -> Ref:
    """A container with run-time length; its element shape is what earlier evaluations put into it."""
    element = ev.container_memo.get(key)
    for item in items:
        s = sh.shape_of(ev, item)
        element = s if element is None else sh.join(element, s)
    shape = sh.BoundedShape(capacity, maxlen, element, kind)
    slots = sh.Slots(lambda hint, type: ev.out.variable(hint, type))
    columns = sh.bounded_columns(shape, slots, kind)
    for i, item in enumerate(items):
        write_columns(ev, element, list(columns), const(i), item)
    ref = ev.allocate(Bounded(capacity, maxlen, const(0), const(len(items)), element, columns, kind))
    ev.container_keys[ref.id] = key
    return ref


def widened(ev: Evaluator, ref: Ref, item: Value) -> Bounded:
    """The container, able to hold ``item``."""
    content: Bounded = ev.heap[ref.id]
    s = sh.shape_of(ev, item)
    element = s if content.element is None else sh.join(content.element, s)
    if isinstance(element, sh.PoisonShape) or sh.columns_of(element) is None:
        raise Unsupported(
            "PPC402", f"the items of this {content.kind} have no common form: {sh.describe(element)}",
            help="put numbers, or tuples of numbers of one length, into it",
        )  # fmt: skip
    if element == content.element:
        return content
    key = ev.container_keys.get(ref.id, ev.made_at.get(ref.id))
    if key is not None and ev.container_memo.get(key) != element:
        ev.container_memo[key] = element if key not in ev.container_memo else sh.join(ev.container_memo[key], element)
        raise Restart
    shape = sh.BoundedShape(content.capacity, content.maxlen, element, content.kind)
    slots = sh.Slots(lambda hint, type: ev.out.variable(hint, type))
    columns = sh.bounded_columns(shape, slots, content.kind)
    if content.element is not None:
        convert_columns(ev, content, shape, list(columns))
    new = dataclasses.replace(content, element=element, columns=columns)
    ev.heap[ref.id] = new
    return new


def mutable(ev: Evaluator, ref: Ref) -> None:
    if ref.id in ev.frozen_aliases:
        raise Unsupported(
            "PPC406",
            "this container is changed while another name may refer to it",
            help="write .copy() where it gets its second name",
        )
    content = ev.heap[ref.id]
    if isinstance(content, Bounded) and any(c.storage is Storage.DERIVED for c in content.columns) and ev.stage != "derive":
        columns = []
        for c in content.columns:
            columns.append(ev.out.variable(c.name, c.type))
            ev.out.emit(Copy(columns[-1], c, ev.span))
        ev.heap[ref.id] = dataclasses.replace(content, columns=tuple(columns))


def push(ev: Evaluator, ref: Ref, item: Value, left: bool = False) -> None:
    """``append`` (or ``appendleft``) with a run-time length."""
    mutable(ev, ref)
    item = ev.keep(item, "item")
    content = widened(ev, ref, item)
    cap = const(content.capacity)
    full = ev.hold(ar.compare(ev, ">=", content.length, cap), "full")
    if left:
        if content.kind != "deque":
            raise Unsupported("PPC402", "insert at the front needs a deque")
        before = ar.binary("isub", content.start, const(1))
        start = ev.hold(ar.select(ar.compare(ev, "<", before, const(0)), const(content.capacity - 1), before), "start")
        write_columns(ev, content.element, list(content.columns), start, item)
        length = ev.hold(ar.select(full, cap, ar.binary("iadd", content.length, const(1))), "length")
        if not content.maxlen:
            ev.fault("capacity", full, f"more than {content.capacity} items")
        ev.heap[ref.id] = dataclasses.replace(content, start=start, length=length)
        return
    if content.maxlen:
        at = slot(ev, content, ev.hold(content.length, "length"))
        where = ev.hold(ar.select(full, content.start, at), "position")
        write_columns(ev, content.element, list(content.columns), where, item)
        following = ar.binary("iadd", content.start, const(1))
        wrapped = ar.select(ar.compare(ev, ">=", following, cap), const(0), following)
        start = ev.hold(ar.select(full, wrapped, content.start), "start")
    else:
        ev.fault("capacity", full, f"more than {content.capacity} items")
        last = ar.minimum(ev, content.length, const(content.capacity - 1))
        at = slot(ev, content, ev.hold(last, "last"))
        write_columns(ev, content.element, list(content.columns), at, item)
        start = content.start
    length = ev.hold(ar.select(full, cap, ar.binary("iadd", content.length, const(1))), "length")
    ev.heap[ref.id] = dataclasses.replace(content, start=start, length=length)


def pop(ev: Evaluator, ref: Ref, left: bool) -> Value:
    mutable(ev, ref)
    content: Bounded = ev.heap[ref.id]
    empty = ar.compare(ev, "<=", content.length, const(0))
    ev.fault("index", empty, "pop from an empty container")
    last = ev.hold(ar.maximum(ev, const(0), ar.binary("isub", content.length, const(1))), "last")
    item = ev.keep(read(ev, content, const(0) if left else last), "item")
    if left:
        if content.kind != "deque":
            move_up(ev, content, const(0), last)
            ev.heap[ref.id] = dataclasses.replace(content, length=last)
            return item
        following = ev.hold(ar.binary("iadd", content.start, const(1)), "start")
        wrapped = ar.select(ar.compare(ev, ">=", following, const(content.capacity)), const(0), following)
        start = ev.hold(ar.select(ar.compare(ev, ">", content.length, const(0)), wrapped, content.start), "start")
        ev.heap[ref.id] = dataclasses.replace(content, start=start, length=last)
    else:
        ev.heap[ref.id] = dataclasses.replace(content, length=last)
    return item


def move_up(ev: Evaluator, content: Bounded, first: Num, count: Num) -> None:
    """``count`` items after position ``first`` move one place down (no ring)."""
    leaves = sh.columns_of(content.element) or []
    with ev.counted_to(count, content.capacity) as k:
        i = ev.hold(ar.binary("iadd", first, k), "i")
        for memory, (kind, words) in zip(content.columns, leaves, strict=True):
            for j in range(words):
                target = ar.binary("iadd", ar.binary("imul", i, const(words)), const(j))
                origin = ar.binary("iadd", target, const(words))
                value = Num(kind, Load(memory, origin.expr))
                ev.out.emit(Store(memory, target.expr, value.expr, True, ev.span))


def to_bounded(ev: Evaluator, ref: Ref) -> None:
    """Gives a list of known length a run-time one, in place."""
    content = ev.heap[ref.id]
    assert isinstance(content, ListObject)
    shape = sh.bounded_of(sh.ListShape(tuple(sh.shape_of(ev, v) for v in content.items)))
    made = make_bounded(ev, list(content.items), shape.capacity, False, "list", ev.made_at.get(ref.id))
    ev.heap[ref.id] = ev.heap[made.id]


def length_of(ev: Evaluator, value: Value) -> Num:
    """``len()``."""
    from ppc.compiler.frontend import expressions

    value = expressions.present(ev, value)
    if isinstance(value, Static) and isinstance(value.value, str):
        return const(len(value.value))
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if isinstance(content, DictObject):
            return const(len(content.items))
        if isinstance(content, Bounded):
            return within(ev, content.length, content.capacity)
    seq = sequence(ev, value)
    if seq.count is not None:
        return const(seq.count)
    assert seq.length is not None
    return within(ev, seq.length, seq.bound)


def within(ev: Evaluator, length: Num, bound: int) -> Num:
    """A length whose range is known."""
    if length.constant:
        return length
    read = ev.out.temporary("length", I64, length.expr, ev.span)
    ev.ranges[read.variable.name] = (0, bound)
    return Num(I64, read)
