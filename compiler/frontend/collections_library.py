"""``collections``, ``dataclasses``, ``enum``, ``itertools`` and friends."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import containers, numerics_library
from ppc.compiler.frontend.calls import arguments
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import NONE, Builtin, DictObject, ListObject, Num, Tuple, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Args = list[Value]
Kwargs = dict[str, Value]


def _deque(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    items, maxlen = arguments(args, kwargs, "iterable maxlen", {"iterable": NONE, "maxlen": NONE}, "deque")
    values = [] if items == NONE else expressions.static_items(ev, items)
    key = ("deque", ev.span, ev.call_path)
    if maxlen == NONE:
        return containers.make_bounded(ev, values, budgets.CONTAINER_CAPACITY, False, "deque", key)
    n = ar.static_int(ev, maxlen, "the maxlen of a deque")
    if n < 1:
        raise Unsupported("PPC402", "the maxlen of a deque must be at least 1")
    return containers.make_bounded(ev, values[-n:], n, True, "deque", key)


def _defaultdict(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    (factory,) = arguments(args, kwargs, "default_factory", of="defaultdict")
    return ev.allocate(DictObject({}, "dict", factory))


def _product(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import expressions

    repeat = kwargs.get("repeat")
    n = ar.static_int(ev, repeat, "repeat") if isinstance(repeat, Num) else 1
    columns = [expressions.static_items(ev, a) for a in args] * n
    size = 1
    for c in columns:
        size *= len(c)
    if size > budgets.UNROLL_TRIPS * 8:
        raise Unsupported("PPC804", f"itertools.product of {size} combinations is too large")
    return ev.allocate(ListObject(tuple(Tuple(tuple(c)) for c in itertools.product(*columns))))


def _unsupported(name: str) -> Builtin:
    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        raise Unsupported("PPC103", f"{name} is not supported yet", help="write it with lists and loops")

    return Builtin(name, run)


ATTRIBUTES: dict[str, Value] = {
    "collections.deque": Builtin("collections.deque", _deque),
    "itertools.product": Builtin("itertools.product", _product),
    "dataclasses.dataclass": Builtin("dataclasses.dataclass", lambda ev, args, kwargs: NONE),
    "dataclasses.field": Builtin("dataclasses.field", lambda ev, args, kwargs: NONE),
    "enum.Enum": Builtin("enum.Enum", lambda ev, args, kwargs: NONE),
    "enum.IntEnum": Builtin("enum.IntEnum", lambda ev, args, kwargs: NONE),
    "enum.auto": Builtin("enum.auto", lambda ev, args, kwargs: Builtin("auto", lambda *a: const(0))),
    "collections.defaultdict": Builtin("collections.defaultdict", _defaultdict),
    "collections.Counter": _unsupported("collections.Counter"),
    "heapq.heappush": numerics_library.builtin("heappush"),
    "heapq.heappop": numerics_library.builtin("heappop"),
    "heapq.heapify": numerics_library.builtin("heapify"),
    "random.Random": _unsupported("random.Random"),
    "copy.copy": Builtin("copy.copy", lambda ev, args, kwargs: _copy(ev, args[0])),
}


def _copy(ev: Evaluator, value: Value) -> Value:
    from ppc.compiler.frontend import calls, methods

    method = methods.find(ev, value, "copy")
    if method is None:
        raise Unsupported("PPC103", "copy.copy of this value is not supported")
    return calls.call(ev, method, [], {})
