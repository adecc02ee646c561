"""Whose numbers are, where a run decides it: which of the flags that tell Python's from NumPy's are of any use.

A number that is NumPy's on one way and Python's on another carries a flag (``values.Whose``). Only what may raise asks for
it, so that most flags of the state would be kept from step to step for nothing.
"""

from __future__ import annotations

import re

from ppc.compiler.frontend.values.values import Num
from ppc.compiler.ir.nodes import Variable
from ppc.compiler.ir.walk import read_variables

_FLOAT32 = re.compile(r"""float32|\bsingle\b|["'][<>=]?f4?["']""")


class Owners:
    """``float32``: the policy may use NumPy's float32, beside which it decides the type of a result whose a number is; a
    number that may be either's counts as Python's then."""

    def __init__(self, source: str) -> None:
        self.float32 = _FLOAT32.search(source) is not None
        self._asked: set[str] = set()
        self._feeds: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Before the policy's episode is evaluated anew."""
        self._asked.clear()
        self._feeds.clear()

    def ask(self, python: Num) -> Num:
        """``python``, on which a fault depends."""
        self._asked.update(v.name for v in read_variables(python._expr))
        return python

    def feed(self, flag: Variable, python: Num) -> None:
        """``flag`` is assigned ``python``."""
        self._feeds.setdefault(flag.name, set()).update(v.name for v in read_variables(python._expr))

    def needed(self) -> set[str]:
        """Names of what faults depend on, and of what feeds that."""
        found: set[str] = set()
        waiting = list(self._asked)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self._feeds.get(name, ()))
        return found
