"""Classes of the policy: plain ones, dataclasses and enums, evaluated away."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import Bound, Builtin, EnumMember, Instance, Num, Ref, UserClass, Value, const

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_ENUM_BASES = {"Enum", "IntEnum", "enum.Enum", "enum.IntEnum"}
_IGNORED_BASES = {"object", "ABC", "NamedTuple"}


def make_class(ev: Evaluator, node: ast.ClassDef) -> UserClass:
    """Evaluates a class statement."""
    kind, bases = "plain", []
    if node.keywords:
        raise Unsupported("PPC105", "metaclasses and class keywords are not part of the policy language")
    for base in node.bases:
        text = ast.unparse(base)
        if text in _ENUM_BASES:
            kind = "int_enum" if "Int" in text else "enum"
        elif text not in _IGNORED_BASES:
            value = ev.evaluate(base)
            if not isinstance(value, UserClass):
                raise Unsupported("PPC105", f"a class cannot derive from '{text}'", help="derive from the policy's own classes")
            bases.append(value)
            kind = value.kind if value.kind != "plain" else kind
    for decorator in node.decorator_list:
        text = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
        if text in ("dataclass", "dataclasses.dataclass"):
            kind = "dataclass"
        else:
            raise Unsupported("PPC105", f"the decorator '{text}' is not part of the policy language")
    cls = UserClass(node.name, node, "enum" if kind == "int_enum" else kind, tuple(bases))
    for base_class in bases:
        cls.fields += base_class.fields
    from ppc.compiler.frontend.evaluator import Frame

    frame = Frame(node.name, cls.attributes, None, None if ev.frame.is_module else ev.frame)
    ev.frames.append(frame)
    frame.locals = cls.attributes
    try:
        for statement in node.body:
            _member(ev, cls, statement, kind)
            cls.attributes.update(frame.locals)
    finally:
        ev.frames.pop()
    return cls


def _member(ev: Evaluator, cls: UserClass, node: ast.stmt, kind: str) -> None:
    from ppc.compiler.frontend import calls

    if isinstance(node, ast.FunctionDef):
        method = "method"
        for decorator in node.decorator_list:
            text = ast.unparse(decorator)
            if text not in ("staticmethod", "classmethod", "property"):
                ev.span = ev.place(decorator)
                raise Unsupported("PPC105", f"the decorator '{text}' is not part of the policy language")
            method = text
        cls.methods[node.name] = (method, calls.make_function(ev, node, cls))
        return
    if kind in ("enum", "int_enum") and isinstance(node, ast.Assign):
        value = ev.evaluate(node.value)
        target = node.targets[0]
        assert isinstance(target, ast.Name)
        if isinstance(value, Builtin) and value.name == "auto":
            value = const(len([v for v in cls.attributes.values() if isinstance(v, EnumMember)]) + 1)
        ev.frames[-1].locals[target.id] = EnumMember(cls.name, target.id, Key(value, kind == "int_enum"))
        return
    if kind == "dataclass" and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        default = None
        factory = _field_factory(node.value)
        if factory is not None:
            cls.fields.append((node.target.id, ev.evaluate(factory)))
            cls.methods[f"<factory {node.target.id}>"] = ("factory", None)  # type: ignore[assignment]
            return
        if node.value is not None:
            default = ev.keep(ev.evaluate(node.value), node.target.id)
            ev.frames[-1].locals[node.target.id] = default
        cls.fields = [f for f in cls.fields if f[0] != node.target.id]
        cls.fields.append((node.target.id, default))
        return
    ev.statement(node)


class Key:
    """The value of an enum member; equal by identity, so that members stay hashable."""

    def __init__(self, value: Value, integer: bool) -> None:
        self.value, self.integer = value, integer


def _field_factory(node: ast.expr | None) -> ast.expr | None:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("field", "dataclasses.field"):
        for k in node.keywords:
            if k.arg in ("default_factory",):
                return k.value
    return None


def instantiate(ev: Evaluator, cls: UserClass, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None) -> Value:
    """``Class(...)``."""
    from ppc.compiler.frontend import calls

    if cls.kind == "enum":
        return _enum_lookup(ev, cls, args)
    ref = ev.allocate(Instance(cls, {}))
    init = cls.find_method("__init__")
    if init is not None:
        calls.call_user(ev, init[1], [ref, *args], kwargs, node)
        return ref
    if cls.kind == "dataclass":
        _dataclass_init(ev, cls, ref, args, kwargs)
    elif args or kwargs:
        raise Unsupported("PPC213", f"{cls.name}() takes no arguments")
    return ref


def _dataclass_init(ev: Evaluator, cls: UserClass, ref: Ref, args: list[Value], kwargs: dict[str, Value]) -> None:
    from ppc.compiler.frontend import calls

    names = [n for n, _ in cls.fields]
    given = dict(zip(names, args, strict=False))
    if len(args) > len(names):
        raise Unsupported("PPC213", f"{cls.name}() takes {len(names)} arguments, {len(args)} are given")
    for k, v in kwargs.items():
        if k not in names:
            raise Unsupported("PPC213", f"{cls.name}() has no argument '{k}'")
        given[k] = v
    fields: dict[str, Value] = {}
    for name, default in cls.fields:
        value = given.get(name, default)
        if name not in given and cls.find_method(f"<factory {name}>") is not None:
            value = calls.call(ev, default, [], {})
        if value is None:
            raise Unsupported("PPC213", f"{cls.name}() misses its argument '{name}'")
        fields[name] = ev.keep(value, name)
    ev.heap[ref.id] = Instance(cls, fields)
    post = cls.find_method("__post_init__")
    if post is not None:
        calls.call_user(ev, post[1], [ref], {}, None)


def _enum_lookup(ev: Evaluator, cls: UserClass, args: list[Value]) -> Value:
    from ppc.compiler.frontend import arithmetic as ar
    from ppc.compiler.frontend.iteration import select_item

    members = [v for v in cls.attributes.values() if isinstance(v, EnumMember)]
    number = args[0] if args else None
    if isinstance(number, Num):
        values = [m.value.value for m in members]
        if number.constant and all(isinstance(v, Num) and v.constant for v in values):
            for m, v in zip(members, values, strict=True):
                if v.static == number.static:
                    return m
        elif all(isinstance(v, Num) for v in values):
            number = ev.hold(number, "number")
            position, found = const(0), const(False)
            for i in range(len(members) - 1, -1, -1):
                hit = ev.hold(ar.compare(ev, "==", number, values[i]), "hit")
                position = ar.select(hit, const(i), position)
                found = ar.disjunction(found, hit)
            ev.fault("value", ar.logical_not(found), f"not a value of {cls.name}")
            return select_item(ev, tuple(members), ev.hold(position, "member"))
    raise Unsupported("PPC407", f"this is no value of {cls.name}")


def attribute_of(ev: Evaluator, cls: UserClass, name: str) -> Value | None:
    """``Class.name``."""
    value = cls.find_attribute(name)
    if value is not None:
        return value
    method = cls.find_method(name)
    if method is not None:
        kind, function = method
        return Bound(cls, function) if kind == "classmethod" else function
    if name == "__name__":
        from ppc.compiler.frontend.values import Static

        return Static(cls.name)
    return None
