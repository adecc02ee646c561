"""Methods of strings: Python's own, of a known string or of each of several."""

from __future__ import annotations

import string
import textwrap
from typing import TYPE_CHECKING, Any

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import conversions, formatting, strings
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import math_integers
from ppc.compiler.frontend.library.arguments import arguments
from ppc.compiler.frontend.values.values import TEXT, BinaryText, Builtin, Choice, EnumMember, Static, Value
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_TEXTS = {
    "capitalize", "casefold", "center", "expandtabs", "ljust", "lower", "lstrip", "removeprefix", "removesuffix", "replace",
    "rjust", "rstrip", "strip", "swapcase", "title", "upper", "zfill",
}  # fmt: skip
_OTHERS = {
    "count", "endswith", "find", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower",
    "isnumeric", "isspace", "istitle", "isupper", "partition", "rfind", "rindex", "rpartition", "rsplit", "split", "splitlines",
    "startswith",
}  # fmt: skip
_KEYWORDS = {"split": "sep maxsplit", "rsplit": "sep maxsplit", "splitlines": "keepends", "expandtabs": "tabsize"}


def find(base: Value, name: str) -> Value | None:
    """The method ``base.name`` of a string, or None."""
    options = base.options if isinstance(base, Choice) else (base,)
    for cls in {o.value.cls for o in options if isinstance(o, EnumMember)}:
        if cls.find_method(name) is not None or cls.find_attribute(name) is not None:
            return None
    if isinstance(base, BinaryText) and name == "count":
        return Builtin(name, lambda ev, args, kwargs: _count_in_binary(ev, base, args), id(base))
    if name == "format":
        return Builtin(name, lambda ev, args, kwargs: formatting.template(ev, strings.plain(base), args, kwargs), id(base))
    if name == "join":

        def join(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
            (items,) = arguments(args, kwargs, "iterable", of="join")
            return formatting.join(ev, base, items)

        return Builtin(name, join, id(base))
    if name not in _TEXTS and name not in _OTHERS:
        return None
    return Builtin(name, lambda ev, args, kwargs: _call(ev, name, strings.plain(base), args, kwargs), id(base))


def _call(ev: Evaluator, name: str, base: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
    parameters = _KEYWORDS.get(name, "").split()
    if not kwargs.keys() <= set(parameters):
        raise Unsupported("PPC213", f"str.{name}() has no argument '{next(iter(kwargs))}'")
    named = tuple(kwargs)

    def run(text: str, *given: Any) -> Any:
        values, others = given[: len(args)], given[len(args) :]
        _check_size(text, values)
        return getattr(text, name)(*values, **dict(zip(named, others, strict=True)))

    found = strings.apply(ev, [base, *args, *kwargs.values()], run, f"str.{name}()")
    if found is not None:
        return found
    if name in _TEXTS:
        return TEXT
    for value in (base, *args):
        strings.check(value)
    raise Unsupported("PPC403", f"str.{name} with this argument is not supported")


def _count_in_binary(ev: Evaluator, text: BinaryText, args: list[Value]) -> Value:
    if args != [Static("1")]:
        raise strings.refusal(text)
    return math_integers.bit_count(ev, text.number, [], {})


def binary(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """``bin(n)``."""
    (number,) = arguments(args, kwargs, "number", of="bin")
    strings.check(number)
    found = strings.apply(ev, [number], bin, "bin()")
    if found is not None:
        return found
    n = conversions.as_number(ev, number)
    if n.type is F64:
        raise Unsupported("PPC204", "bin() takes integers, this is a float", help="write int(...) around it")
    return BinaryText(TEXT.what, ev.hold(ar.to_i64(n), "n"))


def _check_size(text: str, values: tuple[Any, ...]) -> None:
    """What is computed here has to be of modest size."""
    size = max([len(v) if isinstance(v, str) else v for v in values if isinstance(v, str | int)], default=0)
    if size > budgets.STRING_CHARACTERS or (len(text) + 1) * size > budgets.STRING_CHARACTERS * 16:
        raise Unsupported("PPC802", "this string is too long")


def _dedent(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    (text,) = arguments(args, kwargs, "text", of="textwrap.dedent")
    found = strings.apply(ev, [text], textwrap.dedent, "textwrap.dedent()")
    return TEXT if found is None else found


ATTRIBUTES: dict[str, Value] = {
    "textwrap.dedent": Builtin("textwrap.dedent", _dedent),
    **{f"string.{n}": Static(getattr(string, n)) for n in ("ascii_letters", "ascii_lowercase", "ascii_uppercase", "digits")},
}
