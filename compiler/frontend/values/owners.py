"""Whose numbers are, where a run decides it: which of the flags that tell Python's from NumPy's are of any use.

A number that is NumPy's on one way and Python's on another carries a flag (``values.Whose``). Only what may raise asks for
it, so that most flags of the state would be kept from step to step for nothing.
"""

from __future__ import annotations

import re

from ppc.compiler.frontend.values.values import Num
from ppc.compiler.ir.nodes import Assign, Block, Variable
from ppc.compiler.ir.walk import blocks, read_variables, with_blocks

_FLOAT32 = re.compile(r"""float32|\bsingle\b|["'][<>=]?f4?["']""")


class Owners:
    """``float32``: the policy may use NumPy's float32, beside which it decides the type of a result whose a number is; a
    number that may be either's counts as Python's then."""

    def __init__(self, source: str) -> None:
        self.float32 = _FLOAT32.search(source) is not None
        self._asked: set[str] = set()
        self._feeds: dict[str, set[str]] = {}
        self._flags: list[Variable] = []

    def forget(self) -> None:
        """Before the policy's episode is evaluated anew."""
        self._asked.clear()
        self._feeds.clear()
        self._flags.clear()

    def ask(self, python: Num) -> Num:
        """``python``, on which a fault depends."""
        self._asked.update(v.name for v in read_variables(python._expr))
        return python

    def feed(self, flag: Variable, python: Num) -> None:
        """``flag`` is assigned ``python``."""
        self._flags.append(flag)
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

    def without_idle(self, block: Block) -> Block:
        """``block`` without assignments of flags on which no fault depends. They may read flags that are no state any more."""
        needed = self.needed()
        idle = {id(v) for v in self._flags if v.name not in needed}  # names come again after what was rolled back

        def kept(block: Block) -> Block:
            left = [s for s in block if not (isinstance(s, Assign) and id(s.variable) in idle)]
            return tuple([with_blocks(s, tuple(map(kept, inner))) if (inner := blocks(s)) else s for s in left])

        return kept(block) if idle else block
