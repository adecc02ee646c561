"""What is done with one of several objects: a branch for each that it may be.

Inside of a branch that asked which object it is, or of what class, those that it cannot be are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.values import instances
from ppc.compiler.frontend.values import shapes as sh
from ppc.compiler.frontend.values.values import (
    NONE,
    Bound,
    Choice,
    Instance,
    Maybe,
    Num,
    Optional,
    Ref,
    UserClass,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Binary, Const, Expr, Read, Unary
from ppc.compiler.ir.types import BOOL

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

Facts = dict[str, tuple[bool, frozenset[int]]]  # variable -> whether it is one of these numbers, or none of them


def is_of_objects(value: Value) -> bool:
    """Whether a value is one of several objects."""
    return isinstance(value, Choice) and any(type(o) is Ref for o in value.options)


def possible(ev: Evaluator, choice: Choice) -> list[int]:
    """The options that a choice may be here."""
    every = list(range(len(choice.options)))
    index = choice.index._expr
    if isinstance(index, Const):
        return [int(index.value)]
    if not ev.facts or not isinstance(index, Read):
        return every
    inside, numbers = ev.facts.get(index.variable.name, (False, frozenset()))
    return [k for k in every if (k in numbers) == inside] or every


def each(ev: Evaluator, choice: Choice, run: Callable[[Value], Value], options: list[int] | None = None) -> Value:
    """``run(option)`` for the object that is taken, and for no other: it may raise, or change things."""
    from ppc.compiler.frontend import expressions

    left = possible(ev, choice) if options is None else options
    index = ev.hold(choice.index, "chosen")

    def option(at: int) -> Value:
        k = left[at]
        if at == len(left) - 1:
            return run(choice.options[k])
        here = ar.binary("ieq", index, const(k))
        return expressions.conditional(ev, here, lambda: run(choice.options[k]), lambda: option(at + 1))

    return option(0)


def test(ev: Evaluator, choice: Choice, holds: Callable[[Value], bool]) -> Num:
    """Whether what is known of the options is true of the one that is taken."""
    left = possible(ev, choice)
    wanted = [k for k in left if holds(choice.options[k])]
    if len(wanted) in (0, len(left)):
        return const(bool(wanted))
    few = wanted if 2 * len(wanted) <= len(left) else [k for k in left if k not in wanted]
    result: Num = const(False)
    for k in few:
        result = ar.disjunction(result, ar.binary("ieq", choice.index, const(k)))
    return result if few is wanted else ar.logical_not(result)


def not_none(ev: Evaluator, choice: Choice) -> Value:
    """One of several known values of which something is asked that None has not: it is an error where it is None."""
    others = [o for o in choice.options if o != NONE]
    if len(others) in (0, len(choice.options)):
        return choice
    ev.fault("absent", test(ev, choice, lambda o: bool(o == NONE)), "None is used as a value", "AttributeError")
    if len(others) == 1:
        return others[0]
    return Choice(choice.index, tuple(others[0] if o == NONE else o for o in choice.options))


def attribute(ev: Evaluator, base: Choice, name: str) -> Value | None:
    """``base.name`` of one of several objects; None where none of them has it. For those that have not it is an error."""
    from ppc.compiler.frontend import attributes

    left = possible(ev, base)
    there = [k for k in left if _has(ev, base.options[k], name)]
    if not there:
        return None
    if len(there) < len(left):
        have = test(ev, base, lambda o: _has(ev, o, name))
        ev.fault("unassigned", ar.logical_not(have), f"this object has no attribute '{name}'", "AttributeError")
    if len(there) == 1:
        return attributes.get(ev, base.options[there[0]], name)
    plain = [_plain(ev, base.options[k], name) for k in there]
    numbers = [v for v in plain if isinstance(v, Num)]
    if len(numbers) == len(plain):
        result: Num = numbers[-1]
        for k, v in zip(there[-2::-1], numbers[-2::-1], strict=True):
            x, y, _ = ar.pair(ev, v, result, BOOL)
            result = ar.either(ar.binary("ieq", base.index, const(k)), x, y)
        return result
    if all(sh.known_key(v) is not None for v in plain):
        if len({sh.known_key(v) for v in plain}) == 1:
            return plain[0]
        values: list[Value] = [plain[0]] * len(base.options)
        for k, known in zip(there, plain, strict=True):
            values[k] = known
        return Choice(base.index, tuple(values))
    return each(ev, base, lambda o: attributes.get(ev, o, name), there)


def exists(ev: Evaluator, base: Choice, name: str) -> Num:
    """``hasattr(base, name)``."""
    from ppc.compiler.frontend import attributes

    found: Num = each(ev, base, lambda o: attributes.exists(ev, o, name) if _has(ev, o, name) else const(False))
    return found


def _has(ev: Evaluator, option: Value, name: str) -> bool:
    content = ev.heap.get(option.id) if isinstance(option, Ref) else None
    if not isinstance(content, Instance) or content.cls.kind == "library":
        return True  # it is asked itself
    return name in content.fields or name == "__class__" or _of_class(content.cls, name)


def _of_class(cls: UserClass, name: str) -> bool:
    return any(name in c.methods or name in c.attributes for c in cls.order()) or cls.shared is not None


def _plain(ev: Evaluator, option: Value, name: str) -> Value | None:
    """An attribute that is there without that anything is evaluated."""
    content = ev.heap.get(option.id) if isinstance(option, Ref) else None
    if not isinstance(content, Instance) or content.cls.kind == "library":
        return None
    if name in content.fields:
        value = content.fields[name]
        return None if isinstance(value, Maybe) or ev.caching.names else value
    method = content.cls.find_method(name)
    if content.cls.shared is not None or content.cls.find_attribute(name) is not None:
        return None
    return Bound(option, method[1]) if method is not None and method[0] == "method" else None


# --- what is known inside of a branch --------------------------------------------------------------------


@contextmanager
def assuming(ev: Evaluator, condition: Num, truth: bool) -> Iterator[None]:
    """What is evaluated inside runs only where ``condition`` is ``truth``."""
    found = _facts(ev, condition._expr, truth)
    if not found:
        yield
        return
    before = ev.facts
    ev.facts = _both(before, found)
    try:
        yield
    finally:
        ev.facts = before


def _facts(ev: Evaluator, expr: Expr, truth: bool) -> Facts:
    """What follows for numbers that tell which object is taken."""
    if isinstance(expr, Read):
        meaning = ev.tests.get(id(expr.variable))
        return _facts(ev, meaning[1], truth) if meaning is not None else {}
    if isinstance(expr, Unary):
        return _facts(ev, expr.operand, not truth) if expr.op == "not" else {}
    if not isinstance(expr, Binary):
        return {}
    if expr.op in ("ieq", "ine"):
        if isinstance(expr.left, Read) and isinstance(expr.right, Const):
            return {expr.left.variable.name: (truth == (expr.op == "ieq"), frozenset((int(expr.right.value),)))}
        return {}
    if expr.op not in ("and", "or"):
        return {}
    left, right = _facts(ev, expr.left, truth), _facts(ev, expr.right, truth)
    return _both(left, right) if truth == (expr.op == "and") else _either(left, right)


def _both(first: Facts, second: Facts) -> Facts:
    result = dict(first)
    for name, (inside, numbers) in second.items():
        before, known = result.get(name, (False, frozenset[int]()))
        if inside and before:
            result[name] = True, numbers & known
        elif inside or before:
            result[name] = True, (numbers - known) if inside else (known - numbers)
        else:
            result[name] = False, numbers | known
    return result


def _either(first: Facts, second: Facts) -> Facts:
    return {
        name: (True, first[name][1] | second[name][1])
        for name in first
        if name in second and first[name][0] and second[name][0]
    }


def narrowed(ev: Evaluator, value: Value, condition: Num) -> Value:
    """One of several objects as what it is where ``condition`` holds: a part of a pattern is looked at in any case."""
    while isinstance(value, Optional | Maybe):
        value = value.value
    if not is_of_objects(value):
        return value
    with assuming(ev, condition, True):
        left = possible(ev, value)
    if len(left) == 1:
        return value.options[left[0]]
    found = instances.mapped(value.index, [left.index(k) if k in left else 0 for k in range(len(value.options))])
    return Choice(ev.hold(found, "chosen"), tuple(value.options[k] for k in left))


def combine(ev: Evaluator, choice: Choice, run: Callable[[Value], Num]) -> Num:
    """A truth for each option, of which none raises: that of the one that is taken."""
    left = possible(ev, choice)
    truths = {k: run(choice.options[k]) for k in left}
    if all(t.constant for t in truths.values()):
        known = {id(choice.options[k]): bool(t.static) for k, t in truths.items()}
        return test(ev, choice, lambda o: known[id(o)])
    result: Num = const(False)
    for k, t in truths.items():
        result = ar.disjunction(result, ar.conjunction(ar.binary("ieq", choice.index, const(k)), t))
    return result


def as_here(ev: Evaluator, value: Value) -> Value:
    """One of several objects as the one that it must be inside of the branches around."""
    if isinstance(value, Optional):
        inner = as_here(ev, value.value)
        return value if inner is value.value else Optional(value.present, inner)
    if not is_of_objects(value):
        return value
    left = possible(ev, value)
    return value.options[left[0]] if len(left) == 1 else value
