"""What a value is as a number, as a truth, behind an absence or a choice, and as known items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import chosen, classes, recovery
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Lazy, sequence
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.store import same
from ppc.compiler.frontend.values.values import (
    NONE,
    Bounded,
    Choice,
    DictObject,
    EnumMember,
    Handle,
    ListObject,
    Maybe,
    NDArray,
    Num,
    Observation,
    Optional,
    Poison,
    Range,
    Ref,
    Static,
    Tuple,
    UnknownText,
    Value,
    const,
)
from ppc.compiler.ir.types import BOOL

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def as_number(ev: Evaluator, value: Value) -> Num:
    """A scalar out of a value; zero-dimensional and one-element arrays count."""
    value = present(ev, value)
    if isinstance(value, Num):
        return value
    if isinstance(value, NDArray) and not value.shape:
        return arrays.element_at(ev, value, [])
    if isinstance(value, EnumMember) and value.value.integer and isinstance(value.value.value, Num):
        return value.value.value
    if isinstance(value, Choice) and all(isinstance(o, EnumMember) and o.value.integer for o in value.options):
        number: Num = per_option(ev, value, lambda o: as_number(ev, o))
        return number
    if isinstance(value, Choice):
        return _number_of_one(ev, value)
    if isinstance(value, UnknownText):
        from ppc.compiler.frontend import strings

        raise strings.refusal(value)
    raise Unsupported(
        "PPC201", f"a number is needed here, this is {sh.describe(sh.shape_of(ev, value))}", help=_number_help(value)
    )


def _number_of_one(ev: Evaluator, value: Choice) -> Num:
    """The number of one of several values; None among them is a fault."""
    if any(o == NONE for o in value.options):
        numbers = [o for o in value.options if o != NONE]
        if numbers and all(isinstance(o, EnumMember) and o.value.integer for o in numbers):
            ev.fault("absent", per_option(ev, value, lambda o: const(o == NONE)), "None is used as a value")
            found: Num = per_option(ev, value, lambda o: as_number(ev, numbers[0] if o == NONE else o))
            return found
    raise Unsupported("PPC201", f"a number is needed here, this is {sh.describe(sh.shape_of(ev, value))}")


def _number_help(value: Value) -> str:
    return "take one element, e.g. x[0]" if isinstance(value, NDArray | Observation) else ""


def present(ev: Evaluator, value: Value) -> Value:
    """The value behind an optional or maybe-unassigned one, with the check that faults where it is absent."""
    if type(value) is Num or type(value) is Ref:
        return value
    if isinstance(value, Maybe):
        if not value.present.constant:
            ev.warn("PPC903", "this variable may be read before it is assigned", "assign it before the if or loop")
        ev.fault("unassigned", ar.logical_not(value.present), "read before assignment")
        return present(ev, value.value)
    if isinstance(value, Optional):
        ev.fault("absent", ar.logical_not(value.present), "None is used as a value")
        return present(ev, value.value)
    if isinstance(value, Poison):
        recovery.unknown(value.reason)
        raise NeedsStatic("PPC304", f"this value has no single type: {value.reason}", help=sh.help_to_join(value.reason))
    return value


def assigned(ev: Evaluator, value: Value) -> Value:
    """The value of a maybe-unassigned one, with the check; it may be None."""
    if not isinstance(value, Maybe):
        return value
    if isinstance(value.value, Optional):
        present(ev, Maybe(value.present, NONE))
        return value.value
    return present(ev, value)


def truth_of(ev: Evaluator, value: Value) -> Num:
    """Python's truth of a value."""
    if isinstance(value, Maybe):
        ev.fault("unassigned", ar.logical_not(value.present), "read before assignment")
        value = value.value
    if isinstance(value, Optional):
        return ar.conjunction(value.present, truth_of(ev, value.value))
    value = present(ev, value)
    if isinstance(value, Num):
        return ar.to_bool(value)
    if isinstance(value, Static):
        return const(bool(value.value))
    if isinstance(value, UnknownText):
        from ppc.compiler.frontend import strings

        raise strings.refusal(value)
    if isinstance(value, EnumMember):
        if value.value.integer:
            return ar.to_bool(as_number(ev, value))
        if value.value.flag:
            return ar.to_bool(value.value.value)
        return const(value.value.plain is None or bool(value.value.plain))
    if isinstance(value, Choice):
        return ar.to_bool(per_option(ev, value, lambda o: truth_of(ev, o)))
    own = _own_truth(ev, value)
    if own is not None:
        return own
    if isinstance(value, Tuple):
        return const(bool(value.items))
    if isinstance(value, Observation):
        value = value.array
    if isinstance(value, NDArray):
        size = arrays.static_size(value)
        if size == 1:
            return ar.to_bool(arrays.elements(ev, value)[0])
        raise Unsupported(
            "PPC207", "the truth of an array with more than one element is ambiguous", help="use .any() or .all()"
        )
    if (isinstance(value, Lazy) and value.mark is not None) or (isinstance(value, Ref) and value.id in ev.iterators):
        return const(True)  # an iterator is true, whatever is left of it
    if isinstance(value, Ref):
        content = ev.heap[value.id]
        if isinstance(content, ListObject | DictObject):
            return const(bool(content.items))
        if isinstance(content, Bounded):
            return ar.compare(ev, ">", content.length, const(0))
    if isinstance(value, Range | Lazy):
        seq = sequence(ev, value)
        return const(bool(seq.count)) if seq.count is not None else ar.compare(ev, ">", seq.length or const(0), const(0))
    return const(True)


def _own_truth(ev: Evaluator, value: Value) -> Num | None:
    """The truth of an object as its class defines it."""
    if isinstance(value, Ref | Tuple | Handle):
        for name in ("bool", "len"):
            answer = classes.special(ev, value, name)
            if answer is not None:
                return truth_of(ev, answer)
    return None


def per_option(ev: Evaluator, choice: Choice, run: Any) -> Value:
    """``run(option)`` for the option that is taken; results must be numbers or known values of one kind."""
    if chosen.is_of_objects(choice):
        return chosen.each(ev, choice, run)
    results = [run(o) for o in choice.options]
    if all(same(results[0], r) for r in results[1:]):
        return results[0]
    from ppc.compiler.frontend.iteration import select_item

    if len(results) == 2 and all(isinstance(r, Num) for r in results):
        first, second, _ = ar.pair(ev, results[0], results[1], BOOL)
        if first.constant and second.constant and first.type is BOOL:
            is_first = ar.binary("ieq", choice.index, const(0))
            return is_first if first.static else ar.logical_not(is_first)
    if all(isinstance(r, Num) and r.constant and r.type is BOOL for r in results):
        wanted = [i for i, r in enumerate(results) if r.static]
        if len(wanted) == 1:
            return ar.binary("ieq", choice.index, const(wanted[0]))
        if len(wanted) == len(results) - 1:
            unwanted = next(i for i, r in enumerate(results) if not r.static)
            return ar.binary("ine", choice.index, const(unwanted))
    return select_item(ev, tuple(results), choice.index)


def for_chosen(ev: Evaluator, choice: Choice, run: Any) -> None:
    """``run(option)`` for the option that is taken, and for no other: it may change things."""
    index = ev.hold(choice.index, "chosen")
    left = chosen.possible(ev, choice)

    def option(at: int) -> bool:
        k = left[at]
        if at == len(left) - 1:
            run(choice.options[k])
            return True

        def take() -> bool:
            run(choice.options[k])
            return True

        return ev.branch(ar.binary("ieq", index, const(k)), take, lambda: option(at + 1))

    option(0)


def static_items(ev: Evaluator, value: Value) -> list[Value]:
    """All items of a sequence whose length is known."""
    seq = sequence(ev, present(ev, value))
    if seq.count is None:
        raise NeedsStatic(
            "PPC301", "the length of this sequence must be known when the policy is compiled", help="go through it with a loop"
        )
    if seq.count > budgets.UNROLL_TRIPS * 16:
        raise Unsupported("PPC804", f"a sequence of {seq.count} items is too long to be written out")
    ev.burn(seq.count)
    return [ev.keep(seq.item(const(i)), "item") for i in range(seq.count)]
