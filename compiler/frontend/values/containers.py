"""Lists, dictionaries, sets and deques."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import classes, recovery
from ppc.compiler.frontend.errors import NeedsStatic, Restart, Unsupported
from ppc.compiler.frontend.iteration import require_known_objects, select_item, sequence
from ppc.compiler.frontend.values import (
    array_folds,
    arrays,
    borrows,
    columns,
    copies,
    instances,
    known_keys,
    pools,
    sequence_order,
)
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    Bounded,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Optional,
    Range,
    Ref,
    Slice,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Copy, Storage
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


# --- keys ------------------------------------------------------------------------------------------------


def static_key(ev: Evaluator, value: Value) -> Any:
    """A dictionary key that is known at compile time."""
    from ppc.compiler.frontend import strings

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
        if value.value.integer:
            _ = value.value.value.expr  # equal to a number, so that the number decides where it is found
        return value
    if isinstance(value, Tuple):
        return tuple(static_key(ev, v) for v in value.items)
    strings.check(value)
    raise NeedsStatic("PPC301", "this key must be known when the policy is compiled")


def dict_get(ev: Evaluator, content: DictObject, index: Value) -> Value:
    """``d[key]``: a known key, a choice of known keys, or a run-time number among known ones."""
    from ppc.compiler.frontend import conversions

    if isinstance(index, Choice):
        there = [o for o in index.options if static_key(ev, o) in content.items]
        if not there:
            raise Unsupported("PPC407", "none of the possible keys is in this dictionary")
        missing: Num = const(False)
        for i, o in enumerate(index.options):
            if static_key(ev, o) not in content.items:
                missing = ar.disjunction(missing, ar.binary("ieq", index.index, const(i)))
        ev.fault("key", missing, "key not in the dictionary")
        return conversions.per_option(ev, index, lambda o: dict_get(ev, content, o if o in there else there[0]))
    if not mappings_known(index):
        keys = list(content.items)
        if not keys:
            ev.fault("key", const(True), "key not in the dictionary")
            return const(0.0)
        number = ev.keep(index, "key")
        values = tuple(content.items[k] for k in keys)
        require_known_objects(ev, values, number)
        position, found = known_keys.position(ev, keys, number)
        ev.fault("key", ar.logical_not(found), "key not in the dictionary")
        return select_item(ev, values, ev.hold(position, "position"))
    key = static_key(ev, index)
    if key not in content.items:
        raise Unsupported("PPC407", f"the key {sh.key_text(key)!r} is not in this dictionary")
    return content.items[key]


def contains(ev: Evaluator, container: Value, item: Value) -> Num:
    """``item in container``."""
    from ppc.compiler.frontend import comparisons, conversions, flags, strings

    container = conversions.present(ev, container)
    own = classes.special(ev, container, "contains", item)
    if own is not None:
        return conversions.truth_of(ev, own)
    if strings.is_textual(container):
        return strings.contains(ev, container, item)
    if isinstance(container, Choice):
        return conversions.per_option(ev, container, lambda o: contains(ev, o, item))  # type: ignore[no-any-return]
    if isinstance(container, EnumMember | Num):
        if isinstance(item, Choice):
            return conversions.per_option(ev, item, lambda o: contains(ev, container, o))  # type: ignore[no-any-return]
        found = flags.contains(ev, container, item)
        if found is not None:
            return found
    if isinstance(container, Ref) and isinstance(ev.heap[container.id], Bounded):
        content = ev.heap[container.id]
        if content.kind in ("dict", "set"):
            from ppc.compiler.frontend.values import mappings

            return mappings.contains(ev, content, item)
        comparisons.refuse_nan(item)
        return _search(ev, container, item)
    if isinstance(container, Observation | NDArray):
        return _search(ev, container, item)
    if isinstance(container, Ref) and isinstance(ev.heap[container.id], DictObject) and not mappings_known(item):
        keys = list(ev.heap[container.id].items)
        if keys:
            comparisons.refuse_nan(item)
            return known_keys.position(ev, keys, item)[1]
    item = ev.keep(item, "item")
    result: Num = const(False)
    for candidate in conversions.static_items(ev, container):
        result = ar.disjunction(result, comparisons.same_item(ev, item, candidate))
        result = result if result.constant else ev.hold(result, "found")
    if not result.constant:
        comparisons.refuse_nan(item)
    return result


def _search(ev: Evaluator, container: Value, item: Value) -> Num:
    from ppc.compiler.frontend import comparisons, conversions
    from ppc.compiler.frontend.values.values import Dim

    seq = sequence(ev, container)
    item = ev.keep(item, "item")
    dim = Dim(seq.count if seq.count is not None else seq.bound, seq.length if seq.count is None else None)

    def hit(i: Num) -> Num:
        return conversions.truth_of(ev, comparisons.equals(ev, seq.item(i), item))

    return array_folds.fold(ev, dim, const(False), hit, lambda a, b: ar.disjunction(a, b), "found")


def mappings_known(value: Value) -> bool:
    from ppc.compiler.frontend.values import mappings

    return mappings.is_known_key(value)


# --- operators -------------------------------------------------------------------------------------------


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value:
    """Operators of strings, tuples and lists."""
    from ppc.compiler.frontend import conversions

    if op == "+" and isinstance(left, Tuple) and isinstance(right, Tuple):
        return Tuple(left.items + right.items)
    if op == "*":
        if isinstance(left, Num):
            left, right = right, left
        if isinstance(right, Num) and (isinstance(left, Tuple) or _is_list(ev, left)):
            if right.static is None and not isinstance(left, Tuple):
                return _repeated(ev, left, right)
            n = ar.static_int(ev, right, "the number of repetitions")
            items = left.items if isinstance(left, Tuple) else ev.heap[left.id].items
            if max(n, 0) * len(items) > budgets.UNROLL_TRIPS * 8:
                raise Unsupported("PPC802", f"a list of {n * len(items)} items is too long", help="use np.zeros or np.full")
            return Tuple(items * n) if isinstance(left, Tuple) else ev.allocate(ListObject(items * n))
    if op == "*" and any(isinstance(v, Ref) and _is_sequence(ev, v) for v in (left, right)):
        return _repeated(ev, left, right) if isinstance(right, Num) else _repeated(ev, right, left)
    if op == "+" and _is_tuple(ev, left) and _is_tuple(ev, right):
        return _concatenated(ev, [left, right], "tuple")
    if op == "+" and _is_sequence(ev, left) and _is_sequence(ev, right):
        if any(isinstance(ev.heap[v.id], Bounded) for v in (left, right)):
            return _concatenated(ev, [left, right])
        return ev.allocate(ListObject((*conversions.static_items(ev, left), *conversions.static_items(ev, right))))
    from ppc.compiler.frontend.library import set_operations

    found = set_operations.operate(ev, op, left, right)
    if found is not None:
        return found
    a, b = (sh.describe(sh.shape_of(ev, v)) for v in (left, right))
    members = isinstance(left, EnumMember) and isinstance(right, EnumMember)
    help = "derive the class from Flag or IntFlag, or write the numbers" if members else ""
    op = "**" if op == "pow" else op
    raise Unsupported("PPC205", f"the operator '{op}' does not work between {a} and {b}", help=help)


def _concatenated(ev: Evaluator, parts: list[Value], kind: str = "list") -> Ref:
    """A new list (or tuple) of run-time length with the items of ``parts``."""
    from ppc.compiler.frontend.library import methods

    sequences = [sequence(ev, p) for p in parts]
    sizes = [s.count if s.count is not None else s.bound for s in sequences]
    # A list that grows by itself in every step would never settle: what is not proven has the usual room.
    capacity = sum(sizes) if sum(sizes) <= budgets.container_capacity() else max(budgets.container_capacity(), *sizes)
    ref = make_bounded(ev, [], max(capacity, 1), False, kind, ("concatenation", ev.span, ev.call_path))
    for part in parts:
        methods.list_extend(ev, ref, [part], {})
    return ref


def _repeated(ev: Evaluator, items: Value, count: Num) -> Ref:
    """``items * count`` with a run-time count."""
    from ppc.compiler.frontend import loops
    from ppc.compiler.frontend.library import methods
    from ppc.compiler.frontend.values.ranges import interval

    seq = sequence(ev, items)
    each = seq.count if seq.count is not None else seq.bound
    count = ev.hold(ar.maximum(ev, const(0), ar.to_i64(count)), "count")
    most = interval(count._expr, ev.ranges)[1] * each
    capacity = most if most <= budgets.WHILE_BOUND else budgets.container_capacity()
    ref = make_bounded(ev, [], max(capacity, 1), False, "list", ("repetition", ev.span, ev.call_path))

    def body(index: Num) -> bool:
        methods.list_extend(ev, ref, [items], {})
        return True

    turns = sequence(ev, Range(const(0), count, const(1)))
    loops.iterate(ev, turns, body, ("repetition", ev.span, ev.call_path), None)
    return ref


def _is_list(ev: Evaluator, value: Value) -> bool:
    return isinstance(value, Ref) and isinstance(ev.heap[value.id], ListObject)


def _is_sequence(ev: Evaluator, value: Value) -> bool:
    """Whether a value is a list or a deque."""
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    return isinstance(content, ListObject) or (isinstance(content, Bounded) and content.kind in ("list", "deque"))


def _is_tuple(ev: Evaluator, value: Value) -> bool:
    """Whether a value is a tuple, of known or of run-time length."""
    return isinstance(value, Tuple) or (isinstance(value, Ref) and getattr(ev.heap[value.id], "kind", "") == "tuple")


def compare_tuples(ev: Evaluator, op: str, left: Tuple, right: Tuple) -> Num:
    """Lexicographic order."""
    from ppc.compiler.frontend import comparisons, conversions

    n = min(len(left.items), len(right.items))
    strict = op[0]
    result = const({"<": len(left.items) < len(right.items), "<=": len(left.items) <= len(right.items),
                    ">": len(left.items) > len(right.items), ">=": len(left.items) >= len(right.items)}[op])  # fmt: skip
    for i in range(n - 1, -1, -1):
        a, b = left.items[i], right.items[i]
        if _is_object(ev, a) and _is_object(ev, b) and not _has_order(ev, op, a, b):
            before = comparisons.equals(ev, Tuple(left.items[:i]), Tuple(right.items[:i]))
            equal = _one_object(ev, a, b)
            undefined = ar.conjunction(before, ar.logical_not(equal))
            ev.fault("absent", undefined, "the objects of this class have no order", "TypeError")
            result = ar.conjunction(equal, result)
            continue
        if isinstance(a, Ref) and isinstance(b, Ref):  # lists are long: they are looked at where all before them is equal
            before = conversions.truth_of(ev, comparisons.equals(ev, Tuple(left.items[:i]), Tuple(right.items[:i])))
            result = sequence_order.where(ev, before, _OPS[op], a, b, result)
            continue
        equal = comparisons.same_item(ev, a, b)
        if _is_plain_member(a) and _is_plain_member(b):  # an error only where all before it is equal
            before = comparisons.equals(ev, Tuple(left.items[:i]), Tuple(right.items[:i]))
            ev.fault("absent", ar.conjunction(before, ar.logical_not(equal)), "members of an enum have no order", "TypeError")
            result = ar.conjunction(equal, result)
            continue
        beyond = comparisons.compare(ev, _OPS[strict], a, b)
        result = ar.disjunction(ar.conjunction(ar.logical_not(equal), beyond), ar.conjunction(equal, result))
    return result


def _behind(value: Value) -> Value:
    return value.value if isinstance(value, Optional) else value


def _one_object(ev: Evaluator, left: Value, right: Value) -> Num:
    """Whether two values surely are the same object; where that is not known they count as two, which have no order."""
    from ppc.compiler.frontend import comparisons

    try:
        return comparisons.identical(ev, left, right)
    except Unsupported:
        return const(False)


def _is_object(ev: Evaluator, value: Value) -> bool:
    """Whether a value is an object of a class of the policy, or of several classes."""
    value = _behind(value)
    if isinstance(value, Choice):
        return all(isinstance(o, Ref) and _is_object(ev, o) for o in value.options)
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        return isinstance(content, Instance) and content.cls.kind in ("plain", "dataclass")
    return isinstance(value, Handle)


def _has_order(ev: Evaluator, op: str, left: Value, right: Value) -> bool:
    """Whether objects can be compared by ``op``."""
    names = [classes.OPERATORS[o] for o in (op, {"<": ">", ">": "<", "<=": ">=", ">=": "<="}[op])]
    for value, name in ((_behind(left), names[0]), (_behind(right), names[1])):
        for v in value.options if isinstance(value, Choice) else (value,):
            cls = v.cls if isinstance(v, Handle) else ev.heap[v.id].cls
            if cls.ordered or classes.has_special(ev, v, name):
                return True
    return False


def _is_plain_member(value: Value) -> bool:
    """Whether a value is a member of an enum that is no number and no string, or one of several."""
    options = value.options if isinstance(value, Choice) else (value,)
    return all(isinstance(o, EnumMember) and o.value.plain is None for o in options)


def _ops() -> dict[str, Any]:
    import ast

    return {"<": ast.Lt(), ">": ast.Gt(), "<=": ast.LtE(), ">=": ast.GtE()}


_OPS = _ops()


# --- run-time lengths ------------------------------------------------------------------------------------


def slot(ev: Evaluator, content: Bounded, index: Num) -> Num:
    """The ring position of item ``index``."""
    if content.start.constant and content.start.static == 0:
        return index
    position = ev.hold(ar.binary("iadd", content.start, index), "position")
    over = ar.binary("isub", position, const(content.capacity))
    return ev.hold(ar.select(ar.compare(ev, ">=", position, const(content.capacity)), over, position), "position")


def read(ev: Evaluator, content: Bounded, index: Num, owner: Ref | None = None) -> Value:
    """Item ``index``, which is in range; with ``owner``, the item itself rather than a copy."""
    position = ev.hold(slot(ev, content, index), "slot")
    value = at(ev, content, position)
    if owner is not None:
        borrows.from_container(ev, owner, position, value)
    return value


def at(ev: Evaluator, content: Bounded, position: Num) -> Value:
    """A copy of the item at a ring position."""
    if content.element is None:
        return pools.nothing(ev)
    return columns.read(ev, content.element, list(content.columns), position)


def bounded_get(ev: Evaluator, ref: Ref, index: Value) -> Value:
    content: Bounded = ev.heap[ref.id]
    if isinstance(index, Slice):
        return _bounded_slice(ev, ref, content, index)
    from ppc.compiler.frontend import conversions

    number = conversions.as_number(ev, index)
    position = arrays.checked_index(ev, number, content.capacity, ev.hold(content.length, "length"))
    return read(ev, content, position, ref)


def _bounded_slice(ev: Evaluator, whole: Ref, content: Bounded, index: Slice) -> Value:
    """A slice of a list of run-time length: a new list."""
    from ppc.compiler.frontend import loops, subscripts
    from ppc.compiler.frontend.iteration import Sequence
    from ppc.compiler.frontend.values.values import Dim

    length = within(ev, content.length, content.capacity)
    start, dim, step = subscripts.slice_dim(ev, index, Dim(content.capacity, length))
    kind = "tuple" if content.kind == "tuple" else "list"
    ref = make_bounded(ev, [], content.capacity, False, kind, ("slice", ev.span, ev.call_path))
    items = Sequence(
        lambda i: read(ev, content, ev.hold(arrays.flat(ev, [i], (step,), start), "from"), whole),
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


def make_bounded(ev: Evaluator, items: list[Value], capacity: int, maxlen: bool, kind: str, key: Any) -> Ref:
    """A container with run-time length; its element shape is what earlier evaluations put into it."""
    element = ev.container_memo.get(key)
    for item in items:
        s = sh.shape_of(ev, item)
        element = s if element is None else sh.join(element, s)
    element = _stored(element, kind)
    shape = sh.BoundedShape(capacity, maxlen, element, kind)
    slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type))
    memory = instances.bounded_columns(shape, slots, kind)
    for column in memory:
        ev.out.clear(column, ev.span)
    for i, item in enumerate(items):
        columns.write(ev, element, list(memory), const(i), item)
    ref = ev.allocate(Bounded(capacity, maxlen, const(0), const(len(items)), element, memory, kind))
    ev.container_keys[ref.id] = key
    return ref


_ONE_TYPE = "give all keys one type, and all values: numbers, or tuples of numbers of one length"


def _stored(element: sh.Shape, kind: str) -> sh.Shape:
    """The shape of a container's items as they lie in its columns."""
    element = sh.storable(element)
    if element is not None and sh.columns_of(element) is None:
        reason = sh.no_columns(element).reason
        recovery.unknown(reason)
        raise Unsupported(
            "PPC402", f"the items of this {kind} have no common form: {reason}",
            help=_ONE_TYPE if kind == "dict" else "put numbers, or tuples of numbers of one length, into it",
        )  # fmt: skip
    return element


def widened(ev: Evaluator, ref: Ref, item: Value) -> Bounded:
    """The container, able to hold ``item``."""
    content: Bounded = ev.heap[ref.id]
    s = sh.shape_of(ev, item)
    element = _stored(s if content.element is None else sh.join(content.element, s), content.kind)
    if element == content.element:
        return content
    pools.require_an_end(ev, element)
    key = ev.container_keys.get(ref.id, ev.made_at.get(ref.id))
    if key is not None:
        known = ev.container_memo.get(key)
        wider = element if known is None else sh.storable(sh.join(known, element))
        if sh.columns_of(wider) is None:
            wider = sh.no_columns(wider)
        if wider != known and not isinstance(wider, sh.PoisonShape):
            ev.container_memo[key] = wider
            path = key[-1]  # of the calls around the place where the container is made
            in_episode = isinstance(path, tuple) and path[:1] in (("step",), ("reset",))
            if not in_episode and ev.stage != "derive":
                raise Restart
            ev.learned.add(key)  # widen it here for now; the next round makes it so from the beginning
        # Known, but lost where a list of known length met another one: widen in place.
        element = element if isinstance(wider, sh.PoisonShape) else wider
    else:
        ev.regrown[ref.id] = element
    shape = sh.BoundedShape(content.capacity, content.maxlen, element, content.kind)
    slots = instances.Slots(lambda hint, type: ev.out.variable(hint, type))
    memory = instances.bounded_columns(shape, slots, content.kind)
    for column in memory:
        ev.out.clear(column, ev.span)
    if content.element is not None:
        columns.convert(ev, content, shape, list(memory))
    new = dataclasses.replace(content, element=element, columns=memory)
    ev.heap[ref.id] = new
    return new


def mutable(ev: Evaluator, ref: Ref) -> None:
    if ref.id in ev.frozen_aliases:
        raise Unsupported(
            "PPC406",
            "this container is changed while another name may refer to it",
            help="write .copy() where it gets its second name",
        )
    if ev.borrows:
        ev.dirty.add(ref.id)
    ev.writes[ref.id] += 1
    content = ev.heap[ref.id]
    if isinstance(content, Bounded) and any(c.storage is Storage.DERIVED for c in content.columns) and ev.stage != "derive":
        memory = []
        for c in content.columns:
            memory.append(ev.out.variable(c.name, c.type))
            ev.out.emit(Copy(memory[-1], c, ev.span))
        ev.heap[ref.id] = dataclasses.replace(content, columns=tuple(memory))


def _no_iterator(ev: Evaluator, item: Value) -> None:
    """Raises Unsupported for an iterator, which would forget in a list of run-time length that it was run through."""
    if any(isinstance(part, Ref) and part.id in ev.iterators for part in (item.items if isinstance(item, Tuple) else (item,))):
        raise Unsupported("PPC403", "an iterator is put into a list of run-time length", help="put list(...) into it")


def push(ev: Evaluator, ref: Ref, item: Value, left: bool = False) -> None:
    """``append`` (or ``appendleft``) with a run-time length."""
    mutable(ev, ref)
    if ev.iterators:
        _no_iterator(ev, item)
    item = ev.keep(item, "item")
    content = widened(ev, ref, item)
    if content.maxlen:
        borrows.expire(ev, ref)
    cap = const(content.capacity)
    full = ev.hold(ar.compare(ev, ">=", content.length, cap), "full")
    if left:
        if content.kind != "deque":
            raise Unsupported("PPC402", "insert at the front needs a deque")
        before = ar.binary("isub", content.start, const(1))
        start = ev.hold(ar.select(ar.compare(ev, "<", before, const(0)), const(content.capacity - 1), before), "start")
        columns.write(ev, content.element, list(content.columns), start, item)
        borrows.put(ev, ref, start, item)
        length = ev.hold(ar.select(full, cap, ar.binary("iadd", content.length, const(1))), "length")
        if not content.maxlen:
            ev.overflow(full, content.capacity, "items")
        ev.heap[ref.id] = dataclasses.replace(content, start=start, length=length)
        return
    if content.maxlen:
        at = slot(ev, content, ev.hold(content.length, "length"))
        where = ev.hold(ar.select(full, content.start, at), "position")
        columns.write(ev, content.element, list(content.columns), where, item)
        borrows.put(ev, ref, where, item)
        following = ar.binary("iadd", content.start, const(1))
        wrapped = ar.select(ar.compare(ev, ">=", following, cap), const(0), following)
        start = ev.hold(ar.select(full, wrapped, content.start), "start")
    else:
        ev.overflow(full, content.capacity, "items")
        last = ar.minimum(ev, content.length, const(content.capacity - 1))
        where = ev.hold(slot(ev, content, ev.hold(last, "last")), "slot")
        columns.write(ev, content.element, list(content.columns), where, item)
        borrows.put(ev, ref, where, item)
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
    copies.taken(ev, ref, item)
    if left:
        if content.kind != "deque":
            columns.move_up(ev, content, const(0), last)
            borrows.expire(ev, ref)
            ev.heap[ref.id] = dataclasses.replace(content, length=last)
            return item
        following = ev.hold(ar.binary("iadd", content.start, const(1)), "start")
        wrapped = ar.select(ar.compare(ev, ">=", following, const(content.capacity)), const(0), following)
        start = ev.hold(ar.select(ar.compare(ev, ">", content.length, const(0)), wrapped, content.start), "start")
        ev.heap[ref.id] = dataclasses.replace(content, start=start, length=last)
    else:
        ev.heap[ref.id] = dataclasses.replace(content, length=last)
    return item


def to_bounded(ev: Evaluator, ref: Ref) -> None:
    """Gives a list of known length a run-time one, in place."""
    content = ev.heap[ref.id]
    assert isinstance(content, ListObject)
    shape = sh.bounded_of(sh.ListShape(tuple(sh.shape_of(ev, v) for v in content.items)))
    made = make_bounded(ev, list(content.items), shape.capacity, False, "list", ev.made_at.get(ref.id))
    ev.heap[ref.id] = ev.heap[made.id]


def of_runtime_length(ev: Evaluator, ref: Ref) -> None:
    """Gives a list, dictionary or set of known length a run-time one, in place."""
    from ppc.compiler.frontend.values import mappings

    if isinstance(ev.heap[ref.id], DictObject):
        mappings.to_bounded(ev, ref)
    elif isinstance(ev.heap[ref.id], ListObject):
        to_bounded(ev, ref)


def length_of(ev: Evaluator, value: Value) -> Num:
    """``len()``."""
    from ppc.compiler.frontend import conversions, strings

    value = conversions.present(ev, value)
    if strings.is_textual(value):
        return strings.length(ev, value)
    own = classes.special(ev, value, "len")
    if own is not None:
        return conversions.as_number(ev, own)
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
