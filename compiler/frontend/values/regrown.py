"""Containers of the state that turn out to hold items which grow.

A container that the text makes is made with a run-time length in the next evaluation (``borrows``). One that a step finds in
the state stands for what ``__init__``, ``reset`` or an earlier step put there: its place in the state is given a run-time
length instead, and whatever is stored there takes that form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import Maybe, Optional, Ref, Tuple, Value


def grown(shape: sh.Shape, heap: Mapping[int, Any], value: Value, wanted: Mapping[int, sh.Shape | None]) -> sh.Shape:
    """The shape of ``value``, in which the containers ``wanted`` have run-time lengths. Those that have one already get room
    for items as given, or, with None, give it to the containers among their items."""
    if isinstance(value, Optional | Maybe):
        inner = grown(shape.inner, heap, value.value, wanted)
        return shape if inner is shape.inner else type(shape)(inner)
    if isinstance(value, Ref) and value.id in wanted:
        return _grown(shape, wanted[value.id])
    if isinstance(value, Tuple):
        return replace(shape, items=tuple(grown(s, heap, v, wanted) for s, v in zip(shape.items, value.items, strict=True)))
    if not isinstance(value, Ref):
        return shape
    content = heap[value.id]
    if isinstance(shape, sh.ListShape):
        return sh.ListShape(tuple(grown(s, heap, v, wanted) for s, v in zip(shape.items, content.items, strict=True)))
    if isinstance(shape, sh.DictShape):
        return replace(shape, items=tuple((k, grown(s, heap, content.items[k], wanted)) for k, s in shape.items))
    if isinstance(shape, sh.InstanceShape):
        return sh.InstanceShape(shape.cls, tuple((k, grown(s, heap, content.fields[k], wanted)) for k, s in shape.fields))
    return shape


def _grown(shape: sh.Shape, element: sh.Shape | None) -> sh.Shape:
    if isinstance(shape, sh.ListShape | sh.DictShape):
        found = sh.bounded_of(shape)
    elif isinstance(shape, sh.BoundedShape):
        found = replace(shape, element=sh.storable(sh.deepened(shape.element))) if element is None else shape
    else:
        return shape
    if isinstance(found, sh.BoundedShape) and element is not None:
        found = replace(found, element=sh.storable(element if found.element is None else sh.join(found.element, element)))
    fits = isinstance(found, sh.BoundedShape) and (found.element is None or sh.columns_of(found.element) is not None)
    return found if fits else shape
