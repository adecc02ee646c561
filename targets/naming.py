"""Identifiers of the exported code: readable, unique, and nobody else's keyword or macro."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable

_C_WORDS = """
auto break case char const continue default do double else enum extern float for goto if inline int long register
restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
alignas alignof and and_eq asm atomic_cancel bitand bitor bool catch char8_t char16_t char32_t class compl concept
consteval constexpr constinit const_cast co_await co_return co_yield decltype delete dynamic_cast explicit export
false friend mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public
reinterpret_cast requires static_assert static_cast template this thread_local throw true try typeid typename using
virtual wchar_t xor xor_eq typeof typeof_unqual
int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t NULL INFINITY NAN HUGE_VAL EOF
linux unix i386 arm mips sparc errno stdin stdout stderr main near far interrupt huge pascal cdecl
"""

C_RESERVED = frozenset(_C_WORDS.split())
PYTHON_RESERVED = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)


def identifier(text: str, fallback: str = "x") -> str:
    """``text`` as an ASCII identifier: other characters become one underscore, a leading digit gets a prefix."""
    name = re.sub(r"[^0-9A-Za-z]+", "_", text).strip("_")
    if not name:
        return fallback
    return f"{fallback}_{name}" if name[0].isdigit() else name


class Names:
    """Hands out identifiers that are unique in one scope and none of ``reserved``."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = set(reserved)

    def take(self, text: str, fallback: str = "x") -> str:
        base = identifier(text, fallback)
        name, count = base, 1
        while name in self._taken:
            count += 1
            name = f"{base}_" if count == 2 and f"{base}_" not in self._taken else f"{base}_{count}"
        self._taken.add(name)
        return name
