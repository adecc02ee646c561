"""Random numbers in arrays: sizes, broadcasting, and NumPy's ``choice``, ``shuffle`` and ``permutation``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ppc.compiler import budgets
from ppc.compiler.frontend import arithmetic as ar
from ppc.compiler.frontend import loops, subscripts
from ppc.compiler.frontend.errors import NeedsStatic, Unsupported
from ppc.compiler.frontend.iteration import Sequence
from ppc.compiler.frontend.library import numerics_library, numpy_shaping
from ppc.compiler.frontend.library.arguments import Args, Kwargs, arguments
from ppc.compiler.frontend.library.numpy_dtypes import dtype_of
from ppc.compiler.frontend.values import array_writes, arrays, containers
from ppc.compiler.frontend.values.values import (
    NONE,
    Buffer,
    Dim,
    EnumMember,
    Instance,
    ListObject,
    NDArray,
    Num,
    Observation,
    Ref,
    Static,
    Tuple,
    Value,
    const,
)
from ppc.compiler.ir.nodes import Array, Store
from ppc.compiler.ir.types import F64, I64, Scalar

if TYPE_CHECKING:
    from ppc.compiler.frontend.evaluator import Evaluator


_WRITTEN_OUT = 3  # draws up to this number stand one after the other, more of them in a loop
_FILE = "numpy_choice"
_FLOYD_LIMIT = 10_000  # population from which NumPy may choose another algorithm


# --- sizes -----------------------------------------------------------------------------------------------


def shape_of(ev: Evaluator, size: Value) -> tuple[int, ...] | None:
    """The ``size`` argument; None for a single number."""
    from ppc.compiler.frontend import conversions

    if size == NONE:
        return None
    size = conversions.present(ev, size)
    parts = [size] if isinstance(size, Num) else conversions.static_items(ev, size)
    sizes = tuple(ar.static_int(ev, conversions.as_number(ev, n), "the size of random numbers") for n in parts)
    if any(n < 0 for n in sizes):
        raise Unsupported("PPC402", "an array's size is negative")
    return sizes


def fill(ev: Evaluator, dtype: Scalar, sizes: tuple[int, ...], draw: Callable[[Num], Num]) -> NDArray:
    """An array of ``draw(k)`` for its elements ``k`` in order; each may advance a generator."""
    n = arrays.total(sizes)
    if n > budgets.ARRAY_ELEMENTS:
        raise Unsupported("PPC802", f"an array of {n} elements is too large", help="use smaller arrays")
    if n <= _WRITTEN_OUT:
        return arrays.from_elements(ev, dtype, sizes, [ev.hold(draw(const(k)), "draw") for k in range(n)])
    memory = ev.out.variable("draws", Array(dtype, n))

    def body(index: Num) -> bool:
        value = draw(index)
        ev.out.emit(Store(memory, index.expr, ar.coerce(ev, value, dtype).expr, True, ev.span))
        return True

    turns = Sequence(lambda i: i, n, True, bound=n)
    loops.iterate(ev, turns, body, ("draws", ev.span, ev.call_path), None)
    buffer = ev.allocate(Buffer(dtype, n, None, memory))
    result = NDArray(buffer, dtype, tuple(Dim(s) for s in sizes), arrays.contiguous_strides(sizes), const(0))
    # Small arrays live in scalars, for all that follows.
    return arrays.copy(ev, result) if n <= budgets.SCALAR_ELEMENTS else result


def draws(ev: Evaluator, dtype: Scalar, size: Value, draw: Callable[[], Num]) -> Value:
    """One number, as Python's, or an array of ``size``."""
    sizes = shape_of(ev, size)
    if sizes is None:
        return ar.as_python(ev.hold(draw(), "draw"))
    return fill(ev, dtype, sizes, lambda k: draw())


def broadcast(ev: Evaluator, dtype: Scalar, size: Value, parameters: list[Value], draw: Callable[[list[Num]], Num]) -> Value:
    """``draw`` with parameters that are numbers, or arrays whose shapes fit together and into ``size``."""
    operands = []
    for value in parameters:
        o = arrays.operand(ev, value)
        if isinstance(o, Num):
            o = ev.hold(ar.to_f64(ev, o), "parameter")
        else:
            _check_length(o)
        operands.append(o)
    given = [o for o in operands if isinstance(o, NDArray)]
    if not given:
        return draws(ev, dtype, size, lambda: draw([o for o in operands if isinstance(o, Num)]))
    sizes = tuple(d.size for d in arrays.broadcast_dims(ev, given))
    wanted = shape_of(ev, size)
    if wanted is not None:
        if len(wanted) < len(sizes) or any(a not in (1, b) for a, b in zip(sizes[::-1], wanted[::-1], strict=False)):
            raise Unsupported("PPC402", f"parameters of shape {sizes} do not fit into size {wanted}")
        sizes = wanted

    def one(k: Num) -> Num:
        index = _unravelled(ev, k, sizes)
        values = []
        for o in operands:
            if isinstance(o, NDArray):
                o = ev.hold(ar.to_f64(ev, arrays.element_at(ev, o, arrays.aligned(index, o))), "parameter")
            values.append(o)
        return draw(values)

    return fill(ev, dtype, sizes, one)


def _check_length(a: NDArray) -> None:
    if any(d.length is not None for d in a.shape):
        raise NeedsStatic("PPC301", "parameters of random numbers must have a known length", help="use arrays of fixed size")


def _unravelled(ev: Evaluator, k: Num, sizes: tuple[int, ...]) -> list[Num]:
    """The indices of element ``k`` in C order."""
    if len(sizes) == 1:
        return [k]
    index = []
    for stride, size in zip(arrays.contiguous_strides(sizes), sizes, strict=True):
        part = ar.binary("imod", ar.binary("idiv", k, const(stride)), const(size))
        index.append(part if part.constant else ev.hold(part, "i"))
    return index


# --- arguments -------------------------------------------------------------------------------------------


def int64(dtype: Value, of: str) -> None:
    """Refuses element types for which NumPy draws other bits."""
    name = str(getattr(dtype, "name", getattr(dtype, "value", ""))).removeprefix("numpy.")
    if dtype != NONE and (dtype_of(dtype) is not I64 or name == "int32"):
        raise Unsupported("PPC216", f"{of} draws int64 only", help="leave the dtype out")


def known_truth(ev: Evaluator, value: Value, what: str) -> bool:
    """A flag that must be known when the policy is compiled."""
    from ppc.compiler.frontend import conversions

    truth = conversions.truth_of(ev, value)
    if not truth.constant:
        raise NeedsStatic("PPC301", f"{what} must be known when the policy is compiled", help="write True or False")
    return bool(truth.static)


def check_width(low: Num, high: Num, of: str) -> None:
    """Ranges that are known are checked now."""
    if low.static is None or high.static is None:
        return
    width = int(high.static) - int(low.static)
    if width < 1:
        raise Unsupported("PPC402", f"{of} draws from an empty range: {low.static} to {high.static}")
    if width > 1 << 32:
        raise Unsupported("PPC109", f"{of} with more than 2**32 values is not supported", help="use a smaller range")


# --- sequences -------------------------------------------------------------------------------------------


def _named(value: Value) -> bool:
    return isinstance(value, Static | EnumMember)


def _population(ev: Evaluator, a: Value) -> Value:
    """What is chosen from: a number of positions, an array, or a sequence of names or objects."""
    from ppc.compiler.frontend import conversions

    a = conversions.present(ev, a)
    if isinstance(a, Observation):
        return a.array
    if isinstance(a, Num):
        return ar.to_i64(a)
    items = a.items if isinstance(a, Tuple) else ()
    if isinstance(a, Ref):
        content = ev.heap[a.id]
        items = content.items if isinstance(content, ListObject) else ()
    if items and all(_named(i) or (isinstance(i, Ref) and isinstance(ev.heap[i.id], Instance)) for i in items):
        return a
    return arrays.as_array(ev, a)


def choice(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``choice(a, size, replace, p)``."""
    legacy = ev.heap[generator.id].cls.name == "RandomState"
    names = "a size replace p" + ("" if legacy else " axis shuffle")
    defaults: dict[str, Value] = {
        "size": NONE, "replace": const(True), "p": NONE, "axis": const(0), "shuffle": const(True),
    }  # fmt: skip
    a, size, replace, p, *rest = arguments(args, kwargs, names, defaults, "choice")
    if rest and (not known_truth(ev, rest[1], "shuffle") or ar.static_int(ev, rest[0], "the axis") != 0):
        raise Unsupported("PPC109", "choice with another axis, or without shuffling, is not supported")
    population = _population(ev, a)
    n = population if isinstance(population, Num) else containers.length_of(ev, population)
    if n.constant and n.static < 1:
        raise Unsupported("PPC402", "an element of an empty sequence is drawn")
    if legacy and isinstance(population, NDArray) and len(population.shape) != 1:
        raise Unsupported("PPC402", "RandomState.choice takes one-dimensional arrays", help="choose a row's index")
    sizes = shape_of(ev, size)
    if sizes is None or known_truth(ev, replace, "replace"):
        picked = _with_replacement(ev, generator, n, p, size)
    else:
        picked = _without_replacement(ev, generator, n, p, sizes, legacy)
    if isinstance(population, Num):
        return picked
    if sizes is None:
        return subscripts.get(ev, population, picked)
    if not isinstance(population, NDArray):
        raise Unsupported("PPC109", "choice of several objects at once is not supported", help="choose them one at a time")
    taken = subscripts.get_array(ev, population, numpy_shaping.ravel(ev, picked))
    rows = tuple(d.size for d in population.shape[1:])
    return numpy_shaping.reshape(ev, taken, (*sizes, *rows))


def _with_replacement(ev: Evaluator, generator: Ref, n: Num, p: Value, size: Value) -> Value:
    if p == NONE:
        n = ev.hold(n, "n")
        return draws(ev, I64, size, lambda: ar.to_i64(numerics_library.call_method(ev, generator, "index", [n])))
    weights = arrays.as_array(ev, p, F64)
    if n.constant and arrays.static_sizes(weights) != (n.static,):
        raise Unsupported("PPC402", f"{n.static} elements have {arrays.static_sizes(weights)} probabilities")
    distribution = numerics_library.call_in(ev, _FILE, "cumulative", [weights])
    return draws(ev, I64, size, lambda: ar.to_i64(numerics_library.call_in(ev, _FILE, "by_weight", [generator, distribution])))


def _without_replacement(ev: Evaluator, generator: Ref, n: Num, p: Value, sizes: tuple[int, ...], legacy: bool) -> NDArray:
    count, size = arrays.total(sizes), ar.static_int(ev, n, "the size of what is chosen from")
    if p != NONE:
        raise Unsupported("PPC109", "choice without replacement takes no probabilities here", help="leave out p")
    if count > size:
        raise Unsupported("PPC402", f"{count} of {size} elements are chosen without replacement")
    if legacy:
        order = numerics_library.call_in(ev, _FILE, "permutation", [generator, const(size)])
        chosen = subscripts.get_array(ev, order, _first(count))
    else:
        if size > _FLOYD_LIMIT and count > size // 50:
            raise Unsupported("PPC109", "choice without replacement of so many elements is not supported")
        chosen = numerics_library.call_in(ev, _FILE, "distinct", [generator, const(size), const(count)])
    return numpy_shaping.reshape(ev, chosen, sizes)


def _first(count: int) -> Value:
    from ppc.compiler.frontend.values.values import Slice

    return Slice(NONE, const(count), NONE)


def shuffle(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``shuffle(x)``: arrays along their first axis, lists."""
    (x,) = arguments(args, kwargs, "x", of="shuffle")
    if isinstance(x, NDArray) and len(x.shape) > 1:
        order = numerics_library.call_in(ev, _FILE, "permutation", [generator, const(arrays.static_sizes(x)[0])])
        array_writes.write_all(ev, x, subscripts.get_array(ev, x, order))
        return NONE
    return numerics_library.call_in(ev, _FILE, "shuffle", [generator, x])


def permutation(ev: Evaluator, generator: Ref, args: Args, kwargs: Kwargs) -> Value:
    """``permutation(n)`` or ``permutation(x)``: a shuffled copy."""
    (x,) = arguments(args, kwargs, "x", of="permutation")
    if isinstance(x, Num):
        return numerics_library.call_in(ev, _FILE, "permutation", [generator, ar.to_i64(x)])
    array = arrays.as_array(ev, x)
    if len(array.shape) == 1:
        array = arrays.copy(ev, array)
        numerics_library.call_in(ev, _FILE, "shuffle", [generator, array])
        return array
    order = numerics_library.call_in(ev, _FILE, "permutation", [generator, const(arrays.static_sizes(array)[0])])
    return subscripts.get_array(ev, array, order)
