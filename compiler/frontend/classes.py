"""Classes of the policy: plain ones, dataclasses and enums, evaluated away."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ppc.compiler.frontend import calls, chosen, enums, syntax
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.exceptions import EXCEPTIONS
from ppc.compiler.frontend.values import containers, pools
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import (
    CELL,
    NOT_IMPLEMENTED,
    Bound,
    Choice,
    EnumMember,
    Handle,
    Instance,
    Num,
    Ref,
    Static,
    Tuple,
    UserClass,
    UserFunction,
    Value,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_ENUM_BASES = {
    "Enum": "enum", "StrEnum": "enum", "IntEnum": "int_enum", "IntFlag": "int_enum", "Flag": "enum",
}  # fmt: skip
_IGNORED_BASES = {"object", "ABC", "Protocol", "Generic", "str", "Exception", *EXCEPTIONS}
_DATACLASS = ("dataclass", "dataclasses.dataclass")
_METHOD_KINDS = {
    "staticmethod": "staticmethod", "classmethod": "classmethod", "property": "property", "cached_property": "property",
}  # fmt: skip
# Decorators that change nothing about what a function computes.
_NEUTRAL = {
    "abstractmethod", "override", "final", "no_type_check", "lru_cache", "cache", "unique", "runtime_checkable",
    "total_ordering", "wraps",
}  # fmt: skip
_HOMES = ("functools.", "abc.", "enum.", "typing.", "dataclasses.", "typing_extensions.", "collections.")
DECORATORS = {*_DATACLASS, *(h + d for d in (*_METHOD_KINDS, *_NEUTRAL) for h in ("", *_HOMES))}
OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "pow": "pow", "@": "matmul",
    "&": "and", "|": "or", "^": "xor", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
}  # fmt: skip
SPECIAL_METHODS = {
    *(f"__{way}{n}__" for n in OPERATORS.values() for way in ("", "r", "i")),
    "__neg__", "__pos__", "__invert__", "__abs__", "__round__", "__float__", "__int__", "__index__", "__bool__",
    "__len__", "__getitem__", "__setitem__", "__contains__", "__iter__",
    "__repr__", "__str__", "__format__", "__hash__", "__new__",
} - {"__new__"}  # fmt: skip


def decorator_name(node: ast.expr) -> str:
    """What a decorator is called, without its arguments."""
    return ast.unparse(node.func if isinstance(node, ast.Call) else node)


def is_abstract_keyword(node: ast.keyword) -> bool:
    """``metaclass=ABCMeta`` and ``total=False``, which say nothing about what runs."""
    return (node.arg == "total" and isinstance(node.value, ast.Constant)) or (
        node.arg == "metaclass" and ast.unparse(node.value) in ("ABCMeta", "abc.ABCMeta")
    )


def is_neutral(text: str) -> bool:
    """Whether a decorator of this name leaves a function as it is."""
    return _plain(text) in _NEUTRAL


def is_method_kind(text: str) -> bool:
    """Whether a decorator of this name says what kind of method it is."""
    return _plain(text) in _METHOD_KINDS


def _plain(text: str) -> str:
    for home in _HOMES:
        text = text.removeprefix(home)
    return text


_BUILT_IN = {"object", "str", "int", "Exception", *EXCEPTIONS}


def _imported(ev: Evaluator, node: ast.expr) -> None:
    """Raises Unsupported where a base or a decorator that is known here has no name in the policy: an import is missing."""
    root = node
    while isinstance(root, ast.Attribute | ast.Subscript | ast.Call):
        root = root.func if isinstance(root, ast.Call) else root.value
    if isinstance(root, ast.Name) and root.id not in _BUILT_IN:
        ev.evaluate(root)


def make_class(ev: Evaluator, node: ast.ClassDef) -> UserClass:
    """Evaluates a class statement."""
    kind, bases, ordered, integers = "plain", [], False, False
    for base in (*node.bases, *node.decorator_list):
        _imported(ev, base)
    for base in node.bases:
        text = _plain(ast.unparse(base.value if isinstance(base, ast.Subscript) else base))
        if text in _ENUM_BASES:
            kind = _ENUM_BASES[text]
        elif text in ("NamedTuple", "TypedDict"):
            kind = text.lower()
        elif text == "int" and any("Enum" in ast.unparse(b) for b in node.bases):
            integers = True
        elif text not in _IGNORED_BASES:
            value = ev.evaluate(base)
            if not isinstance(value, UserClass):
                raise Unsupported("PPC105", f"a class cannot derive from '{text}'", help="derive from the policy's own classes")
            bases.append(value)
            kind = value.kind if value.kind != "plain" else kind
    for decorator in node.decorator_list:
        text = decorator_name(decorator)
        if text in _DATACLASS:
            kind = "dataclass"
            ordered = isinstance(decorator, ast.Call) and any(
                k.arg == "order" and isinstance(k.value, ast.Constant) and k.value.value for k in decorator.keywords
            )
        elif _plain(text) not in _NEUTRAL:
            ev.span = ev.place(decorator)
            raise Unsupported("PPC105", f"the decorator '{text}' is not part of the policy language")
    if kind == "enum" and (integers or any(b.integers for b in bases)):
        kind = "int_enum"
    cls = UserClass(node.name, node, "enum" if kind == "int_enum" else kind, tuple(bases), integers=kind == "int_enum")
    ev.classes[cls.place] = cls
    cls.ordered = ordered
    for base_class in bases:
        cls.fields += base_class.fields
        cls.hidden |= base_class.hidden
        cls.uncompared |= base_class.uncompared
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
    if cls.kind == "enum":
        enums.initialise(ev, cls)
    _share(ev, cls)
    if ev.container_memo.get("pools") is not None:
        pools.prepare(ev, cls, _stored(ev)[0])
    if any(_plain(decorator_name(d)) == "total_ordering" for d in node.decorator_list):
        _order_totally(ev, cls)
    return cls


def _share(ev: Evaluator, cls: UserClass) -> None:
    """Moves what code assigns through the class to an object on the heap: it is state like any other."""
    if not cls.attributes or cls.kind not in ("plain", "dataclass"):
        return
    names = [n for n in cls.attributes if n in _stored(ev)[1]]
    if names:
        cls.shared = ev.allocate(Instance(SHARED, {n: cls.attributes.pop(n) for n in names}))
        ev.frames[0].locals[f" shared {cls.place}"] = cls.shared  # where what __init__ made of it is kept for the steps


def _stored(ev: Evaluator) -> tuple[frozenset[str], frozenset[str]]:
    """Names of attributes that code assigns anywhere in the module, and of those that it may assign through a class."""
    if ev.assigned_names is None:
        stores = [n for n in syntax.walk(ev.module) if type(n) is ast.Attribute and type(n.ctx) is ast.Store]
        through = [n for n in stores if not (isinstance(n.value, ast.Name) and n.value.id == "self")]
        ev.assigned_names = frozenset(n.attr for n in stores), frozenset(n.attr for n in through if _is_class(n.value))
    return ev.assigned_names


def _is_class(node: ast.expr) -> bool:
    """Whether an expression looks like a class: ``Leg``, ``cls``, ``type(self)``, ``self.__class__``."""
    if isinstance(node, ast.Name):
        return node.id == "cls" or node.id[:1].isupper()
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "type"
    return isinstance(node, ast.Attribute) and node.attr == "__class__"


def shared_attribute(ev: Evaluator, cls: UserClass, name: str) -> Value | None:
    """An attribute of a class or its bases that code assigns through the class."""
    for c in cls.order() if cls.bases else (cls,):
        if name in c.attributes or name in c.methods:
            return None
        found = None if c.shared is None else ev.heap[c.shared.id].fields.get(name)
        if found is not None:
            return found
    return None


# What functools.total_ordering makes of the one comparison that a class has, in the order in which it looks for it.
_FROM_ONE = {
    "lt": {"gt": "not self < other and self != other", "le": "self < other or self == other", "ge": "not self < other"},
    "le": {"ge": "not self <= other or self == other", "lt": "self <= other and self != other", "gt": "not self <= other"},
    "gt": {"lt": "not self > other and self != other", "ge": "self > other or self == other", "le": "not self > other"},
    "ge": {"le": "not self >= other or self == other", "gt": "self >= other and self != other", "lt": "not self >= other"},
}


def _order_totally(ev: Evaluator, cls: UserClass) -> None:
    """``functools.total_ordering``: the comparisons that a class leaves out."""
    own = next((n for n in _FROM_ONE if cls.find_method(f"__{n}__") is not None), None)
    if own is None or cls.kind == "namedtuple":
        return  # a tuple has all of them
    for name, text in _FROM_ONE[own].items():
        if cls.find_method(f"__{name}__") is None:
            made = ast.parse(f"def __{name}__(self, other):\n    return {text}").body[0]
            assert isinstance(made, ast.FunctionDef)
            for n in ast.walk(made):
                ast.copy_location(n, cls.node)
            cls.methods[made.name] = ("method", calls.make_function(ev, made, cls))


def _member(ev: Evaluator, cls: UserClass, node: ast.stmt, kind: str) -> None:
    if isinstance(node, ast.FunctionDef):
        method = "method"
        name = node.name
        for decorator in node.decorator_list:
            text = decorator_name(decorator)
            if text == f"{node.name}.setter":
                name = f"{node.name}.setter"
            elif _plain(text) in _METHOD_KINDS:
                method = _METHOD_KINDS[_plain(text)]
        cls.methods[name] = (method, calls.decorated(ev, node, calls.make_function(ev, node, cls)))
        return
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in cls.methods:
        for alias in node.targets:  # __rmul__ = __mul__
            cls.methods[ast.unparse(alias)] = cls.methods[node.value.id]
        return
    if isinstance(node, ast.Assign) and (made := _wrapped(ev, cls, node.value)):
        for target in node.targets:  # size = property(lambda self: ...)
            cls.methods.update((ast.unparse(target) + suffix, method) for suffix, method in made.items())
        return
    if cls.kind == "enum" and isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and not target.id.startswith("_"):
            ev.frames[-1].locals[target.id] = enums.add_member(ev, cls, target.id, ev.evaluate(node.value))
            return
    if kind in ("dataclass", "namedtuple") and isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        if "ClassVar" in ast.unparse(node.annotation):
            ev.statement(node)
            return
        default = None
        field = _field_call(node.value)
        cls.fields = [f for f in cls.fields if f[0] != node.target.id]
        if field is not None:
            options = {k.arg: k.value for k in field.keywords}
            for option, names in (("init", cls.hidden), ("compare", cls.uncompared)):
                given = options.get(option)
                if isinstance(given, ast.Constant) and not given.value:
                    names.add(node.target.id)
            if "default_factory" in options:
                cls.fields.append((node.target.id, ev.evaluate(options["default_factory"])))
                cls.methods[f"<factory {node.target.id}>"] = ("factory", None)  # type: ignore[assignment]
                return
            if "default" in options:
                default = ev.keep(ev.evaluate(options["default"]), node.target.id)
        elif node.value is not None:
            default = ev.keep(ev.evaluate(node.value), node.target.id)
            ev.frames[-1].locals[node.target.id] = default
        cls.fields.append((node.target.id, default))
        return
    ev.statement(node)


def _wrapped(ev: Evaluator, cls: UserClass, node: ast.expr) -> dict[str, tuple[str, UserFunction]]:
    """A lambda, or the functions in a call of ``property``, ``staticmethod``, ``classmethod``, by the suffix of their name."""
    if isinstance(node, ast.Lambda):
        method = ev.evaluate(node)
        return {"": ("method", method)} if isinstance(method, UserFunction) else {}
    kind = _METHOD_KINDS.get(node.func.id) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None
    if kind is None or not isinstance(node, ast.Call) or node.keywords or len(node.args) > 1 + (kind == "property"):
        return {}
    made = {}
    for argument, suffix in zip(node.args, ("", ".setter"), strict=False):
        if isinstance(argument, ast.Name) and argument.id in cls.methods:
            function = cls.methods[argument.id][1]
        else:
            value = ev.evaluate(argument)
            if not isinstance(value, UserFunction):
                return {}
            function = value
        made[suffix] = (kind if not suffix else "method", function)
    return made


def _field_call(node: ast.expr | None) -> ast.Call | None:
    """``field(...)`` of dataclasses."""
    return node if isinstance(node, ast.Call) and ast.unparse(node.func) in ("field", "dataclasses.field") else None


def instantiate(ev: Evaluator, cls: UserClass, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None) -> Value:
    """``Class(...)``."""

    if cls.kind == "enum":
        return enums.by_value(ev, cls, args)
    if cls.kind == "typeddict":
        from ppc.compiler.frontend.library.builtins_ import BUILTINS

        return calls.call(ev, BUILTINS["dict"], args, kwargs)
    if cls.kind == "namedtuple":
        return Tuple(tuple(_field_values(ev, cls, args, kwargs).values()), cls)
    if cls.place in ev.pools:
        return pools.create(ev, cls, lambda handle: _initialise(ev, cls, handle, args, kwargs, node))
    ref = ev.allocate(Instance(cls, {}))
    _initialise(ev, cls, ref, args, kwargs, node)
    _require_an_end(ev, cls, ref)
    return ref


def _initialise(
    ev: Evaluator, cls: UserClass, ref: Value, args: list[Value], kwargs: dict[str, Value], node: ast.AST | None
) -> None:
    """Gives a new object its fields."""
    _assign_all(ev, ref, _defaults(ev, cls))
    init = cls.find_method("__init__")
    if init is not None:
        calls.call_user(ev, init[1], [ref, *args], kwargs, node)
    elif cls.kind == "dataclass":
        _dataclass_init(ev, cls, ref, args, kwargs)
    elif args or kwargs:
        raise Unsupported("PPC213", f"{cls.name}() takes no arguments")


def _assign_all(ev: Evaluator, ref: Value, fields: dict[str, Value]) -> None:
    """Fields of a new object."""
    if isinstance(ref, Handle):
        for name, value in fields.items():
            pools.set_field(ev, ref, name, value)
    elif fields:
        content = ev.heap[ref.id]
        ev.heap[ref.id] = Instance(content.cls, {**content.fields, **fields})


# Objects of one class that refer to each other in a row: in a loop, each round of finding out what it changes makes the row
# longer; where it is written out, so does each turn. What ``__init__`` makes is known.
_CHAIN_IN_LOOP, _CHAIN, _CHAIN_AT_FIRST = 5, 10, 100


def _require_an_end(ev: Evaluator, cls: UserClass, ref: Ref) -> None:
    """Refuses an object that a loop links to the one of the turn before: such a row has no known length."""
    link, content = "", ev.heap[ref.id]
    seen = [content]
    for _ in range(_CHAIN_IN_LOOP if ev.loops else _CHAIN if ev.stage != "derive" else _CHAIN_AT_FIRST):
        links = ((name, ev.heap[i]) for name, v in content.fields.items() for i in references(v))
        found = next(((n, c) for n, c in links if isinstance(c, Instance) and c.cls is cls and c not in seen), None)
        if found is None:
            return
        link, content = found
        seen.append(content)
    raise pools.endless(ev, cls, link)


def _defaults(ev: Evaluator, cls: UserClass) -> dict[str, Value]:
    """The fields that begin as what the class has by their names, ``t = 0`` before ``self.t += 1``. Plain values that code
    assigns somewhere: nobody can tell whether such a one is the object's own, and as a field it is state of one type."""
    found: dict[str, Value] = {}
    for base in reversed(cls.order()):
        found.update((name, value) for name, value in base.attributes.items() if _is_plain_data(value))
    return {n: v for n, v in found.items() if n in _stored(ev)[0]} if found else found


def _is_plain_data(value: Value) -> bool:
    """Whether a value never changes and is nobody's in particular."""
    if isinstance(value, Tuple):
        return all(map(_is_plain_data, value.items))
    return isinstance(value, Num | EnumMember) or (
        isinstance(value, Static) and (value.value is None or isinstance(value.value, str))
    )


def _dataclass_init(ev: Evaluator, cls: UserClass, ref: Value, args: list[Value], kwargs: dict[str, Value]) -> None:
    _assign_all(ev, ref, _field_values(ev, cls, args, kwargs))
    post = cls.find_method("__post_init__")
    if post is not None:
        calls.call_user(ev, post[1], [ref], {}, None)


def _field_values(ev: Evaluator, cls: UserClass, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """The fields of a dataclass or named tuple from the arguments and defaults of its constructor."""

    names = [n for n, _ in cls.fields if n not in cls.hidden]
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
        if value is None and name not in cls.hidden:
            raise Unsupported("PPC213", f"{cls.name}() misses its argument '{name}'")
        if value is not None:
            fields[name] = ev.keep(value, name)
    return fields


def named_tuple(ev: Evaluator, name: str, fields: list[str], defaults: list[Value]) -> UserClass:
    """``namedtuple(name, fields)``."""
    node = ast.ClassDef(name, [], [], [], [])
    ast.copy_location(node, ast.Pass(lineno=ev.span.line, col_offset=ev.span.column))
    cls = UserClass(name, node, "namedtuple")
    ev.classes[cls.place] = cls
    late = len(fields) - len(defaults)
    cls.fields = [(f, None if i < late else defaults[i - late]) for i, f in enumerate(fields)]
    return cls


def member_of(ev: Evaluator, cls: UserClass, base: Value, name: str) -> Value | None:
    """``base.name`` as the class of ``base`` defines it: a class attribute, a property's value or a bound method."""
    value = shared_attribute(ev, cls, name)
    if value is None:
        value = cls.find_attribute(name)
    if value is not None:
        return value
    method = cls.find_method(name)
    if method is None:
        return None
    kind, function = method
    if kind == "property":
        return calls.call_user(ev, function, [base], {}, function.node)
    if kind == "staticmethod":
        return function
    return Bound(cls if kind == "classmethod" else base, function)


def special(ev: Evaluator, value: Value, name: str, *args: Value) -> Value | None:
    """What the policy's own ``__name__`` method of an object answers; None where its class has none."""
    if type(value) is Choice:
        of_all = name.removeprefix("r") not in OPERATORS.values() and all(has_special(ev, o, name) for o in value.options)
        return chosen.each(ev, value, lambda o: special(ev, o, name, *args)) if of_all else None
    cls = _own_class(ev, value)
    found = cls.find_method(f"__{name}__") if cls is not None else None
    if found is None:
        return None
    result = calls.call_user(ev, found[1], [value, *args], {}, found[1].node)
    return None if result == NOT_IMPLEMENTED else result


def has_special(ev: Evaluator, value: Value, name: str) -> bool:
    """Whether the class of an object defines ``__name__``."""
    cls = _own_class(ev, value)
    return cls is not None and cls.find_method(f"__{name}__") is not None


def _own_class(ev: Evaluator, value: Value) -> UserClass | None:
    """The class of the policy that an object or a named tuple is of."""
    if isinstance(value, Tuple | Handle):
        return value.cls
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    return content.cls if isinstance(content, Instance) else None


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """``left op right`` by a method of either object; None where there is none."""
    if op not in OPERATORS:
        return None
    if op in ("<", "<=", ">", ">="):
        a, b = _compared(ev, left), _compared(ev, right)
        if a is not None and b is not None:
            return containers.compare_tuples(ev, op, a, b)
    name = OPERATORS[op]
    result = special(ev, left, name, right)
    if result is None and op not in _MIRRORED:
        return special(ev, right, f"r{name}", left)
    return special(ev, right, OPERATORS[_MIRRORED[op]], left) if result is None else result


def _compared(ev: Evaluator, value: Value) -> Tuple | None:
    """What an object of a dataclass with ``order=True`` is compared by."""
    if isinstance(value, Handle) and value.cls.ordered:
        return Tuple(tuple(pools.get_field(ev, value, n) for n, _ in value.cls.fields if n not in value.cls.uncompared))
    content = ev.heap[value.id] if isinstance(value, Ref) else None
    if not isinstance(content, Instance) or not content.cls.ordered:
        return None
    return Tuple(tuple(content.fields[n] for n, _ in content.cls.fields if n not in content.cls.uncompared))


_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}


SHARED = UserClass("shared", ast.ClassDef("shared", [], [], [], [], lineno=0, col_offset=0))


def make_cell(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """The variables of a function that a nested function assigns (see ``rewriting``)."""
    return ev.allocate(Instance(CELL, {}))


def attribute_of(ev: Evaluator, cls: UserClass, name: str) -> Value | None:
    """``Class.name``."""
    value = shared_attribute(ev, cls, name)
    if value is None:
        value = cls.find_attribute(name)
    if value is not None:
        return value
    method = cls.find_method(name)
    if method is not None:
        kind, function = method
        return Bound(cls, function) if kind == "classmethod" else function
    if name == "__name__":
        from ppc.compiler.frontend.values.values import Static

        return Static(cls.name)
    return None
