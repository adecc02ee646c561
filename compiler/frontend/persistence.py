"""What ``__init__`` leaves behind: numbers and arrays that are computed once for a parameter vector."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    Bounded,
    Buffer,
    Choice,
    DictObject,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Optional,
    Ref,
    Tuple,
    UserClass,
    Value,
)
from ppc.compiler.ir.nodes import Assign, Const, Copy, Load, Read, Storage, Variable

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def persist(ev: Evaluator) -> list[Variable]:
    """Moves the run-time values that outlive ``__init__`` to derived variables, and returns these."""
    derived: list[Variable] = []
    seen: set[int] = set()

    def number(n: Num, hint: str) -> Num:
        e = n._expr
        parameter = isinstance(e, Load) and e.variable is ev.parameter_array
        if n.literal is not None or n.constant or parameter or isinstance(e, Const):
            return n
        variable = ev.out.variable(hint, n.type, Storage.DERIVED)
        derived.append(variable)
        ev.out.emit(Assign(variable, n.expr, ev.span))
        return Num(n.type, Read(variable), n.static, n.deps, n.numpy)

    def memory(variable: Variable | None, hint: str) -> Variable | None:
        if variable is None or variable.storage is not Storage.LOCAL:
            return variable
        new = ev.out.variable(hint, variable.type, Storage.DERIVED)
        derived.append(new)
        ev.out.emit(Copy(new, variable, ev.span))
        return new

    def walk(value: Value, hint: str) -> Value:
        if isinstance(value, Num):
            return number(value, hint)
        if isinstance(value, Tuple):
            return Tuple(tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(value.items)), value.cls)
        if isinstance(value, Optional | Maybe):
            return type(value)(number(value.present, f"has_{hint}"), walk(value.value, hint))
        if isinstance(value, Choice):
            return Choice(number(value.index, hint), value.options)
        if isinstance(value, NDArray):
            content(value.buffer.id, hint)
            shape = tuple(
                replace(d, length=number(d.length, f"len_{hint}")) if d.length is not None else d for d in value.shape
            )
            return NDArray(value.buffer, value.dtype, shape, value.strides, number(value.offset, f"offset_{hint}"))
        if isinstance(value, Ref):
            content(value.id, hint)
        if isinstance(value, UserClass):
            for k, v in list(value.attributes.items()):
                value.attributes[k] = walk(v, k)
        return value

    def content(id: int, hint: str) -> None:
        if id in seen:
            return
        seen.add(id)
        c = ev.heap[id]
        if isinstance(c, Instance):
            ev.heap[id] = Instance(c.cls, {k: walk(v, k) for k, v in c.fields.items()})
        elif isinstance(c, ListObject):
            ev.heap[id] = ListObject(tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(c.items)))
        elif isinstance(c, DictObject):
            entries = {k: walk(v, f"{hint}_{sh.key_text(k)}") for k, v in c.items.items()}
            ev.heap[id] = replace(c, items=entries)
        elif isinstance(c, Buffer):
            if c.elements is not None:
                names = [hint] if c.size == 1 else [f"{hint}_{i}" for i in range(c.size)]
                elements = tuple(number(e, n) for e, n in zip(c.elements, names, strict=True))
                ev.heap[id] = Buffer(c.dtype, c.size, elements, None, c.single)
            else:
                ev.heap[id] = Buffer(c.dtype, c.size, None, memory(c.variable, hint), c.single)
        elif isinstance(c, Bounded):
            columns = tuple(v for v in (memory(x, hint) for x in c.columns) if v is not None)
            ev.heap[id] = replace(c, start=number(c.start, "start"), length=number(c.length, "length"), columns=columns)

    frame = ev.frames[0]
    for name, value in list(frame.locals.items()):
        frame.locals[name] = walk(value, name.strip())
    return derived
