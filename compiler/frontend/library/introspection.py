"""Python's builtins that ask what a value is and what it has; all are answered while compiling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import assignment, attributes, chosen, conversions, strings
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values.values import (
    EXCEPTION,
    NONE,
    SINGLE,
    Builtin,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    Instance,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Ref,
    Static,
    Tuple,
    UnknownText,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL, F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _isinstance(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value, cls = arguments(args, kwargs, "x cls", of="isinstance")
    classes = cls.items if isinstance(cls, Tuple) else (cls,)
    if isinstance(value, Maybe):
        value = conversions.present(ev, value)
    if isinstance(value, Optional):  # None is of none of these classes
        inner = conversions.as_number(ev, _isinstance(ev, [value.value, cls], {}))
        return ar.conjunction(value.present, inner)
    if chosen.is_of_objects(value):
        return chosen.test(ev, value, lambda o: any(_is_a(ev, o, c) for c in classes))
    if isinstance(value, Choice):
        return conversions.per_option(ev, value, lambda o: const(any(_is_a(ev, o, c) for c in classes)))
    if isinstance(value, Num) and value.whose is not None:
        python, numpy = (any(_is_a(ev, v, c) for c in classes) for v in (ar.as_python(value), ar.as_numpy(value)))
        if python != numpy:
            flag = ev.owners.ask(value.whose.python)
            return flag if python else ar.logical_not(flag)
    return const(any(_is_a(ev, value, c) for c in classes))


def _is_a(ev: Evaluator, value: Value, cls: Value) -> bool:
    if isinstance(cls, UserClass):
        if isinstance(value, EnumMember):
            return value.owner == cls.name
        if isinstance(value, Handle):
            return value.cls.derives_from(cls)
        if isinstance(value, Tuple):
            return value.cls is not None and value.cls.derives_from(cls)
        if cls.integers and isinstance(value, Num) and not value.constant:
            raise Unsupported(
                "PPC103", f"whether a number is a {cls.name} is not known", help=f"write {cls.name}(x) for numbers"
            )
        return isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance) and ev.heap[value.id].cls.derives_from(cls)
    name = getattr(cls, "name", "")
    if isinstance(value, UnknownText):
        if value == EXCEPTION:
            raise strings.refusal(value)
        return name == "str"
    if isinstance(value, EnumMember):
        return name in ("object", type(value.value.plain).__name__)
    if isinstance(value, Num):
        kinds = {BOOL: ("bool", "int"), I64: ("int",), F64: ("float",)}[value.type]
        if value.numpy:
            kinds = {BOOL: ("bool_",), I64: ("integer", "int64"), F64: ("float", "floating", "float64")}[value.type]
            if value.numpy == SINGLE:
                kinds = ("float32", "floating")
            kinds = (*kinds, "generic", "number")
        return name.removeprefix("numpy.") in kinds
    if isinstance(value, NDArray | Observation):
        return name == "ndarray"
    if isinstance(value, Static):
        return name == type(value.value).__name__
    if isinstance(value, Tuple):
        return name == "tuple"
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        return name == ("list" if isinstance(content, ListObject) else getattr(content, "kind", ""))
    return False


def _hasattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value, name = arguments(args, kwargs, "x name", of="hasattr")
    strings.check(name)
    if isinstance(name, Choice):
        return conversions.per_option(ev, name, lambda o: _hasattr(ev, [value, o], {}))
    return attributes.exists(ev, value, _name_argument(name, "hasattr"))


def _name_argument(value: Value, of: str) -> str:
    strings.check(value)
    if not isinstance(value, Static) or not isinstance(value.value, str):
        raise NeedsStatic("PPC103", f"{of}() needs a name that is known when the policy is compiled", help="write x.name")
    return value.value


def _getattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value, name, *rest = args
    if isinstance(name, Choice):
        return conversions.per_option(ev, name, lambda o: _getattr(ev, [value, o, *rest], {}))
    text = _name_argument(name, "getattr")
    return attributes.get_or(ev, value, text, rest[0]) if rest else attributes.get(ev, value, text)


def _setattr(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value, name, new = arguments(args, kwargs, "x name value", of="setattr")
    assignment.set_attribute(ev, value, _name_argument(name, "setattr"), new)
    return NONE


def updating(target: Value) -> Builtin:
    """``target.__dict__.update``: assigns the fields that a dictionary of known keys, and keywords, name."""

    def run(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
        named: dict[str, Value] = {}
        for source in args:
            content = ev.heap[source.id] if isinstance(source, Ref) else None
            if not isinstance(content, DictObject) or not all(isinstance(k, str) for k in content.items):
                raise Unsupported(
                    "PPC104", "__dict__.update() takes a dictionary of known names here", help="assign the fields by name"
                )
            named.update({str(k): v for k, v in content.items.items()})
        content = ev.heap[target.id] if isinstance(target, Ref) else None
        for name, value in {**named, **kwargs}.items():
            if not isinstance(content, Instance) or content.cls.find_method(f"{name}.setter") is not None:
                raise Unsupported("PPC104", "__dict__.update() is for fields of objects", help="assign the fields by name")
            assignment.set_attribute(ev, target, name, value)
        return NONE

    return Builtin("__dict__.update", run)


def _callable(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    return const(not isinstance(args[0], Num | Static | NDArray))


def _type(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    value = conversions.present(ev, args[0])
    if chosen.is_of_objects(value):
        return conversions.per_option(ev, Choice(value.index, tuple(_type(ev, [o], {}) for o in value.options)), lambda v: v)
    if isinstance(value, Ref) and isinstance(ev.heap[value.id], Instance):
        return ev.heap[value.id].cls
    if isinstance(value, Handle) or (isinstance(value, Tuple) and value.cls is not None):
        return value.cls
    if isinstance(value, Num):
        from ppc.compiler.frontend.library.builtins_ import BUILTINS

        return BUILTINS[ar.TYPE_NAMES[value.type]]
    raise Unsupported("PPC103", "type() of this value is not available", help="use isinstance")


FUNCTIONS: dict[str, Any] = {
    "isinstance": _isinstance, "hasattr": _hasattr, "getattr": _getattr, "setattr": _setattr, "callable": _callable,
    "type": _type,
}  # fmt: skip
