"""``collections``, ``dataclasses``, ``enum``, ``itertools`` and friends."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import set_order
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.iteration import sequence
from ppc.compiler.frontend.library import counters, functional_library, iteration_library, numerics_library, statistics_library
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import arrays, containers, pools
from ppc.compiler.frontend.values.values import (
    NONE,
    Builtin,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Optional,
    Range,
    Ref,
    Slice,
    Static,
    Tuple,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _deque(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions
    from ppc.compiler.frontend.library import methods

    items, maxlen = arguments(args, kwargs, "iterable maxlen", {"iterable": NONE, "maxlen": NONE}, "deque")
    key = ("deque", ev.span, ev.call_path)
    most = None if maxlen == NONE else ar.static_int(ev, maxlen, "the maxlen of a deque")
    if most is not None and most < 1:
        raise Unsupported("PPC402", "the maxlen of a deque must be at least 1")
    items = conversions.present(ev, items) if items != NONE else items
    if items != NONE:
        set_order.note(ev, items)
        seq = sequence(ev, items)
        if seq.count is None:
            room = max(budgets.container_capacity(), seq.bound) if most is None else most
            ref = containers.make_bounded(ev, [], room, most is not None, "deque", key)
            methods.list_extend(ev, ref, [items])
            return ref
    values = [] if items == NONE else conversions.static_items(ev, items)
    if most is None:
        return containers.make_bounded(ev, values, budgets.container_capacity(), False, "deque", key)
    return containers.make_bounded(ev, values[-most:], most, True, "deque", key)


def _defaultdict(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (factory,) = arguments(args, kwargs, "default_factory", of="defaultdict")
    return ev.allocate(DictObject({}, "dict", factory))


def _namedtuple(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import classes, conversions

    name, fields, defaults = arguments(args, kwargs, "typename field_names defaults", {"defaults": NONE}, "namedtuple")
    listed = fields.value.replace(",", " ").split() if isinstance(fields, Static) else None
    if listed is None:
        listed = [str(getattr(f, "value", "")) for f in conversions.static_items(ev, fields)]
    late = [] if defaults == NONE else conversions.static_items(ev, defaults)
    return classes.named_tuple(ev, str(getattr(name, "value", "")), listed, late)


def _ordered(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend.library import builtins_

    return builtins_.BUILTINS["dict"].call(ev, args, kwargs)


def _deepcopy(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """A value with new lists, dictionaries and objects all the way down."""

    pools.refuse_copy(ev, args[0])

    def walk(value: Value) -> Value:
        if isinstance(value, Tuple):
            return Tuple(tuple(walk(v) for v in value.items), value.cls)
        if isinstance(value, Optional | Maybe):
            return type(value)(value.present, walk(value.value))
        if isinstance(value, Choice):  # copies of all; the index tells which one is meant
            return Choice(value.index, tuple(walk(v) for v in value.options))
        if isinstance(value, NDArray):
            return arrays.copy(ev, value)
        if isinstance(value, Ref):
            content = ev.heap[value.id]
            if isinstance(content, ListObject):
                return ev.allocate(ListObject(tuple(walk(v) for v in content.items)))
            if isinstance(content, DictObject):
                return ev.allocate(dataclasses.replace(content, items={k: walk(v) for k, v in content.items.items()}))
            if isinstance(content, Instance):
                return ev.allocate(Instance(content.cls, {k: walk(v) for k, v in content.fields.items()}))
            return _copy(ev, value)
        return value

    return walk(args[0])


def _dataclass(ev: Evaluator, value: Value) -> Instance:
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if not isinstance(content, Instance) or content.cls.kind != "dataclass":
        raise Unsupported("PPC403", "this needs an object of a dataclass")
    return content


def _replace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    """``dataclasses.replace``: a new object by the constructor."""
    from ppc.compiler.frontend import classes

    content = _dataclass(ev, args[0])
    given = {n: content.fields[n] for n, _ in content.cls.fields if n not in content.cls.hidden}
    return classes.instantiate(ev, content.cls, [], {**given, **kwargs}, None)


def _asdict(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    content = _dataclass(ev, args[0])
    return ev.allocate(DictObject({n: _deepcopy(ev, [content.fields[n]], {}) for n, _ in content.cls.fields}))


def _astuple(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    content = _dataclass(ev, args[0])
    return Tuple(tuple(_deepcopy(ev, [content.fields[n]], {}) for n, _ in content.cls.fields))


def _heappushpop(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    heap, item = arguments(args, kwargs, "heap item", of="heappushpop")
    numerics_library.call(ev, "heappush", [heap, item])
    return numerics_library.call(ev, "heappop", [heap])


def _heapreplace(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    heap, item = arguments(args, kwargs, "heap item", of="heapreplace")
    first = ev.keep(numerics_library.call(ev, "heappop", [heap]), "first")
    numerics_library.call(ev, "heappush", [heap, item])
    return first


def _nsmallest(largest: bool) -> Callable[..., Value]:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        from ppc.compiler.frontend import subscripts
        from ppc.compiler.frontend.library import builtins_

        n, values, key = arguments(args, kwargs, "n iterable key", {"key": NONE}, "nsmallest")
        ordered = builtins_.BUILTINS["sorted"].call(ev, [values], {"key": key, "reverse": const(largest)})
        return subscripts.get(ev, ordered, Slice(NONE, n, NONE))

    return run


def _unsupported(name: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        raise Unsupported("PPC103", f"{name} is not supported yet", help="write it with lists and loops")

    return Builtin(name, run)


ATTRIBUTES: dict[str, Value] = {
    "collections.deque": Builtin("collections.deque", _deque),
    "collections.OrderedDict": Builtin("collections.OrderedDict", _ordered),
    "collections.namedtuple": Builtin("collections.namedtuple", _namedtuple),
    "collections.Counter": Builtin("collections.Counter", counters.counter),
    **functional_library.ATTRIBUTES,
    **iteration_library.ATTRIBUTES,
    **statistics_library.ATTRIBUTES,
    "dataclasses.dataclass": Builtin("dataclasses.dataclass", lambda ev, args, kwargs: NONE),
    "dataclasses.replace": Builtin("dataclasses.replace", _replace),
    "dataclasses.asdict": Builtin("dataclasses.asdict", _asdict),
    "dataclasses.astuple": Builtin("dataclasses.astuple", _astuple),
    "dataclasses.field": Builtin("dataclasses.field", lambda ev, args, kwargs: NONE),
    "enum.Enum": Builtin("enum.Enum", lambda ev, args, kwargs: NONE),
    **{f"enum.{n}": Builtin(f"enum.{n}", lambda ev, args, kwargs: NONE) for n in ("IntEnum", "StrEnum", "Flag", "IntFlag")},
    "enum.unique": Builtin("enum.unique", lambda ev, args, kwargs: args[0]),
    "enum.auto": Builtin("enum.auto", lambda ev, args, kwargs: Builtin("auto", lambda *a: const(0))),
    "collections.defaultdict": Builtin("collections.defaultdict", _defaultdict),
    "heapq.heappush": numerics_library.builtin("heappush"),
    "heapq.heappop": numerics_library.builtin("heappop"),
    "heapq.heapify": numerics_library.builtin("heapify"),
    "heapq.heappushpop": Builtin("heapq.heappushpop", _heappushpop),
    "heapq.heapreplace": Builtin("heapq.heapreplace", _heapreplace),
    "heapq.nsmallest": Builtin("heapq.nsmallest", _nsmallest(False)),
    "heapq.nlargest": Builtin("heapq.nlargest", _nsmallest(True)),
    "copy.copy": Builtin("copy.copy", lambda ev, args, kwargs: _copy(ev, args[0])),
    "copy.deepcopy": Builtin("copy.deepcopy", _deepcopy),
    "typing.TYPE_CHECKING": const(False),
    "typing.cast": Builtin("typing.cast", lambda ev, args, kwargs: args[1]),
    "typing.NamedTuple": Builtin("typing.NamedTuple", lambda ev, args, kwargs: NONE),
}


def _copy(ev: Evaluator, value: Value) -> Value:
    from ppc.compiler.frontend import calls
    from ppc.compiler.frontend.library import methods

    if isinstance(value, Optional | Maybe):
        return type(value)(value.present, _copy(ev, value.value))
    if isinstance(value, Choice):  # copies of all; the index tells which one is meant
        return Choice(value.index, tuple(_copy(ev, v) for v in value.options))
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if isinstance(content, Instance):
        return ev.allocate(Instance(content.cls, dict(content.fields)))
    if isinstance(value, Num | Tuple | Static | EnumMember | Range):
        return value
    method = None if isinstance(value, Handle) else methods.find(ev, value, "copy")
    if method is None:
        raise Unsupported("PPC103", "copy.copy of this value is not supported")
    return calls.call(ev, method, [], {})
