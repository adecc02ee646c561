"""Enum classes of the policy: their members, and members by value and by name."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import calls, conversions, flags, strings
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.store import references
from ppc.compiler.frontend.values.values import (
    Builtin,
    Choice,
    EnumMember,
    Instance,
    Num,
    Static,
    Tuple,
    UserClass,
    Value,
    const,
)

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


class Key:
    """The value of an enum member and its class. ``plain`` is the number or string that the member is as well, ``fields`` what
    the ``__init__`` of the class gave it. ``flag`` tells that it is a set of bits."""

    def __init__(self, value: Value, cls: UserClass, plain: Any, flag: bool = False) -> None:
        self.value, self.integer, self.cls, self.plain, self.flag = value, cls.integers, cls, plain, flag
        self.fields: dict[str, Value] = {}


def members(cls: UserClass) -> tuple[EnumMember, ...]:
    """The members in their order, each once."""
    found = {v.name: v for v in cls.attributes.values() if isinstance(v, EnumMember)}
    return tuple(found.values())


def _bases(cls: UserClass) -> set[str]:
    """Names of the classes around Enum that a class derives from."""
    return {ast.unparse(b).rpartition(".")[2] for c in cls.order() for b in c.node.bases}


def add_member(ev: Evaluator, cls: UserClass, name: str, value: Value) -> EnumMember:
    """The member ``name = value`` of a class; another name of one that is there if it has this value already."""
    if isinstance(value, Builtin) and value.name == "auto":
        value = _next_value(cls, name)
    if isinstance(value, EnumMember) and value.owner == cls.name:
        return value  # B = A in the body of the class
    value = _bare(cls, value)
    known = _known(value)
    for member in members(cls):
        if known is not None and _known(member.value.value) == known:
            if isinstance(value, Num):
                ev.literals.freeze(value.deps)
            return member
    plain = None
    if cls.integers and isinstance(value, Num):
        plain = value.static
    elif isinstance(value, Static) and isinstance(value.value, str) and _bases(cls) & {"str", "StrEnum"}:
        plain = value.value
    flag = bool(_bases(cls) & {"Flag", "IntFlag"})
    if flag and isinstance(value, Num):
        ev.literals.freeze(value.deps)  # its bits decide what operators make of it
    return EnumMember(cls.name, name, Key(value, cls, plain, flag))


def _bare(cls: UserClass, value: Value) -> Value:
    """Members that are named in the body of their class are the values there."""
    if isinstance(value, Tuple):
        return Tuple(tuple(_bare(cls, v) for v in value.items), value.cls)
    return value.value.value if isinstance(value, EnumMember) and value.owner == cls.name else value


def _known(value: Value) -> Any:
    """A value for comparisons, None where it is not known."""
    if isinstance(value, Num):
        return value.static
    if isinstance(value, Tuple):
        items = tuple(_known(v) for v in value.items)
        return None if None in items else items
    return value.value if isinstance(value, Static) else None


def _next_value(cls: UserClass, name: str) -> Value:
    """What ``auto()`` stands for."""
    bases = _bases(cls)
    if "_generate_next_value_" in cls.methods or ("str" in bases and "StrEnum" not in bases):
        raise Unsupported("PPC101", "auto() is not available in this enum", help="write the value")
    if "StrEnum" in bases:
        return Static(name.lower())
    before = [_known(m.value.value) for m in members(cls)]
    highest = max((int(v) for v in before if isinstance(v, int | float)), default=0)
    return const(1 << highest.bit_length() if bases & {"Flag", "IntFlag"} else highest + 1)


def initialise(ev: Evaluator, cls: UserClass) -> None:
    """Runs the ``__init__`` of an enum class for each member."""
    init = cls.find_method("__init__")
    if init is None:
        return
    for member in members(cls):
        ref = ev.allocate(Instance(cls, {}))
        value = member.value.value
        calls.call_user(ev, init[1], [ref, *(value.items if isinstance(value, Tuple) else [value])], {}, init[1].node)
        fields = ev.heap[ref.id].fields
        if any(references(v) for v in fields.values()):
            raise Unsupported(
                "PPC403", f"the members of {cls.name} hold lists or objects", help="keep tuples, numbers and strings in them"
            )
        member.value.fields = fields


def by_name(ev: Evaluator, cls: UserClass, name: Value) -> Value:
    """``Class["NAME"]``."""

    def find(option: Value) -> Value | None:
        return cls.find_attribute(option.value) if strings.is_text(option) and isinstance(option, Static) else None

    return _found(ev, cls, conversions.present(ev, name), find, ("key", "KeyError"))


def by_value(ev: Evaluator, cls: UserClass, args: list[Value]) -> Value:
    """``Class(value)``."""
    if len(args) != 1:
        raise Unsupported("PPC213", f"{cls.name}() takes a value of its members")
    value = conversions.present(ev, args[0])
    if isinstance(value, Num) and _bases(cls) & {"Flag", "IntFlag"}:
        known = next((m for m in members(cls) if _known(m.value.value) == value.static), None)
        return known if known is not None and value.constant else flags.of_number(ev, cls, value)
    if isinstance(value, Num) and not value.constant:
        return _of_number(ev, cls, value)

    def find(option: Value) -> Value | None:
        if isinstance(option, EnumMember) and option.owner == cls.name:
            return option
        known = option.value.plain if isinstance(option, EnumMember) else _known(option)
        return next((m for m in members(cls) if known is not None and _known(m.value.value) == known), None)

    return _found(ev, cls, value, find, ("value", "ValueError"))


def _found(
    ev: Evaluator, cls: UserClass, value: Value, find: Callable[[Value], Value | None], raises: tuple[str, str]
) -> Value:
    """The member that ``find`` gives for a value, or for one of several."""
    strings.check(value)
    options = value.options if isinstance(value, Choice) else (value,)
    found = [find(o) for o in options]
    some = next((m for m in found if m is not None), None)
    if some is None:
        error = Unsupported(
            "PPC407", f"this is no value of {cls.name}" if raises[0] == "value" else f"{cls.name} has no such member"
        )
        error.raises = raises[1]
        raise error
    if not isinstance(value, Choice):
        return some
    missing = Choice(value.index, tuple(const(m is None) for m in found))
    ev.fault(raises[0], conversions.per_option(ev, missing, lambda v: v), f"not a member of {cls.name}", raises[1])
    return conversions.per_option(ev, Choice(value.index, tuple(m or some for m in found)), lambda v: v)


def _of_number(ev: Evaluator, cls: UserClass, number: Num) -> Value:
    from ppc.compiler.frontend.iteration import select_item

    own = members(cls)
    values = [m.value.value for m in own]
    if not own or not all(isinstance(v, Num) for v in values):
        raise Unsupported("PPC407", f"this is no value of {cls.name}")
    number = ev.hold(number, "number")
    position, found = const(0), const(False)
    for i in range(len(own) - 1, -1, -1):
        hit = ev.hold(ar.compare(ev, "==", number, values[i]), "hit")
        position = ar.select(hit, const(i), position)
        found = ar.disjunction(found, hit)
    ev.fault("value", ar.logical_not(found), f"not a value of {cls.name}")
    return select_item(ev, own, ev.hold(position, "member"))
