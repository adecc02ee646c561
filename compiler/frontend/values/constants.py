"""Fields of objects that are integers known for good, such as sizes: they are no state, so that they may decide a shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import DictObject, Instance, ListObject, Maybe, Num, Optional, Ref, Value
from ppc.compiler.ir.types import BOOL, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Stays = Callable[[str, Num], bool]  # whether a field of this name keeps this constant


def is_constant(value: Value) -> bool:
    """Whether a value is an integer or a truth that is known for good."""
    return type(value) is Num and value.type in (I64, BOOL) and value.constant and value.whose is None


def one_of(column: list[Value]) -> Num | None:
    """The integer that all of ``column`` are, be it of several literals, which then no tuning may take apart."""
    first = column[0]
    if not is_constant(first):
        return None
    if not all(is_constant(v) and (v.type, v.numpy, v.static) == (first.type, first.numpy, first.static) for v in column[1:]):
        return None
    _ = [v.expr for v in column]  # makes literals structural
    return Num(first.type, first.expr, first.static, numpy=first.numpy)


def shape_with(ev: Evaluator, value: Value, shape: sh.Shape, stays: Stays | None = None) -> sh.Shape:
    """``shape``, that of ``value``, with constants in the fields of objects that keep them."""
    if isinstance(shape, sh.OptionalShape | sh.MaybeShape):
        inner = value.value if isinstance(value, Optional | Maybe) else value
        return type(shape)(shape_with(ev, inner, shape.inner, stays))
    if type(value) is not Ref:
        return shape
    content = ev.heap[value.id]
    if isinstance(shape, sh.InstanceShape) and isinstance(content, Instance) and content.cls.kind != "library":
        return sh.InstanceShape(shape.cls, tuple((k, _field(ev, k, content.fields[k], s, stays)) for k, s in shape.fields))
    if isinstance(shape, sh.ListShape) and isinstance(content, ListObject):
        items = zip(content.items, shape.items, strict=True)
        return sh.ListShape(tuple(s if type(v) is Num else shape_with(ev, v, s, stays) for v, s in items))
    if isinstance(shape, sh.DictShape) and isinstance(content, DictObject) and shape.kind == "dict":
        entries = tuple((k, shape_with(ev, content.items[k], s, stays)) for k, s in shape.items)
        return sh.DictShape(entries, shape.kind, shape.default)
    return shape


def _field(ev: Evaluator, name: str, value: Value, shape: sh.Shape, stays: Stays | None) -> sh.Shape:
    if is_constant(value):
        return sh.constant_shape(value) if stays is None or stays(name, value) else shape
    return shape if type(value) is Num else shape_with(ev, value, shape, stays)
