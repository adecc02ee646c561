"""Places of pools (pools.py) whose objects nothing refers to any more, for objects that a step makes.

When a step begins only its state refers to objects. Once half of a pool was used, what the state refers to is marked then, and
new objects take places without a mark. Classes to whose objects other pooled objects refer keep all that were made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.emitter import OpenFor, OpenIf
from ppc.compiler.frontend.values import containers, places
from ppc.compiler.frontend.values.values import (
    Bounded,
    Choice,
    DictObject,
    Handle,
    Instance,
    ListObject,
    Maybe,
    Num,
    Optional,
    Ref,
    Tuple,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Assign, Break, Const, Fill, Load, Read, Store, Variable
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


@dataclass(frozen=True, eq=False)
class Reuse:
    """``used`` tells which places of a pool are taken, in steps in which that is looked for: where ``on``."""

    on: Num
    used: Variable


def begin(ev: Evaluator, cls: UserClass, count: Num, kept: Num, capacity: int, state: Iterable[places.Path]) -> Reuse:
    """Marks the objects of a class that the state refers to. ``count`` were made, and the first ``kept`` by ``__init__``."""
    used = ev.out.variable("used", Array(BOOL, capacity))
    on = ev.hold(ar.compare(ev, ">=", count, const(capacity // 2)), "reuse")
    node = OpenIf(on.expr, [], [], ev.span)
    ev.out.emit(node)
    outer, ev.out.block = ev.out.block, node.then
    ev.out.emit(Fill(used, Const(BOOL, False), ev.span))
    with ev.counted_to(ev.hold(kept, "kept"), capacity) as i:
        ev.out.emit(Store(used, i.expr, Const(BOOL, True), False, ev.span))
    marker = _Marker(ev, cls, used, set())
    for path in state:
        marker.mark(places.get(ev, path))
    ev.out.block = outer
    return Reuse(on, used)


@dataclass(frozen=True, eq=False)
class _Marker:
    ev: Evaluator
    cls: UserClass
    used: Variable
    seen: set[int]

    def mark(self, value: Value) -> None:
        ev = self.ev
        if isinstance(value, Handle):
            if value.cls == self.cls:
                ev.out.emit(Store(self.used, value.index.expr, Const(BOOL, True), False, ev.span))
        elif isinstance(value, Optional | Maybe):
            self.mark(value.value)
        elif isinstance(value, Tuple):
            self._all(value.items)
        elif isinstance(value, Choice):
            self._all(value.options)
        elif isinstance(value, Ref) and value.id not in self.seen:
            self.seen.add(value.id)
            self._content(ev.heap[value.id])

    def _all(self, values: Iterable[Value]) -> None:
        for value in values:
            self.mark(value)

    def _content(self, content: Any) -> None:
        from ppc.compiler.frontend.values import pools

        ev = self.ev
        if isinstance(content, Instance):
            self._all(content.fields.values())
        elif isinstance(content, ListObject):
            self._all(content.items)
        elif isinstance(content, DictObject):
            self._all((*content.items, *content.items.values()))
        elif isinstance(content, Bounded) and content.element is not None and self.cls.place in pools.in_shape(content.element):
            with ev.counted_to(ev.hold(content.length, "length"), content.capacity) as i:
                self.mark(containers.read(ev, content, i))


def free(ev: Evaluator, reuse: Reuse, following: Num, capacity: int) -> Num:
    """The first place from ``following`` on that is not taken, or ``capacity``; of no meaning where places are not reused."""
    found = ev.out.variable("free", I64)
    ev.out.emit(Assign(found, Const(I64, capacity), ev.span))
    node = OpenIf(reuse.on.expr, [], [], ev.span)
    ev.out.emit(node)
    index = ev.index_variable("place", capacity)
    loop = OpenFor(index, following.expr, Const(I64, capacity), 1, [], capacity, ev.span)
    node.then.append(loop)
    here = Read(index)
    taken = Num(BOOL, Load(reuse.used, here, False, ev.span))
    loop.body.append(OpenIf(ar.logical_not(taken).expr, [Assign(found, here, ev.span), Break(ev.span)], [], ev.span))
    place = ev.out.temporary("free", I64, Read(found), ev.span)
    ev.ranges[place.variable.name] = (0, capacity)
    return Num(I64, place)
