"""The remainder of IEEE 754, as CPython has it: exact."""

from typing import Any

from ppc.compiler.elementary.remainder import fmod


def remainder(x: Any, y: Any) -> Any:
    size = abs(y)
    rest = fmod(abs(x), size)
    other = size - rest
    if rest > other:
        rest = -other
    elif rest == other:
        rest = rest - 2.0 * fmod(0.5 * (abs(x) - rest), size)
    if x == 0.0:
        return x
    return rest if x > 0.0 else -rest
