"""The arguments of a library function."""

from __future__ import annotations

from typing import Any

from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values.values import Value

Args = list[Value]
Kwargs = dict[str, Value]


def arguments(args: Args, kwargs: Kwargs, names: str, defaults: dict[str, Value] | None = None, of: str = "") -> list[Value]:
    """The arguments of a library function by its parameter names (``"x dtype"``); missing ones from ``defaults``."""
    parameters = names.split()
    if len(args) > len(parameters):
        raise Unsupported("PPC213", f"{of or 'this function'} takes at most {len(parameters)} arguments, {len(args)} are given")
    values: dict[str, Any] = dict(zip(parameters, args, strict=False))
    for k, v in kwargs.items():
        if k not in parameters:
            raise Unsupported("PPC213", f"{of or 'this function'}: the argument '{k}' is not supported")
        values[k] = v
    out = []
    for p in parameters:
        if p in values:
            out.append(values[p])
        elif defaults is not None and p in defaults:
            out.append(defaults[p])
        else:
            raise Unsupported("PPC213", f"{of or 'this function'} misses its argument '{p}'")
    return out
