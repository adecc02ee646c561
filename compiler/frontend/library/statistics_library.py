"""The ``statistics`` module: sums are left folds, as everywhere in the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library import numerics_library, numpy_reductions, numpy_searching
from ppc.compiler.frontend.library.arguments import arguments
from ppc.compiler.frontend.values import arrays, containers
from ppc.compiler.frontend.values.values import (
    Bounded,
    Builtin,
    ListObject,
    NDArray,
    Observation,
    Ref,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.types import F64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def _are_numpys(ev: Evaluator, data: Value) -> list[bool]:
    """Whose numbers the data are: NumPy's or Python's; one answer for all where their number is not known."""
    if isinstance(data, NDArray | Observation):
        return [True]
    items: tuple[Value, ...] = data.items if isinstance(data, Tuple) else ()
    if isinstance(data, Ref):
        content = ev.heap[data.id]
        if isinstance(content, Bounded):
            return [bool(getattr(content.element, "numpy", False))]
        items = content.items if isinstance(content, ListObject) else ()
    return [bool(getattr(item, "numpy", False)) and getattr(item, "whose", None) is None for item in items] or [False]


def _of_numpy(
    name: str, function: Callable[..., Value], least: int, sample: bool, decide: Callable[[list[bool]], bool] | None = None
) -> Builtin:
    """A statistic as NumPy's of the same numbers; fewer than ``least`` of them raise in Python.

    The result is Python's number, unless ``decide`` makes it NumPy's after whose numbers the data are.
    """

    def run(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
        (data,) = arguments(args, kwargs, "data", of=f"statistics.{name}")
        array = arrays.as_array(ev, data, F64)
        if len(array.shape) != 1:
            raise Unsupported("PPC402", f"statistics.{name} takes a sequence of numbers")
        dim = array.shape[0]
        count = dim.length if dim.length is not None else const(dim.size)
        ev.fault("value", ar.compare(ev, "<", count, const(least)), f"statistics.{name} needs {least} numbers")
        result = function(ev, [array], {"ddof": const(1)} if sample else {})
        numpys = decide is not None and decide(_are_numpys(ev, data))
        return ar.as_double(result) if numpys else ar.as_python(result)

    return Builtin(f"statistics.{name}", run)


def _nth(ev: Evaluator, args: list[Value], shift: int) -> Value:
    (array,) = args
    dim = array.shape[0]
    count = dim.length if dim.length is not None else const(dim.size)
    place = ar.binary("idiv", ar.binary("isub", count, const(shift)), const(2))
    at = ev.hold(ar.maximum(ev, const(0), place), "at")
    return numerics_library.call_in(ev, "sorting", "nth", [array, at])


def _mode(ev: Evaluator, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """The first of the items that are there most often; items of any kind."""
    from ppc.compiler.frontend.library import iterables

    (data,) = arguments(args, kwargs, "data", of="statistics.mode")
    items = iterables.FUNCTIONS["list"](ev, [data], {})
    count = containers.length_of(ev, items)
    ev.fault("value", ar.compare(ev, "<=", count, const(0)), "statistics.mode of no data")
    if count.constant and not count.static:
        return const(0.0)
    return numerics_library.call_in(ev, "sorting", "mode", [items])


_MEAN = numpy_reductions.FUNCTIONS["mean"]
_VARIANCE, _STD = numpy_reductions.FUNCTIONS["var"], numpy_reductions.FUNCTIONS["std"]
ATTRIBUTES: dict[str, Value] = {
    "statistics.mean": _of_numpy("mean", _MEAN, 1, False, any),
    "statistics.fmean": _of_numpy("fmean", _MEAN, 1, False),
    "statistics.median": _of_numpy("median", numpy_searching.FUNCTIONS["median"], 1, False, all),
    "statistics.median_low": _of_numpy("median_low", lambda ev, args, kwargs: _nth(ev, args, 1), 1, False, all),
    "statistics.median_high": _of_numpy("median_high", lambda ev, args, kwargs: _nth(ev, args, 0), 1, False, all),
    "statistics.mode": Builtin("statistics.mode", _mode),
    "statistics.variance": _of_numpy("variance", _VARIANCE, 2, True, any),
    "statistics.pvariance": _of_numpy("pvariance", _VARIANCE, 1, False, any),
    "statistics.stdev": _of_numpy("stdev", _STD, 2, True),
    "statistics.pstdev": _of_numpy("pstdev", _STD, 1, False),
}
