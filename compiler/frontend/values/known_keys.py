"""Where a key of run time stands among the known keys of a dictionary or set."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.iteration import key_value
from ppc.compiler.frontend.values.values import Num, Tuple, Value, const
from ppc.compiler.ir.nodes import Load
from ppc.compiler.ir.types import F64, I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator

_FEW = 16  # keys that are compared one by one
_SPARSE = 16  # cells of a table for each key
_MOST = 1 << 16  # cells


def position(ev: Evaluator, keys: list[Any], key: Value) -> tuple[Num, Num]:
    """The position of ``key`` in ``keys``, which are not empty, and whether it is there; the last one where it is not."""
    from ppc.compiler.frontend import comparisons, conversions

    key = ev.keep(key, "key")
    whole = _of_whole_numbers(ev, keys, key) if len(keys) >= _FEW else None
    if whole is not None:
        return whole
    place, found = const(len(keys) - 1), const(False)
    for i in range(len(keys) - 1, -1, -1):
        hit = ev.hold(conversions.truth_of(ev, comparisons.equals(ev, key_value(keys[i]), key)), "hit")
        place, found = ar.select(hit, const(i), place), ar.disjunction(found, hit)
        if i % _FEW == 0:  # no expression may be nested without end
            place, found = (x if x.constant else ev.hold(x, name) for x, name in ((place, "position"), (found, "found")))
    return place, found


def _of_whole_numbers(ev: Evaluator, keys: list[Any], key: Value) -> tuple[Num, Num] | None:
    """The same by a table of the whole numbers, or tuples of them, from the least to the greatest, where that is no waste."""
    parts = list(key.items) if isinstance(key, Tuple) else [key]
    rows = [k if isinstance(key, Tuple) else (k,) for k in keys]
    numbers = [p for p in parts if isinstance(p, Num) and p.type is not F64]
    if not parts or len(numbers) < len(parts):
        return None
    if not all(type(r) is tuple and len(r) == len(parts) and all(type(x) in (int, bool) for x in r) for r in rows):
        return None
    low = [min(column) for column in zip(*rows, strict=True)]
    sizes = [max(column) - least + 1 for column, least in zip(zip(*rows, strict=True), low, strict=True)]
    if math.prod(sizes) > min(_MOST, _SPARSE * len(keys)):
        return None
    cells = [-1] * math.prod(sizes)
    for i, row in enumerate(rows):
        cells[_cell([x - least for x, least in zip(row, low, strict=True)], sizes)] = i
    inside, cell = const(True), const(0)
    for number, least, size in zip(numbers, low, sizes, strict=True):
        x = ar.to_i64(number)
        between = ar.conjunction(ar.binary("ile", const(int(least)), x), ar.binary("ile", x, const(int(least + size - 1))))
        inside = ar.conjunction(inside, between)
        offset = ar.binary("isub", x, const(int(least)))
        cell = ar.binary("iadd", ar.binary("imul", cell, const(size)), offset)
    inside = ev.hold(inside, "inside")
    cell = ev.hold(ar.select(inside, cell, const(0)), "cell")
    place = ev.hold(Num(I64, Load(ev.out.table(I64, tuple(cells), "places"), cell.expr, True)), "place")
    found = ev.hold(ar.conjunction(inside, ar.binary("ile", const(0), place)), "found")
    return ev.hold(ar.select(found, place, const(len(keys) - 1)), "position"), found


def _cell(offsets: list[int], sizes: list[int]) -> int:
    cell = 0
    for offset, size in zip(offsets, sizes, strict=True):
        cell = cell * size + offset
    return cell
