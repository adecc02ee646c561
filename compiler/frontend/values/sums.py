"""An object of one of several classes, as a run has it: a number that tells which, and the fields of each class.

Its value is a ``Choice`` whose options are objects. One that lives elsewhere as well, and is there on every way, is an option
itself, so that nothing is copied and it stays known by all of its names. Of the others there is one object for each class,
made for this place, which takes the contents of what is put there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import reduce
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.emitter import OpenIf
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import instances
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import objects_in, references
from ppc.compiler.frontend.values.values import (
    Choice,
    DictObject,
    Instance,
    ListObject,
    Maybe,
    Num,
    Optional,
    Ref,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Read, Variable
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Part = tuple[Any, ...]  # fields, keys and positions that lead to an object below a value


def is_mixed(shape: sh.Shape) -> bool:
    """Whether values meet that have no class in common, so that it matters which of them live elsewhere."""
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        return is_mixed(shape.inner)
    if isinstance(shape, sh.TupleShape):
        return any(map(is_mixed, shape.items))
    return isinstance(shape, sh.SumShape | sh.PoisonShape) or (isinstance(shape, sh.ChoiceShape) and bool(identities(shape)))


def identities(shape: sh.Shape) -> set[int]:
    """The objects that a place of this shape refers to themselves."""
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        return identities(shape.inner)
    if isinstance(shape, sh.TupleShape):
        return set().union(*map(identities, shape.items))
    parts = shape.parts if isinstance(shape, sh.SumShape) else shape.options if isinstance(shape, sh.ChoiceShape) else (shape,)
    return {p.key[1] for p in parts if isinstance(p, sh.KnownShape) and p.key[0] == "object"}


def within(shape: sh.Shape) -> set[int]:
    """The objects that a place of this shape, or anything in it, refers to themselves."""
    if isinstance(shape, sh.BoundedShape):
        return set() if shape.element is None else within(shape.element)
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        return within(shape.inner)
    parts: list[sh.Shape] = []
    if isinstance(shape, sh.TupleShape | sh.ListShape):
        parts = list(shape.items)
    elif isinstance(shape, sh.DictShape):
        parts = [s for _, s in shape.items]
    elif isinstance(shape, sh.InstanceShape):
        parts = [s for _, s in shape.fields]
    elif isinstance(shape, sh.SumShape):
        parts = [p for p in shape.parts if not isinstance(p, sh.KnownShape)]
    return identities(shape).union(*map(within, parts))


def without(shape: sh.Shape, heap: Container[int]) -> sh.Shape:
    """A shape of an earlier evaluation without objects that are not there any more; None if nothing is left."""
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        inner = without(shape.inner, heap)
        return None if inner is None else type(shape)(inner)
    if isinstance(shape, sh.TupleShape):
        items = tuple(without(s, heap) for s in shape.items)
        return None if None in items else sh.TupleShape(items, shape.cls)
    if isinstance(shape, sh.KnownShape):
        return None if identities(shape) - {i for i in identities(shape) if i in heap} else shape
    if not all(i in heap for i in identities(shape)) and isinstance(shape, sh.SumShape | sh.ChoiceShape):
        parts = shape.parts if isinstance(shape, sh.SumShape) else shape.options
        left = [p for p in parts if not (isinstance(p, sh.KnownShape) and p.key[0] == "object" and p.key[1] not in heap)]
        return reduce(sh.join, left) if left else None
    return shape


def part_of(heap: dict[int, Any], shape: sh.SumShape, option: Value) -> int:
    """Which part of a sum an object is of."""
    key = sh.option_key(option)
    for i, part in enumerate(shape.parts):
        if isinstance(part, sh.KnownShape) and part.key == key:
            return i
    content = heap.get(option.id) if isinstance(option, Ref) else None
    if isinstance(content, Instance):
        for i, part in enumerate(shape.parts):
            if isinstance(part, sh.InstanceShape) and part.cls == content.cls:
                return i
    raise Unsupported("PPC304", "this object is none of those that this name may stand for", help=sh.LIST_OF_OBJECTS)


def shape_of_part(ev: Evaluator, shape: sh.Shape, option: Value) -> sh.Shape:
    """The shape of one of the options of a choice of ``shape``."""
    return shape.parts[part_of(ev.heap, shape, option)] if isinstance(shape, sh.SumShape) else None


def instantiate(ev: Evaluator, shape: sh.SumShape, slots: instances.Slots, hint: str) -> Value:
    tag = slots.new(f"which_{hint}" if hint else "which", I64)
    ev.ranges[tag.name] = (0, len(shape.parts) - 1)
    options = tuple(
        instances.instantiate(ev, p, slots, f"{hint}_{p.cls.name}" if isinstance(p, sh.InstanceShape) else hint)
        for p in shape.parts
    )
    return Choice(Num(I64, Read(tag)), options)


def position(ev: Evaluator, shape: sh.SumShape, value: Value) -> Num:
    """Which part of a sum a value is of, as a number."""
    if not isinstance(value, Choice):
        return const(part_of(ev.heap, shape, value))
    return instances.mapped(value.index, [part_of(ev.heap, shape, o) for o in value.options])


def fill(ev: Evaluator, shape: sh.SumShape, variables: Iterator[Variable], value: Value | None) -> None:
    """As ``instances.fill``: the part that is not taken keeps what it had."""
    tag = next(variables)
    if value is not None:
        instances.assign(ev, tag, position(ev, shape, value))
    for part in shape.parts:
        own = [next(variables) for _ in range(instances.width(part))]
        taken = [] if value is None else _options(ev, shape, part, value)
        if not taken and own:
            instances.fill(ev, part, iter(own), None)
        for here, option in taken if own else ():
            if here is None:
                instances.fill(ev, part, iter(own), option)
            else:
                _guarded(ev, here, lambda part=part, own=own, o=option: instances.fill(ev, part, iter(own), o))  # type: ignore[misc]


def _options(ev: Evaluator, shape: sh.SumShape, part: sh.Shape, value: Value) -> list[tuple[Num | None, Value]]:
    """What a value may be that is of this part, each with the condition under which it is."""
    if not isinstance(value, Choice):
        return [(None, value)] if shape.parts[part_of(ev.heap, shape, value)] is part else []
    found = [(i, o) for i, o in enumerate(value.options) if shape.parts[part_of(ev.heap, shape, o)] is part]
    return [(ar.binary("ieq", value.index, const(i)), o) for i, o in found]


def _guarded(ev: Evaluator, condition: Num, run: Callable[[], None]) -> None:
    if condition.constant and not condition.static:
        return
    outer = ev.out.block
    node = OpenIf(condition.expr, [], [], ev.span)
    ev.out.block = node.then
    run()
    ev.out.block = outer
    if node.then:
        ev.out.emit(node)


def copied(heap: dict[int, Any], value: Value, shape: sh.Shape) -> list[int]:
    """The objects of ``value``, and all below it, that are copied where it is put into a place of ``shape``."""
    return [i for _, i in copied_parts(heap, value, shape)]


def copied_parts(heap: dict[int, Any], value: Value, shape: sh.Shape, at: Part = ()) -> list[tuple[Part, int]]:
    """``copied``, and the part of the value that each object is, or lies in."""
    while isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        shape = shape.inner
    while isinstance(value, Optional | Maybe):
        value = value.value
    if isinstance(shape, sh.KnownShape | sh.ChoiceShape) or not references(value):
        return []
    if isinstance(shape, sh.SumShape):
        options = value.options if isinstance(value, Choice) else (value,)
        return [(at, i) for o in options for i in copied(heap, o, shape.parts[part_of(heap, shape, o)])]
    content = heap.get(value.id) if isinstance(value, Ref) else None
    inside: list[tuple[Any, Value, sh.Shape]]
    if isinstance(value, Tuple) and isinstance(shape, sh.TupleShape):
        inside = [(k, v, s) for k, (v, s) in enumerate(zip(value.items, shape.items, strict=True))]
    elif isinstance(content, Instance) and isinstance(shape, sh.InstanceShape):
        inside = [(name, v, s) for name, s in shape.fields if (v := content.fields.get(name)) is not None]
    elif isinstance(content, ListObject) and isinstance(shape, sh.ListShape) and len(content.items) == len(shape.items):
        inside = [(k, v, s) for k, (v, s) in enumerate(zip(content.items, shape.items, strict=True))]
    elif isinstance(content, DictObject) and isinstance(shape, sh.DictShape) and len(content.items) == len(shape.items):
        inside = [(k, content.items[k], s) for k, s in shape.items if k in content.items]
    else:
        return [(at, i) for i in objects_in(heap, value)]
    own = [(at, value.id)] if isinstance(value, Ref) else []
    return own + [found for k, v, s in inside for found in copied_parts(heap, v, s, (*at, k))]


def objects_at(heap: dict[int, Any], value: Value, part: Part) -> list[int]:
    """The objects of a part of ``value``, and all below it; of more than that where the value has no such part."""
    for key in part:
        while isinstance(value, Optional | Maybe):
            value = value.value
        content = heap.get(value.id) if isinstance(value, Ref) else value
        if isinstance(content, Instance):
            inside = content.fields.get(key)
        elif isinstance(content, DictObject):
            inside = content.items.get(key)
        elif isinstance(content, ListObject | Tuple):
            inside = content.items[key] if isinstance(key, int) and key < len(content.items) else None
        else:
            inside = None
        if inside is None:
            break
        value = inside
    return objects_in(heap, value)
