"""Arrays of positions: ``np.mgrid``, ``np.ogrid``, ``np.indices``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NDArray, Num, Slice, Static, Tuple, Value, const
from ppc.compiler.ir.types import I64

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def grid(ev: Evaluator, index: Value, opened: bool) -> Value:
    """``np.mgrid[index]``, or ``np.ogrid[index]`` where ``opened``."""
    parts = index.items if isinstance(index, Tuple) else (index,)
    if not all(isinstance(p, Slice) for p in parts):
        raise Unsupported("PPC402", "np.mgrid and np.ogrid take slices", help="write np.mgrid[0:n, 0:m]")
    ranges = [_range(ev, p) for p in parts]
    if len(parts) == 1 and not isinstance(index, Tuple):
        return _along(ev, ranges, 0, (len(ranges[0]),))
    return Tuple(tuple(_opened(ev, ranges))) if opened else _dense(ev, ranges)


def _range(ev: Evaluator, part: Slice) -> range:
    bounds: list[int] = []
    for given, otherwise in ((part.start, 0), (part.stop, None), (part.step, 1)):
        if isinstance(given, Static) and otherwise is not None:
            bounds.append(otherwise)
        elif isinstance(given, Num) and given.type is I64:
            bounds.append(ar.static_int(ev, given, "a bound of np.mgrid"))
        else:
            raise Unsupported(
                "PPC402", "np.mgrid and np.ogrid take slices of integers here", help="use np.meshgrid with np.linspace"
            )
    if bounds[2] == 0:
        raise Unsupported("PPC404", "the step of np.mgrid is zero")
    return range(*bounds)


def _along(ev: Evaluator, ranges: list[range], axis: int, sizes: tuple[int, ...]) -> NDArray:
    """The positions along one axis, for all elements of an array of these sizes."""
    numbers: list[Num] = []
    for k in range(arrays.total(sizes)):
        inner = arrays.total(sizes[axis + 1 :])
        numbers.append(const(ranges[axis][k // inner % len(ranges[axis])]))
    return arrays.from_elements(ev, I64, sizes, numbers)


def _dense(ev: Evaluator, ranges: list[range]) -> NDArray:
    sizes = tuple(len(r) for r in ranges)
    return arrays.stack(ev, [_along(ev, ranges, axis, sizes) for axis in range(len(ranges))], I64)


def _opened(ev: Evaluator, ranges: list[range]) -> list[NDArray]:
    """One array an axis, of length 1 along the others."""
    shapes = [tuple(len(r) if k == axis else 1 for k, r in enumerate(ranges)) for axis in range(len(ranges))]
    return [_along(ev, ranges, axis, shape) for axis, shape in enumerate(shapes)]


def _indices(ev: Evaluator, args: Args, kwargs: Kwargs) -> Value:
    from ppc.compiler.frontend import conversions

    dimensions, sparse = arguments(args, kwargs, "dimensions sparse", {"sparse": const(False)}, "np.indices")
    ranges = [range(ar.static_int(ev, n, "a size")) for n in conversions.static_items(ev, dimensions)]
    if isinstance(sparse, Num) and sparse.static:
        return Tuple(tuple(_opened(ev, ranges)))
    return _dense(ev, ranges)


FUNCTIONS: dict[str, Callable[..., Value]] = {"indices": _indices}
