"""``Flag`` and ``IntFlag``: members of an enum class that are sets of bits, and the members that operators make of them.

Those of ``IntFlag`` are numbers once an operator has met them; those of ``Flag`` stay members, of a value of its own each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import EnumMember, Num, UserClass, Value, const
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_BITS = 6  # flags of a class whose members are told apart at run time


def bits(member: EnumMember) -> int | None:
    """The bits of a member of a flag class, None of another."""
    value = member.value.value
    return int(value.static) if member.value.flag and isinstance(value, Num) and value.static is not None else None


def canonical(found: tuple[EnumMember, ...]) -> tuple[EnumMember, ...]:
    """The members that a loop over a class meets: of flags those of one bit."""
    return tuple(m for m in found if not m.value.flag or (bits(m) or 0).bit_count() == 1)


def operate(ev: Evaluator, op: str, left: Value, right: Value) -> Value | None:
    """``|``, ``&`` and ``^`` of two members of one flag class; None where this is something else."""
    if not isinstance(left, EnumMember) or not isinstance(right, EnumMember) or left.owner != right.owner:
        return None
    a, b = bits(left), bits(right)
    if a is None or b is None or op not in ("|", "&", "^"):
        return None
    return member(ev, left.value.cls, a | b if op == "|" else a & b if op == "&" else a ^ b)


def inverted(ev: Evaluator, value: EnumMember) -> Value | None:
    """``~member``: all other flags of the class."""
    known = bits(value)
    if known is None:
        return None
    from ppc.compiler.frontend import enums

    single = sum(bits(m) or 0 for m in canonical(enums.members(value.value.cls)))
    return member(ev, value.value.cls, single & ~known)


def contains(ev: Evaluator, container: Value, item: Value) -> Num | None:
    """``item in container``, None where the container is no set of flags."""
    if isinstance(container, Num):  # what operators made of an IntFlag
        own = bits(item) if isinstance(item, EnumMember) and item.value.integer else None
        if own is None or container.type is not I64:
            return None
        return ar.compare(ev, "==", ar.binary("iand", ev.hold(container, "flags"), const(own)), const(own))
    a = bits(container) if isinstance(container, EnumMember) else None
    if a is None:
        return None
    assert isinstance(container, EnumMember)
    b = bits(item) if isinstance(item, EnumMember) and item.owner == container.owner else None
    if b is None:
        raise Unsupported("PPC205", f"only members of {container.owner} can be in {container.owner}.{container.name}")
    return const(a & b == b)


def member(ev: Evaluator, cls: UserClass, value: int) -> EnumMember:
    """The member of a value: one that the class names, or one that Python names after its flags."""
    from ppc.compiler.frontend import enums

    named = enums.members(cls)
    for m in named:
        if bits(m) == value:
            return m
    single = canonical(named)
    if len(single) > _BITS:
        raise Unsupported(
            "PPC205", f"{cls.name} has too many flags for its operators", help="derive the class from IntFlag, or use a set"
        )
    if value & ~_all(cls):
        error = Unsupported("PPC407", f"{value} is no value of {cls.name}")
        error.raises = "ValueError"
        raise error
    name = "|".join(m.name for m in single if (bits(m) or 0) & value)
    return EnumMember(cls.name, name, enums.Key(const(value), cls, value if cls.integers else None, True))


def _all(cls: UserClass) -> int:
    from ppc.compiler.frontend import enums

    every = 0
    for m in enums.members(cls):
        every |= bits(m) or 0
    return every


def of_number(ev: Evaluator, cls: UserClass, number: Num) -> Value:
    """``Class(number)`` of a flag class."""
    if number.static is not None and not cls.integers:
        ev.literals.freeze(number.deps)
        return member(ev, cls, int(number.static))
    number = ev.hold(ar.to_i64(number), "number")
    if cls.integers:
        return number
    from ppc.compiler.frontend.iteration import select_item

    every = _all(cls)
    outside = ar.disjunction(ar.compare(ev, "<", number, const(0)), ar.compare(ev, ">", number, const(every)))
    unknown = ar.compare(ev, "!=", ar.binary("iand", number, const(~every)), const(0))
    ev.fault("value", ar.disjunction(outside, unknown), f"not a value of {cls.name}", "ValueError")
    return select_item(ev, tuple(member(ev, cls, n & every) for n in range(every + 1)), number)
