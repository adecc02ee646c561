"""The value that ``act`` returns, as an action of the task's space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import conversions
from ppc.compiler.frontend.errors import Unsupported
from ppc.compiler.frontend.values import arrays
from ppc.compiler.frontend.values.values import NONE, NDArray, Num, Value, const
from ppc.compiler.ir.nodes import Const, Store, Variable
from ppc.compiler.ir.types import F64, I64
from ppc.compiler.signature import Box, Discrete

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


def answer(ev: Evaluator, space: Box | Discrete, action: Variable, result: Value) -> None:
    """Stores what ``act`` returned in ``action``, as the raw action."""
    if result == NONE:
        raise Unsupported("PPC501", "act returns nothing", help="return the action on every way")
    result = conversions.present(ev, result)
    if isinstance(space, Discrete):
        number = _single(ev, result)
        if number.type is F64:
            raise Unsupported("PPC502", "a discrete action must be an int, this is a float", help="write int(...) around it")
        number = ev.hold(ar.to_i64(number), "choice")
        outside = ar.disjunction(ar.compare(ev, "<", number, const(0)), ar.compare(ev, ">=", number, const(space.n)))
        ev.fault("action_range", outside, f"the action is none of 0..{space.n - 1}")
        ev.out.emit(Store(action, Const(I64, 0), ar.to_f64(ev, number).expr, True, ev.span))
        return
    assert isinstance(space, Box)
    if isinstance(result, Num):
        elements = [result]
    else:
        array = arrays.as_array(ev, result)
        sizes = tuple(d.size for d in array.shape)
        if any(d.length is not None for d in array.shape):
            raise Unsupported("PPC503", "the action has a length that is known at run time only")
        if arrays.total(sizes) != space.size:
            raise Unsupported(
                "PPC503",
                f"the action has {arrays.total(sizes)} elements, the task takes {space.size}",
                help=f"return np.array([...]) with {space.size} elements",
            )
        elements = arrays.elements(ev, array)
    if len(elements) != space.size:
        raise Unsupported(
            "PPC503", f"the action is one number, the task takes {space.size}",
            help=f"return np.array([...]) with {space.size} elements",
        )  # fmt: skip
    for i, e in enumerate(elements):
        ev.out.emit(Store(action, Const(I64, i), ar.to_f64(ev, e).expr, True, ev.span))


def _single(ev: Evaluator, result: Value) -> Num:
    if isinstance(result, Num):
        return result
    if isinstance(result, NDArray) and arrays.static_size(result) == 1:
        return arrays.elements(ev, result)[0]
    return conversions.as_number(ev, result)
