"""What ``__init__`` leaves behind: numbers and arrays that are computed once for a parameter vector.

They are found wherever a later stage may read them: in fields and names of the module, but also in the defaults of functions
and of classes' fields, and in the variables around nested functions.
"""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from ppc.compiler.frontend import syntax
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    Bound,
    Bounded,
    Buffer,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    NumberText,
    Optional,
    Range,
    Ref,
    Slice,
    Tuple,
    UserClass,
    UserFunction,
    Value,
)
from ppc.compiler.ir.nodes import Assign, Const, Copy, Load, Read, Storage, Variable

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def persist(ev: Evaluator) -> list[Variable]:
    """Moves the run-time values that outlive ``__init__`` to derived variables, and returns these."""
    derived: list[Variable] = []
    seen: set[int] = set()
    functions: dict[int, UserFunction] = {}  # by the identity of what they were
    classes: set[int] = set()
    enclosed: set[tuple[int, str]] = set()  # names of frames around functions

    def number(n: Num, hint: str) -> Num:
        e = n._expr
        parameter = isinstance(e, Load) and e.variable is ev.parameter_array
        if n.literal is not None or n.constant or parameter or isinstance(e, Const):
            return n
        variable = ev.out.variable(hint, n.type, Storage.DERIVED)
        derived.append(variable)
        ev.out.emit(Assign(variable, n.expr, ev.span))
        whose = None if n.whose is None else replace(n.whose, python=number(n.whose.python, f"{hint}_is_python"))
        return Num(n.type, Read(variable), n.static, n.deps, n.numpy, whose=whose)

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
        if isinstance(value, NumberText):
            return replace(value, numbers=tuple(number(n, hint) for n in value.numbers))
        if isinstance(value, Tuple):
            return Tuple(tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(value.items)), value.cls)
        if isinstance(value, Optional | Maybe):
            return type(value)(number(value.present, f"has_{hint}"), walk(value.value, hint))
        if isinstance(value, Choice):
            return Choice(number(value.index, hint), tuple(walk(v, f"{hint}_{i}") for i, v in enumerate(value.options)))
        if isinstance(value, Handle):
            return Handle(value.cls, number(value.index, hint))
        if isinstance(value, Range):
            return Range(*(number(n, hint) for n in (value.start, value.stop, value.step)))
        if isinstance(value, Slice):
            return Slice(*(walk(v, hint) for v in (value.start, value.stop, value.step)))
        if isinstance(value, UserFunction):
            return function(value)
        if isinstance(value, Bound):
            return Bound(walk(value.receiver, hint), function(value.function))
        if isinstance(value, NDArray):
            content(value.buffer.id, hint)
            shape = tuple(
                replace(d, length=number(d.length, f"len_{hint}")) if d.length is not None else d for d in value.shape
            )
            return NDArray(value.buffer, value.dtype, shape, value.strides, number(value.offset, f"offset_{hint}"))
        if isinstance(value, Ref):
            content(value.id, hint)
        if isinstance(value, UserClass):
            class_(value)
        if isinstance(value, EnumMember) and value.value is not None:
            value.value.value = walk(value.value.value, value.name)
            value.value.fields = {k: walk(v, k) for k, v in value.value.fields.items()}
        return value

    def class_(cls: UserClass) -> None:
        if id(cls) in classes:
            return
        classes.add(id(cls))
        for k, v in list(cls.attributes.items()):
            cls.attributes[k] = walk(v, k)
        cls.fields = [(name, None if default is None else walk(default, name)) for name, default in cls.fields]
        for name, (kind, method) in list(cls.methods.items()):
            if method is not None:  # None marks the factory of a dataclass's field
                cls.methods[name] = (kind, function(method))

    def function(f: UserFunction) -> UserFunction:
        if id(f) in functions:
            return functions[id(f)]
        defaults = tuple(walk(v, "default") for v in f.defaults)
        kw_defaults = tuple(None if v is None else walk(v, "default") for v in f.kw_defaults)
        moved = functions[id(f)] = replace(f, defaults=defaults, kw_defaults=kw_defaults)
        functions[id(moved)] = moved
        names = {n.id for n in syntax.walk(f.node) if type(n) is ast.Name}
        frame = f.closure
        while frame is not None:
            for name in sorted(names & frame.locals.keys()):  # in an order that no hash decides
                if (id(frame), name) not in enclosed:
                    enclosed.add((id(frame), name))
                    frame.locals[name] = walk(frame.locals[name], name)
            frame = frame.closure
        return moved

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
            ev.heap[id] = replace(c, items=entries, default=walk(c.default, hint))
        elif isinstance(c, Buffer):
            if c.elements is not None:
                names = [hint] if c.size == 1 else [f"{hint}_{i}" for i in range(c.size)]
                elements = tuple(number(e, n) for e, n in zip(c.elements, names, strict=True))
                ev.heap[id] = Buffer(c.dtype, c.size, elements, None, c.single)
            else:
                ev.heap[id] = Buffer(c.dtype, c.size, None, memory(c.variable, hint), c.single)
        elif isinstance(c, Bounded):
            columns = tuple(v for v in (memory(x, hint) for x in c.columns) if v is not None)
            start, length, default = number(c.start, "start"), number(c.length, "length"), walk(c.default, hint)
            ev.heap[id] = replace(c, start=start, length=length, columns=columns, default=default)

    frame = ev.frames[0]
    for name, value in list(frame.locals.items()):
        frame.locals[name] = walk(value, name.strip())
    for cls in list(ev.classes.values()):  # those inside of functions as well
        class_(cls)
    return derived
