"""Which C library this process runs on, and whether its functions are known to be as accurate as the native loops count on."""

from __future__ import annotations

import os

_KNOWN_SINCE = (2, 28)  # glibc's release with today's sine, cosine and pow, whose sources state their errors


def identity() -> str:
    """Name and version, ``glibc 2.36``; empty where the system does not tell."""
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (AttributeError, ValueError, OSError):  # not a POSIX system, or another library
        return ""


def accuracy_is_known() -> bool:
    """Whether sine, cosine and square can be foretold from an accurate value (``trigonometry.py``, ``arithmetic.py``). Where
    not, the loops ask the library for each: the same bits, slower."""
    name, _, version = identity().partition(" ")
    parts = version.split(".")
    return name == "glibc" and all(p.isdigit() for p in parts[:2]) and tuple(map(int, parts[:2])) >= _KNOWN_SINCE
