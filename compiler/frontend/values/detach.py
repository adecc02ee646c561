"""Parallel assignment: values that read variables about to be overwritten are copied first."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values import sums
from ppc.compiler.frontend.values.values import (
    Bounded,
    Buffer,
    Choice,
    DictObject,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    NumberText,
    Observation,
    Optional,
    Range,
    Ref,
    Static,
    Tuple,
    Value,
)
from ppc.compiler.ir.nodes import Binary, Call, Copy, Expr, Load, Read, Select, Storage, Unary, Variable
from ppc.compiler.ir.types import BOOL
from ppc.compiler.ir.walk import operands

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def reads(expr: Expr, names: set[str]) -> bool:
    """True when the expression reads one of the named variables."""
    if isinstance(expr, Read):
        return expr.variable.name in names
    if isinstance(expr, Load):
        return expr.variable.name in names or reads(expr.index, names)
    if isinstance(expr, Unary):
        return reads(expr.operand, names)
    if isinstance(expr, Binary):
        return reads(expr.left, names) or reads(expr.right, names)
    if isinstance(expr, Select):
        return reads(expr.condition, names) or reads(expr.then, names) or reads(expr.orelse, names)
    if isinstance(expr, Call):
        return any(reads(a, names) for a in expr.arguments)
    return False


def made_of(expr: Expr, names: set[str]) -> bool:
    """True when the named variables alone decide the expression: it is known once they are."""
    return reads(expr, names) and _known(expr, names)


def _known(expr: Expr, names: set[str]) -> bool:
    if isinstance(expr, Read):
        return expr.variable.name in names
    if isinstance(expr, Load):
        return expr.variable.storage is Storage.TABLE and _known(expr.index, names)
    return all(_known(e, names) for e in operands(expr))


def detach(ev: Evaluator, value: Value, foreign: set[str], own: set[str], place: sh.Shape) -> Value:
    """``value``, which is to be put where ``place`` is, with no read of ``foreign`` variables, nor of ``own`` ones (see
    ``instances.own``) at another place of it than their own."""
    many = len(own) > 1

    def number(n: Num) -> Num:
        whose = n.whose
        if whose is not None and reads(whose.python._expr, foreign | own):
            flag = ev.out.temporary("next", BOOL, whose.python.expr, ev.span)
            ev.owners.feed(flag.variable, whose.python)
            whose = dataclasses.replace(whose, python=Num(BOOL, flag))
        if reads(n._expr, foreign) or (many and reads(n._expr, own)):
            read = ev.out.temporary("next", n.type, n.expr, ev.span)
            return Num(n.type, read, n.static, n.deps, n.numpy, whose=whose)
        return n if whose is n.whose else Num(n.type, n._expr, n.static, n.deps, n.numpy, whose=whose)

    def memory(variable: Variable) -> Variable:
        if variable.name in foreign or (many and variable.name in own):
            copy = ev.out.variable(f"{variable.name}_old", variable.type)
            ev.out.emit(Copy(copy, variable, ev.span))
            return copy
        return variable

    def walk(v: Value, s: sh.Shape) -> Value:
        if isinstance(v, Num):
            return number(v)
        if isinstance(v, NumberText):
            return dataclasses.replace(v, numbers=tuple(map(number, v.numbers)))
        if isinstance(v, Tuple):
            inner = s.items if isinstance(s, sh.TupleShape) else [None] * len(v.items)
            return Tuple(tuple(map(walk, v.items, inner)), v.cls)
        if isinstance(v, Range):
            return Range(number(v.start), number(v.stop), number(v.step))
        if isinstance(v, Optional | Maybe):
            wrapped = isinstance(s, sh.OptionalShape | sh.MaybeShape)
            return type(v)(number(v.present), walk(v.value, s.inner if wrapped else s))
        if isinstance(v, Static) or isinstance(s, sh.KnownShape):
            return v
        if isinstance(s, sh.MaybeShape | sh.OptionalShape):
            return walk(v, s.inner)
        if isinstance(v, Choice):
            options = v.options
            if isinstance(s, sh.SumShape):
                options = tuple(walk(o, sums.shape_of_part(ev, s, o)) for o in options)
            return Choice(number(v.index), options)
        if isinstance(s, sh.ChoiceShape):
            return v
        if isinstance(s, sh.SumShape):
            return walk(v, sums.shape_of_part(ev, s, v))
        if isinstance(v, Handle):
            return Handle(v.cls, number(v.index))
        if isinstance(v, Observation):
            return walk(v.array, s)
        if isinstance(v, NDArray):
            buffer = ev.heap[v.buffer.id]
            shape = tuple(dataclasses.replace(d, length=number(d.length)) if d.length is not None else d for d in v.shape)
            if buffer.elements is not None:
                elements = tuple(number(e) for e in buffer.elements)
                new = Buffer(buffer.dtype, buffer.size, elements, None, buffer.single)
            else:
                new = Buffer(buffer.dtype, buffer.size, None, memory(buffer.variable), buffer.single)
            return NDArray(ev.allocate(new), v.dtype, shape, v.strides, number(v.offset))
        if isinstance(v, Ref):
            content = ev.heap[v.id]
            if isinstance(content, ListObject):
                return ev.allocate(ListObject(tuple(map(walk, content.items, _shapes(s, len(content.items))))))
            if isinstance(content, DictObject):
                parts = dict(s.items) if isinstance(s, sh.DictShape) else {}
                entries = {k: walk(x, parts.get(k)) for k, x in content.items.items()}
                return ev.allocate(dataclasses.replace(content, items=entries))
            if isinstance(content, Instance):
                parts = dict(s.fields) if isinstance(s, sh.InstanceShape) else {}
                return ev.allocate(Instance(content.cls, {k: walk(x, parts.get(k)) for k, x in content.fields.items()}))
            if isinstance(content, Bounded):
                in_place = v is value and all(c.name in own for c in content.columns)
                return ev.allocate(
                    dataclasses.replace(
                        content,
                        start=number(content.start),
                        length=number(content.length),
                        columns=content.columns if in_place else tuple(memory(c) for c in content.columns),
                    )
                )
        return v

    return walk(value, place)


def _shapes(shape: sh.Shape, count: int) -> tuple[sh.Shape, ...]:
    """The shapes of a list's items."""
    return shape.items if isinstance(shape, sh.ListShape) and len(shape.items) == count else (None,) * count
